import { InteractionResponseType as Kind, InteractionType, MessageFlags } from 'discord-api-types/v10';
import { object } from '../../common/json.ts';
import { saveMessage } from '../changes/messages.ts';
import type { Desk } from '../desk.ts';
import { checkChoices } from '../limits/choices.ts';
import { contentOf } from '../limits/messages.ts';
import { modalOf } from '../limits/modals.ts';
import { createReport, invalid } from '../limits/report.ts';
import { alreadyAcknowledged, unknownInteraction } from '../refusal.ts';
import type { Cause, Json, Message } from '../types.ts';
import type { Answer, Interaction } from './interactions.ts';
import { is } from '../is.ts';

/** Which first answers each kind of interaction takes, besides the message and its deferral. */
const TAKES: Record<number, readonly number[]> = {
  [InteractionType.ApplicationCommand]: [Kind.Modal],
  [InteractionType.MessageComponent]: [Kind.DeferredMessageUpdate, Kind.UpdateMessage, Kind.Modal],
  [InteractionType.ModalSubmit]: [],
};
const MESSAGES: readonly number[] = [Kind.ChannelMessageWithSource, Kind.DeferredChannelMessageWithSource];
const UPDATES: readonly number[] = [Kind.DeferredMessageUpdate, Kind.UpdateMessage];

/**
 * The app's first answer to an interaction.
 * @returns the message that came of it, if any
 * @throws a refusal: 10062 too late or unknown, 40060 answered before, 50035 what does not fit
 */
export function respond(desk: Desk, interaction: Interaction, given: Json): Message | undefined {
  if (interaction.isLost || desk.now() - interaction.at > desk.settings.patience) throw unknownInteraction();
  if (interaction.answer !== undefined) throw alreadyAcknowledged();
  const type = Number(given['type']);
  const data = object(given['data']);
  if (is(type, Kind.Pong)) {
    desk.interactions.answer(interaction, { type });
    return undefined;
  }
  if (!takes(interaction, type)) {
    throw invalid(['type'], 'INTERACTION_RESPONSE_TYPE_INVALID', 'This interaction cannot be answered so.');
  }
  const { message, answer } = carryOut(desk, interaction, type, data);
  if (message !== undefined) interaction.original = message.id;
  desk.interactions.answer(interaction, { type, ...answer });
  return message;
}

function takes(interaction: Interaction, type: number): boolean {
  const isAutocomplete = is(interaction.type, InteractionType.ApplicationCommandAutocomplete);
  if (isAutocomplete) return is(type, Kind.ApplicationCommandAutocompleteResult);
  const fromMessage = is(interaction.type, InteractionType.ModalSubmit) && interaction.source !== undefined;
  if (fromMessage && UPDATES.includes(type)) return true;
  return MESSAGES.includes(type) || (TAKES[interaction.type]?.includes(type) ?? false);
}

function carryOut(
  desk: Desk,
  interaction: Interaction,
  type: number,
  data: Json,
): { message?: Message; answer?: Partial<Answer> } {
  if (is(type, Kind.ChannelMessageWithSource)) return { message: answerMessage(desk, interaction, data, ['data']) };
  if (is(type, Kind.DeferredChannelMessageWithSource)) return { message: thinking(desk, interaction, data) };
  if (UPDATES.includes(type)) {
    const source = desk.store.message(interaction.channel, interaction.source ?? '');
    if (source === undefined) throw unknownInteraction();
    return { message: is(type, Kind.UpdateMessage) ? editMessage(desk, source, data, ['data']) : source };
  }
  if (is(type, Kind.Modal)) {
    const { user, channel, source } = interaction;
    const modal = desk.modals.open({ ...modalOf(data), user, channel, ...(source === undefined ? {} : { source }) });
    return { answer: { modal: modal.id } };
  }
  const report = createReport(['data']);
  if (!Array.isArray(data['choices'])) report.add(['choices'], 'BASE_TYPE_REQUIRED', 'This field is required');
  const choices = checkChoices(report, ['choices'], data['choices'], interaction.optionType ?? 3);
  report.settle();
  return { answer: { choices } };
}

/** A new message of the app in answer to an interaction. @param root where it lies in what was sent */
export function answerMessage(desk: Desk, interaction: Interaction, given: Json, root: string[] = []): Message {
  const content = contentOf(given, root);
  const isEphemeral = (content.flags & MessageFlags.Ephemeral) !== 0;
  return saveMessage(desk, { ...blank(desk, interaction, isEphemeral), ...content });
}

/** Edits a message as the app's PATCH says, and takes away that it was still thinking. */
export function editMessage(desk: Desk, message: Message, given: Json, root: string[] = []): Message {
  const content = contentOf(given, root, message);
  const isThinking = (message.flags & MessageFlags.Loading) !== 0;
  const kept = message.flags & ~(MessageFlags.Loading | MessageFlags.SuppressEmbeds);
  const suppressed = (given['flags'] === undefined ? message.flags : content.flags) & MessageFlags.SuppressEmbeds;
  return saveMessage(desk, {
    ...message,
    ...content,
    flags: kept | suppressed,
    editedAt: isThinking ? null : new Date(desk.now()).toISOString(),
  });
}

function thinking(desk: Desk, interaction: Interaction, data: Json): Message {
  const isEphemeral = (Number(data['flags'] ?? 0) & MessageFlags.Ephemeral) !== 0;
  const flags = MessageFlags.Loading | (isEphemeral ? MessageFlags.Ephemeral : 0);
  return saveMessage(desk, { ...blank(desk, interaction, isEphemeral), flags });
}

function blank(desk: Desk, interaction: Interaction, isEphemeral: boolean): Message {
  return {
    id: desk.store.nextId(),
    channel: interaction.channel,
    author: desk.app.id,
    content: '',
    embeds: [],
    components: [],
    flags: 0,
    at: new Date(desk.now()).toISOString(),
    editedAt: null,
    mentions: { users: [], roles: [], everyone: false },
    cause: causeOf(interaction),
    ...(isEphemeral ? { only: interaction.user } : {}),
  };
}

export function causeOf({ id, type, user, name, token, source }: Interaction): Cause {
  return { id, type, user, name, token, ...(source === undefined ? {} : { source }) };
}
