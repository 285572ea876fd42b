import { ApplicationCommandType, InteractionType, MessageFlags } from 'discord-api-types/v10';
import type { Desk } from '../desk.ts';
import type { Channel, Json, User } from '../types.ts';
import type { Runnable } from './find-command.ts';
import { commandData, commandsIn, follow, nameOf } from './find-command.ts';
import type { Interaction } from './interactions.ts';
import { fillOptions } from './options.ts';
import { kindOfOption, resolvedOf } from './resolved.ts';
import { causeOf } from './respond.ts';
import { send } from './send.ts';

/** What came of a person's doing, for the page: fine, or what Discord's client shows. */
export type Done =
  { ok: true; [more: string]: unknown } | { ok: false; error: string; message: string; [more: string]: unknown };

export interface TypedCommand {
  command: string;
  path: readonly string[];
  options: Json;
}

/** The command that is meant, or why there is none. */
export function findCommand(
  desk: Desk,
  user: User,
  channel: Channel,
  { command: name, path }: Pick<TypedCommand, 'command' | 'path'>,
): { ok: true; runnable: Runnable } | Extract<Done, { ok: false }> {
  const wanted = name.toLowerCase().replace(/^\//, '');
  const command = commandsIn(desk, user, channel).find((one) => one.content.name === wanted);
  if (command === undefined) {
    const isElsewhere = desk.store.commands.values().some((one) => one.content.name === wanted);
    const message = isElsewhere ? `/${wanted} cannot be used here.` : `There is no command /${wanted}.`;
    return { ok: false, error: 'unknown_command', message };
  }
  const { runnable, used } = follow(command, path);
  if (runnable === undefined || used < path.length) {
    const message = `/${[wanted, ...path].join(' ')} is no command: choose one of those that are offered.`;
    return { ok: false, error: 'unknown_command', message };
  }
  return { ok: true, runnable };
}

/** Runs a slash command; settles when the app answered, or the time for that is over. */
export async function runCommand(desk: Desk, user: User, channel: Channel, typed: TypedCommand): Promise<Done> {
  const found = findCommand(desk, user, channel, typed);
  if (!found.ok) return found;
  const { runnable } = found;
  const filled = fillOptions(desk, runnable.options, typed.options);
  if (!filled.ok) return { ...filled };
  const ids = filled.options.filter(({ type }) => kindOfOption(type) !== undefined).map(({ value }) => String(value));
  const sent = await send(desk, user, channel, {
    type: InteractionType.ApplicationCommand,
    name: nameOf(runnable),
    data: commandData(runnable, filled.options, resolvedOf(desk, ids)),
  });
  return outcomeOf(desk, sent);
}

/** Runs a command of a member's menu; settles as `runCommand`. */
export async function runOnMember(
  desk: Desk,
  user: User,
  channel: Channel,
  { command: name, target }: { readonly command: string; readonly target: User },
): Promise<Done> {
  const command = commandsIn(desk, user, channel, 2).find((one) => one.content.name === name);
  if (command === undefined) {
    return { ok: false, error: 'unknown_command', message: `There is no ${name} in this menu.` };
  }
  const data = {
    id: command.id,
    name,
    type: ApplicationCommandType.User,
    ...(command.guild === null ? {} : { guild_id: command.guild }),
    target_id: target.id,
    resolved: resolvedOf(desk, [target.id]),
  };
  return outcomeOf(desk, await send(desk, user, channel, { type: InteractionType.ApplicationCommand, name, data }));
}

function outcomeOf(desk: Desk, { interaction, answer }: Awaited<ReturnType<typeof send>>): Done {
  if (answer === undefined) {
    const message = 'The application did not respond';
    sayFailed(desk, interaction, message);
    return { ok: false, error: 'no_response', message, interaction: interaction.id };
  }
  const modal = answer.modal === undefined ? {} : { modal: answer.modal };
  return { ok: true, interaction: interaction.id, response: { type: answer.type }, ...modal };
}

/** What Discord itself shows to the person, and to nobody else. */
function sayFailed({ store, app, now }: Desk, interaction: Interaction, content: string): void {
  store.saveMessage({
    id: store.nextId(),
    channel: interaction.channel,
    author: app.id,
    content,
    embeds: [],
    components: [],
    flags: MessageFlags.Ephemeral,
    at: new Date(now()).toISOString(),
    editedAt: null,
    mentions: { users: [], roles: [], everyone: false },
    cause: causeOf(interaction),
    only: interaction.user,
    failed: true,
  });
}
