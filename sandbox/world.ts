import { parseDocument } from 'yaml';
import type { DiscordWorld } from './discord/world-types.ts';
import { problem } from './runner/problem.ts';
import type { World } from './slack/world-types.ts';
import { accountIdsIn, discordChannelsIn, discordRolesIn, guildNamed } from './world/discord-parts.ts';
import { accountsOf, strangersFor, uniqueUsernames } from './world/discord-users.ts';
import { addressesIn, channelsIn, domainOf } from './world/from-configuration.ts';
import { idFor, teamFor } from './world/ids.ts';
import { nameFor, uniqueHandles } from './world/names.ts';
import { extraChannels, extraPeople } from './world/extras.ts';

type User = World['users'][number];

/**
 * The workspace that a configuration speaks of: a user for every e-mail in it (not for a `defaultAdministrator`, which
 * is an account and no person, R6), a channel for every Slack channel, and people and channels that every real
 * workspace has besides. The same text always gives the same ids.
 * @param text of latchkey.yml; only what the workspace needs is looked at, Latchkey itself validates the rest
 */
export function worldFrom(text: string): World {
  const configuration = parse(text);
  const addresses = addressesIn(configuration);
  const domain = domainOf(configuration);
  const team = teamFor(domain);
  const named = addresses.map((email): User => ({ id: idFor('U', email), name: '', ...nameFor(email), email }));
  const known = new Set(addresses);
  const extras = extraPeople(domain).filter((user) => user.email === undefined || !known.has(user.email));
  const channels = channelsIn(configuration);
  const taken = new Set(channels.map((channel) => channel.id));
  return {
    team,
    users: uniqueHandles([...named, ...extras]),
    channels: [...channels, ...extraChannels().filter((channel) => !taken.has(channel.id))],
  };
}

/**
 * The Discord guild that a configuration speaks of: an account for everyone in the workspace and for every `discord:ID`,
 * a channel and a role for every Discord id. Roles with authority are held by the first administrator of what they stand
 * for. The same text always gives the same ids.
 * @param text of latchkey.yml; only what the guild needs is looked at, Latchkey itself validates the rest
 */
export function discordWorldFrom(text: string): DiscordWorld {
  const configuration = parse(text);
  const workspace = worldFrom(text);
  const { roles, holdings } = discordRolesIn(configuration);
  const users = uniqueUsernames([...accountsOf(workspace.users), ...strangersFor(accountIdsIn(configuration))]);
  const heldBy = (names: (string | undefined)[]): string[] =>
    holdings.filter(({ holder }) => names.includes(holder)).map(({ role }) => role);
  return {
    ...guildNamed(workspace.team.name),
    users: users.map((user) => ({ ...user, roles: heldBy([user.email?.toLowerCase(), `discord:${user.id}`]) })),
    channels: discordChannelsIn(configuration),
    roles,
  };
}

function parse(text: string): unknown {
  const document = parseDocument(text);
  const error = document.errors[0];
  if (error !== undefined) throw problem(`it is not YAML: ${error.message.split('\n')[0] ?? 'unreadable'}`);
  const value: unknown = document.toJS();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw problem('it holds no settings: begin with the example, latchkey.yml');
  }
  return value;
}
