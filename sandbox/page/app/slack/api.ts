import { at, send } from '../data/send.ts';
import type { Json } from '../data/send.ts';
import type {
  Conversation,
  Delivery,
  Done,
  Fault,
  Message,
  Option,
  Person,
  Persona,
  Value,
  Values,
  View,
  World,
} from './types.ts';

/** Where an element stands. */
export type Place = { channel: string; ts: string } | { view: string };

export interface Act {
  blockId: string;
  actionId: string;
  value?: unknown;
}

/** The local Slack, as its control API offers it. */
export const api = {
  world: () => send<World>('GET', '/slack/world'),
  people: async () => (await send<{ users: Person[] }>('GET', '/slack/users')).users,
  personas: async () => (await send<{ personas: Persona[] }>('GET', '/slack/personas')).personas,
  channels: async (user: string) =>
    (await send<{ channels: Conversation[] }>('GET', `/slack/users/${at(user)}/channels`)).channels,
  messages: (user: string, channel: string) =>
    send<{ messages: Message[]; readUpTo: string }>('GET', `/slack/users/${at(user)}/channels/${at(channel)}/messages`),
  read: (user: string, channel: string) =>
    send<Done>('POST', `/slack/users/${at(user)}/channels/${at(channel)}/read`, {}),
  type: (user: string, channel: string, text: string) =>
    send<Done>('POST', `/slack/users/${at(user)}/type`, { channel, text }),
  act: (user: string, place: Place, act: Act) =>
    send<Done>('POST', `/slack/users/${at(user)}/actions`, { ...place, ...act, confirmed: true }),
  suggest: (user: string, place: Place, act: Act, typed: string) =>
    send<Done & { options?: Option[]; option_groups?: { options: Option[] }[] }>(
      'POST',
      `/slack/users/${at(user)}/suggestions`,
      { ...place, ...act, typed },
    ),
  views: async (user: string) => (await send<{ views: View[] }>('GET', `/slack/users/${at(user)}/views`)).views,
  values: (user: string, view: string, values: Values) =>
    send<Done>('POST', `/slack/users/${at(user)}/views/${view}/values`, { values }),
  submit: (user: string, view: string, values: Values) =>
    send<Done>('POST', `/slack/users/${at(user)}/views/${view}/submit`, { values }),
  close: (user: string, view: string, all: boolean) =>
    send<Done>('POST', `/slack/users/${at(user)}/views/${view}/close`, { all }),
  home: async (user: string) => (await send<{ view: View | null }>('GET', `/slack/users/${at(user)}/home`)).view,
  openHome: (user: string) => send<Done>('POST', `/slack/users/${at(user)}/home`, {}),
  faults: async () => (await send<{ faults: Fault[] }>('GET', '/slack/faults')).faults,
  addFault: (fault: Json) => send<Done>('POST', '/slack/faults', fault),
  /** @param id of one; absent: all */
  clearFaults: (id?: string) => send<Done>('DELETE', id === undefined ? '/slack/faults' : `/slack/faults/${at(id)}`),
  setting: (change: Json) => send<Done>('PATCH', '/slack/settings', change),
  addPerson: (person: Json) => send<Done>('POST', '/slack/users', person),
  changePerson: (user: string, change: Json) => send<Done>('PATCH', `/slack/users/${at(user)}`, change),
  deliveries: async () => (await send<{ deliveries: Delivery[] }>('GET', '/slack/deliveries')).deliveries,
  changeChannel: (channel: string, change: Json) => send<Done>('PATCH', `/slack/channels/${at(channel)}`, change),
  deleteChannel: (channel: string) => send<Done>('DELETE', `/slack/channels/${at(channel)}`),
  putBack: (channel: string) => send<Done>('POST', `/slack/channels/${at(channel)}/put-back`, {}),
  install: (installed: boolean) => send<Done>('POST', '/slack/app', { installed }),
  reconnect: () => send<Done>('POST', '/slack/socket/disconnect', {}),
  reset: () => send<Done>('POST', '/slack/reset', {}),
};

export type { Value };
