import type { DiscordWorld, DiscordWorldChannel, DiscordWorldRole } from '../discord/world-types.ts';
import { CHANNEL_NAMES, asRecord, at, texts } from './from-configuration.ts';
import { snowflakeFor } from './snowflakes.ts';

const ID = /^\d{1,20}$/;
const COLORS = [0x5865f2, 0x3ba55d, 0xfaa61a, 0xed4245, 0xeb459e, 0x1abc9c, 0x9b59b6, 0xe67e22];

/** Every `discord:ID` anywhere in it, once, in the order of the file. */
export function accountIdsIn(value: unknown): string[] {
  const found = texts(value).flatMap((text) => /^discord:(\d{1,20})$/i.exec(text)?.[1] ?? []);
  return [...new Set(found)];
}

/** A private channel for every Discord id below `channels`, named after what it is for, and where people talk besides. */
export function discordChannelsIn(value: unknown): DiscordWorldChannel[] {
  const named = Object.entries(asRecord(at(value, 'channels'))).flatMap(([purpose, ids]) =>
    idsAt(ids).map((id) => ({ id, name: CHANNEL_NAMES[purpose] ?? purpose.toLowerCase(), private: true })),
  );
  const open = ['general', 'random'].map((name) => ({ id: snowflakeFor('channel', name), name, private: false }));
  return firstOfEach([...open, ...named]);
}

/** Who a role is given to at the beginning: e-mails or `discord:ID`. */
export interface Holding {
  role: string;
  holder: string;
}

/**
 * A role for every Discord id below `targets` and `authority`, named after what it gives or over what it stands. Above
 * all, the bot's own and the owner's; the bot gives only those below its own.
 */
export function discordRolesIn(value: unknown): { roles: DiscordWorldRole[]; holdings: Holding[] } {
  const targets = items(at(value, 'targets')).flatMap((target) =>
    idsAt(target).map((id) => ({ id, name: nameOf(texts(at(target, 'entitlement'))[0] ?? '') })),
  );
  const authorities = items(at(value, 'authority')).flatMap((authority) => {
    const scope = texts(at(authority, 'instance'))[0] ?? texts(at(authority, 'product'))[0] ?? 'everything';
    return idsAt(authority).map((id) => ({ id, name: `Moderators of ${scope}`, scope }));
  });
  const highestFirst = [
    { id: snowflakeFor('role', 'Server Owner'), name: 'Server Owner' },
    { id: snowflakeFor('role', 'Latchkey'), name: 'Latchkey', managed: true },
    ...distinct(joined([...authorities, ...targets])),
  ];
  const roles = highestFirst.map((role, n): DiscordWorldRole => ({
    ...role,
    color: n < 2 ? 0 : (COLORS[(n - 2) % COLORS.length] ?? 0),
    position: highestFirst.length - n,
  }));
  const holdings = authorities.flatMap(({ id, scope }) => {
    const holder = administratorsOf(value, scope)[0];
    return holder === undefined ? [] : [{ role: id, holder: holder.toLowerCase() }];
  });
  return { roles, holdings };
}

/** The guild and its application, named as the workspace is. */
export function guildNamed(name: string): Pick<DiscordWorld, 'guild' | 'app'> {
  return {
    guild: { id: snowflakeFor('guild', name), name },
    app: { id: snowflakeFor('app', 'Latchkey'), name: 'Latchkey' },
  };
}

/** `role:mdm-eu/Help desk` is a Help desk; `console:acme-prod` has the console of acme-prod. */
function nameOf(entitlement: string): string {
  const [, kind = '', rest = ''] = /^(\w+):(.*)$/.exec(entitlement) ?? [];
  const [scope = '', ...more] = rest.split('/');
  if (kind === 'role' && more.length > 0) return more.join('/');
  if (kind === 'console') return `Console of ${scope}`;
  if (kind === 'item' && more.length > 1) return `${more.at(-1) ?? ''} on ${more.slice(0, -1).join('/')}`;
  return entitlement || 'Access';
}

function administratorsOf(value: unknown, scope: string): string[] {
  const named = (list: unknown) => items(list).find((one) => at(one, 'id') === scope);
  const instance = at(at(named(at(value, 'instances')), 'members'), 'Administrator');
  return [...texts(instance), ...texts(at(named(at(value, 'products')), 'administrators'))];
}

/** A role that several entitlements name is one role with all their names. */
function joined(roles: readonly { id: string; name: string }[]): { id: string; name: string }[] {
  const names = new Map<string, Set<string>>();
  for (const { id, name } of roles) names.set(id, (names.get(id) ?? new Set()).add(name));
  return [...names].map(([id, all]) => ({ id, name: [...all].join(' & ').slice(0, 100) }));
}

/** Two roles of one name are told apart by their id. */
function distinct(roles: { id: string; name: string }[]): { id: string; name: string }[] {
  return roles.map((role, n) =>
    roles.findIndex(({ name }) => name === role.name) === n ? role : { ...role, name: `${role.name} (${role.id})` },
  );
}

const idsAt = (value: unknown): string[] => texts(at(value, 'discord')).filter((id) => ID.test(id));
const items = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

function firstOfEach<T extends { id: string }>(all: T[]): T[] {
  return all.filter((one, n) => all.findIndex(({ id }) => id === one.id) === n);
}
