import { ApplicationCommandOptionType as Type, PermissionFlagsBits } from 'discord-api-types/v10';
import { objects } from '../../common/json.ts';
import type { Desk } from '../desk.ts';
import { permissionsOf } from '../permissions.ts';
import type { Channel, Command, Json, User } from '../types.ts';
import { is } from '../is.ts';

const DIRECT = 1;
const GUILD = 0;

/**
 * The commands that a person can choose in a channel, of the type that Discord numbers 1 (typed) or 2 (on a member): the
 * guild's own ones are not there in direct messages.
 */
export function commandsIn(desk: Desk, user: User, channel: Channel, type: 1 | 2 = 1): Command[] {
  const isDirect = channel.kind === 'dm';
  const may = permissionsOf(user, desk.store.roles.values(), desk.store.guild.id);
  return desk.store.commands.values().filter(({ guild, content }) => {
    if (content['type'] !== type || (isDirect && guild !== null)) return false;
    const contexts = content['contexts'];
    if (Array.isArray(contexts) && !contexts.includes(isDirect ? DIRECT : GUILD)) return false;
    if (isDirect && !Array.isArray(contexts) && content['dm_permission'] === false) return false;
    const needed = content['default_member_permissions'];
    if (isDirect || typeof needed !== 'string') return true;
    const bits = BigInt(needed);
    if ((may & PermissionFlagsBits.Administrator) !== 0n) return true;
    return bits !== 0n && (may & bits) === bits;
  });
}

/** A command's part that can be run, and the options that it takes. */
export interface Runnable {
  command: Command;
  /** The subcommand group and subcommand, as far as there are. */
  path: Json[];
  options: Json[];
}

/** Follows words into a command: `access`, then its group and subcommand. @returns how many words were used */
export function follow(command: Command, words: readonly string[]): { runnable?: Runnable; used: number } {
  const path: Json[] = [];
  let options = objects(command.content['options']);
  while (options.some((one) => isPath(one))) {
    const next = options.find((one) => isPath(one) && one['name'] === words[path.length]?.toLowerCase());
    if (next === undefined) return { used: path.length };
    path.push(next);
    options = objects(next['options']);
  }
  return { runnable: { command, path, options }, used: path.length };
}

/** `/access request role` */
export function nameOf({ command, path }: Runnable): string {
  return `/${[command.content, ...path].map((one) => String(one['name'])).join(' ')}`;
}

/** The data of a command's interaction. @param filled what the person gave */
export function commandData({ command, path }: Runnable, filled: readonly object[], resolved: Json): Json {
  const options = path.reduceRight<unknown[]>(
    (inner, step) => [{ name: step['name'], type: step['type'], options: inner }],
    [...filled],
  );
  return {
    id: command.id,
    name: command.content.name,
    type: 1,
    ...(command.guild === null ? {} : { guild_id: command.guild }),
    ...(options.length === 0 ? {} : { options }),
    ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
  };
}

const isPath = (option: Json): boolean =>
  is(option['type'], Type.Subcommand) || is(option['type'], Type.SubcommandGroup);
