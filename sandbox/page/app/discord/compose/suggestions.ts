import type { CommandOption } from '../types.ts';
import type { Filled } from './composed.ts';

export interface Suggestion extends Filled {
  /** What stands behind it. */
  detail?: string;
  /** A colour to show before it: a role's. */
  color?: number;
  kind?: 'user' | 'role' | 'channel';
}

/** Whom and what an option can be chosen from. */
export interface Guild {
  members: { id: string; username: string; name: string }[];
  roles: { id: string; name: string; color: number }[];
  channels: { id: string; name: string }[];
}

/** As many as Discord shows at once. */
export const MOST = 25;

const BOOLEAN = 5;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;

/** Whether the app is asked for suggestions as one types. */
export const isAutocompleted = (option: CommandOption): boolean => option.autocomplete === true;

/** What fits what is typed, of what is known without asking the app: choices, people, roles, channels. */
export function suggestionsFor(option: CommandOption, typed: string, guild: Guild): Suggestion[] {
  const wanted = typed.trim().toLowerCase().replace(/^[@#]/, '');
  return candidates(option, guild)
    .filter((one) => `${one.label} ${one.detail ?? ''}`.toLowerCase().includes(wanted))
    .sort((one, other) => startsWith(other, wanted) - startsWith(one, wanted))
    .slice(0, MOST);
}

const startsWith = (one: Suggestion, wanted: string): number =>
  Number(one.label.toLowerCase().replace(/^[@#]/, '').startsWith(wanted));

function candidates(option: CommandOption, guild: Guild): Suggestion[] {
  if (option.choices !== undefined) return option.choices.map(({ name, value }) => ({ label: name, value }));
  if (option.type === BOOLEAN) {
    return [
      { label: 'True', value: true },
      { label: 'False', value: false },
    ];
  }
  const isEither = option.type === MENTIONABLE;
  return [
    ...(option.type === USER || isEither ? guild.members.map(asUser) : []),
    ...(option.type === ROLE || isEither ? guild.roles.map(asRole) : []),
    ...(option.type === CHANNEL ? guild.channels.map(asChannel) : []),
  ];
}

const asUser = ({ id, name, username }: Guild['members'][number]): Suggestion => ({
  value: id,
  label: `@${name}`,
  detail: username,
  kind: 'user',
});
const asRole = ({ id, name, color }: Guild['roles'][number]): Suggestion => ({
  value: id,
  label: `@${name}`,
  detail: 'Role',
  color,
  kind: 'role',
});
const asChannel = ({ id, name }: Guild['channels'][number]): Suggestion => ({
  value: id,
  label: `#${name}`,
  kind: 'channel',
});
