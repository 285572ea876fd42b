import { createHash } from 'node:crypto';
import type { DiscordWorldUser } from '../discord/world-types.ts';
import type { WorldUser } from '../slack/world-types.ts';
import { snowflakeFor } from './snowflakes.ts';

const NAMES = [
  'Alex',
  'Billie',
  'Charlie',
  'Dana',
  'Eden',
  'Frankie',
  'Gale',
  'Harper',
  'Indigo',
  'Jules',
  'Kit',
  'Lou',
];
const MORE = ['Marlow', 'Nico', 'Ocean', 'Parker', 'Quincy', 'River', 'Sage', 'Toni', 'Uri', 'Vale', 'Wren', 'Yuki'];
const SURNAMES = [
  'Archer',
  'Birch',
  'Cole',
  'Drake',
  'Ellis',
  'Frost',
  'Grove',
  'Hale',
  'Lane',
  'Marsh',
  'Pike',
  'Stone',
];

/** The people of the Slack workspace as their Discord accounts: same e-mail, same name; a bot with them. */
export function accountsOf(people: readonly WorldUser[]): DiscordWorldUser[] {
  return people.map((person) => ({
    id: snowflakeFor('user', person.email ?? person.name),
    username: (person.email ?? person.name).split('@')[0]?.toLowerCase() ?? person.name,
    globalName: person.realName,
    ...(person.email === undefined ? {} : { email: person.email }),
    ...(person.emailConfirmed === false ? { verified: false } : {}),
    ...(person.bot === true ? { bot: true } : {}),
    ...(person.deleted === true ? { joined: false } : {}),
    roles: [],
  }));
}

/** Members whom a configuration knows by their Discord id alone, with names that stay the same. */
export function strangersFor(ids: readonly string[]): DiscordWorldUser[] {
  const first = [...NAMES, ...MORE];
  return ids.map((id) => {
    const digest = createHash('sha256').update(id).digest();
    const name = first[digest.readUInt8(0) % first.length] ?? 'Alex';
    const surname = SURNAMES[digest.readUInt8(1) % SURNAMES.length] ?? 'Archer';
    const handle = `${name}.${surname}`.toLowerCase();
    const email = `${handle}.${id.slice(-4)}@mail.test`;
    return { id, username: handle, globalName: `${name} ${surname}`, email, roles: [] };
  });
}

/** Gives every one a username of their own: a second `ada` is `ada.2`. */
export function uniqueUsernames(users: readonly DiscordWorldUser[]): DiscordWorldUser[] {
  const taken = new Set<string>();
  return users.map((user) => {
    const plain = user.username.replace(/[^a-z0-9._]/g, '') || 'user';
    let username = plain;
    for (let n = 2; taken.has(username); n += 1) username = `${plain}.${n}`;
    taken.add(username);
    return { ...user, username };
  });
}
