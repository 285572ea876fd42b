import { at, send } from '../data/send.ts';
import type { Json } from '../data/send.ts';
import type { Choice, Done, Fault, Message, Modal, OwnChannel, Persona, World } from './types.ts';

export type OptionValues = Record<string, string | number | boolean>;

/** A command with what is filled in so far. */
export interface Call {
  channel: string;
  command: string;
  path: string[];
  options: OptionValues;
}

const user = (id: string): string => `/discord/users/${at(id)}`;

/** The local Discord, as its control API offers it. */
export const api = {
  world: () => send<World>('GET', '/discord/world'),
  personas: async () => (await send<{ personas: Persona[] }>('GET', '/discord/personas')).personas,
  channels: async (id: string) => (await send<{ channels: OwnChannel[] }>('GET', `${user(id)}/channels`)).channels,
  messages: (id: string, channel: string) =>
    send<{ messages: Message[]; readUpTo: string }>('GET', `${user(id)}/channels/${at(channel)}/messages`),
  read: (id: string, channel: string) => send<Done>('POST', `${user(id)}/channels/${at(channel)}/read`, {}),
  run: (id: string, call: Call) => send<Done>('POST', `${user(id)}/commands`, { ...call }),
  text: (id: string, channel: string, text: string) => send<Done>('POST', `${user(id)}/text`, { channel, text }),
  autocomplete: async (id: string, call: Call & { focused: string; typed: string }) =>
    send<Done & { choices?: Choice[] }>('POST', `${user(id)}/autocomplete`, { ...call }),
  use: (id: string, channel: string, message: string, customId: string, values?: string[]) =>
    send<Done>('POST', `${user(id)}/components`, { channel, message, customId, ...(values && { values }) }),
  modals: async (id: string) => (await send<{ modals: Modal[] }>('GET', `${user(id)}/modals`)).modals,
  submit: (id: string, modal: string, values: Record<string, string | string[]>) =>
    send<Done>('POST', `${user(id)}/modals/${at(modal)}/submit`, { values }),
  close: (id: string, modal: string) => send<Done>('POST', `${user(id)}/modals/${at(modal)}/close`, {}),
  change: (id: string, change: Json) => send<Done>('PATCH', user(id), change),
  leave: (id: string) => send<Done>('POST', `${user(id)}/leave`, {}),
  join: (id: string) => send<Done>('POST', `${user(id)}/join`, {}),
  giveRole: (id: string, role: string) => send<Done>('PUT', `${user(id)}/roles/${at(role)}`, {}),
  takeRole: (id: string, role: string) => send<Done>('DELETE', `${user(id)}/roles/${at(role)}`),
  changeRole: (role: string, change: Json) => send<Done>('PATCH', `/discord/roles/${at(role)}`, change),
  faults: async () => (await send<{ faults: Fault[] }>('GET', '/discord/faults')).faults,
  addFault: (fault: Json) => send<Done>('POST', '/discord/faults', fault),
  /** @param id of one; absent: all */
  clearFaults: (id?: string) =>
    send<Done>('DELETE', id === undefined ? '/discord/faults' : `/discord/faults/${at(id)}`),
  changeChannel: (channel: string, change: Json) => send<Done>('PATCH', `/discord/channels/${at(channel)}`, change),
  deleteChannel: (channel: string) => send<Done>('DELETE', `/discord/channels/${at(channel)}`),
  putBack: (channel: string) => send<Done>('POST', `/discord/channels/${at(channel)}/put-back`, {}),
  invite: (inGuild: boolean) => send<Done>('POST', '/discord/app', { inGuild }),
  disconnect: (how: Json) => send<Done>('POST', '/discord/gateway/disconnect', how),
  connect: () => send<Done>('POST', '/discord/gateway/connect', {}),
  expire: (interaction: string) =>
    send<Done>('POST', `/discord/interactions/${at(interaction)}/expire`, { token: true }),
  reset: () => send<Done>('POST', '/discord/reset', {}),
};
