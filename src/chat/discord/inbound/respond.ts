import { InteractionResponseType as Kind, MessageFlags, Routes } from 'discord-api-types/v10';
import type { Suggestion } from '../../../domain/command-description.ts';
import type { Answerable, Interaction } from './interaction.ts';
import type { ModalJson } from '../outbound/modals.ts';
import type { Rest } from '../connect/rest.ts';

/** The first answer to an interaction: within three seconds, and only one. Each throws as `Rest` does. */
export function createRespond(rest: Rest) {
  const call = (to: Pick<Answerable, 'id' | 'token'>, type: number, data?: object): Promise<unknown> =>
    rest('POST', Routes.interactionCallback(to.id, to.token), {
      open: true,
      body: { type, ...(data ? { data } : {}) },
    });
  const ephemeral = { flags: MessageFlags.Ephemeral };
  return {
    /** “Is thinking …”, for the one who asked alone. */
    defer: (to: Interaction) => call(to, Kind.DeferredChannelMessageWithSource, ephemeral),
    say: (to: Answerable, body: object) => call(to, Kind.ChannelMessageWithSource, { ...body, ...ephemeral }),
    /** Edits the message whose component was used. */
    change: (to: Interaction, body: object) => call(to, Kind.UpdateMessage, body),
    open: (to: Interaction, modal: ModalJson) => call(to, Kind.Modal, modal),
    offer: (to: Answerable, choices: readonly Suggestion[]) =>
      call(to, Kind.ApplicationCommandAutocompleteResult, { choices }),
  };
}

export type Respond = ReturnType<typeof createRespond>;
