import { array, isObject } from '../../common/json.ts';
import type { Desk } from '../desk.ts';
import { invalid } from '../limits/report.ts';
import {
  missingAccess,
  unknownApplication,
  unknownChannel,
  unknownGuild,
  unknownMember,
  unknownMessage,
  unknownRole,
} from '../refusal.ts';
import { asSnowflake } from '../snowflake.ts';
import type { Channel, Json, Message, Role, User } from '../types.ts';
import type { Request } from './types.ts';

/** Whether the app's bot is in the guild: people remove it, and invite it again. */
export function isInGuild({ store, app }: Desk): boolean {
  return store.users.get(app.id)?.isMember === true;
}

/** Looks that a path names the one guild, and the app is in it. @throws 10004 */
export function guildIn(desk: Desk, { params }: Request): void {
  if (snowflake(params, 'guild') !== desk.store.guild.id || !isInGuild(desk)) throw unknownGuild();
}

/** Looks that a path names the app. @throws 10002 */
export function applicationIn({ app }: Desk, { params }: Request): void {
  if (snowflake(params, 'app') !== app.id) throw unknownApplication();
}

/** @throws 10007 */
export function memberIn({ store }: Desk, { params }: Request): User {
  const user = store.users.get(snowflake(params, 'user'));
  if (user?.isMember !== true) throw unknownMember();
  return user;
}

/** @throws 10011 */
export function roleIn({ store }: Desk, { params }: Request): Role {
  const role = store.roles.get(snowflake(params, 'role'));
  if (role === undefined) throw unknownRole();
  return role;
}

/** A channel that the app may see. @throws 10003, 50001 */
export function channelIn(desk: Desk, { params }: Request): Channel {
  const channel = desk.store.channels.get(snowflake(params, 'channel'));
  if (channel === undefined) throw unknownChannel();
  if (channel.kind === 'text' && !isInGuild(desk)) throw missingAccess();
  if (!channel.appMayView) throw missingAccess();
  return channel;
}

/** A message in a channel that is not ephemeral. @throws 10008 */
export function messageIn(desk: Desk, channel: Channel, { params }: Request): Message {
  const message = desk.store.message(channel.id, snowflake(params, 'message'));
  if (message === undefined || message.only !== undefined) throw unknownMessage();
  return message;
}

/** The JSON object that a request carries. @throws 50035 */
export function objectIn({ body }: Pick<Request, 'body'>): Json {
  if (isObject(body)) return body;
  throw invalid([], 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
}

/** The JSON array that a request carries. @throws 50035 */
export function listIn({ body }: Request): unknown[] {
  if (Array.isArray(body)) return array(body);
  throw invalid([], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
}

/** A whole number in the query. @throws 50035 */
export function limitIn({ query }: Request, usual: number, most: number, least = 1): number {
  const given = query['limit'];
  if (given === undefined) return usual;
  const limit = Number(given);
  if (!Number.isInteger(limit)) throw invalid(['limit'], 'NUMBER_TYPE_COERCE', `Value "${given}" is not int.`);
  if (limit < least || limit > most) {
    const code = limit < least ? 'NUMBER_TYPE_MIN' : 'NUMBER_TYPE_MAX';
    const bound = limit < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
    throw invalid(['limit'], code, `int value should be ${bound}.`);
  }
  return limit;
}

/** An id out of the query; undefined where there is none. @throws 50035 */
export function idIn({ query }: Request, name: string): bigint | undefined {
  return query[name] === undefined ? undefined : BigInt(snowflake(query, name));
}

function snowflake(given: Record<string, string>, name: string): string {
  const id = given[name] ?? '';
  if (asSnowflake(id) === undefined) {
    throw invalid([`${name}_id`], 'NUMBER_TYPE_COERCE', `Value "${id}" is not snowflake.`);
  }
  return id;
}
