import { InteractionType } from 'discord-api-types/v10';
import type { Desk } from '../desk.ts';
import type { Channel, User } from '../types.ts';
import type { Done, TypedCommand } from './commands.ts';
import { findCommand } from './commands.ts';
import { commandData } from './find-command.ts';
import { fillOptions } from './options.ts';
import { kindOfOption, resolvedOf } from './resolved.ts';
import { send } from './send.ts';

/** What the app offers while a person types into an option. @param focus the option, and what stands in it */
export async function autocomplete(
  desk: Desk,
  user: User,
  channel: Channel,
  typed: TypedCommand,
  focus: { name: string; typed: string },
): Promise<Done> {
  const found = findCommand(desk, user, channel, typed);
  if (!found.ok) return found;
  const { runnable } = found;
  const definition = runnable.options.find((one) => one['name'] === focus.name);
  if (definition?.['autocomplete'] !== true) {
    const message = `The option ${focus.name} offers no suggestions.`;
    return { ok: false, error: 'option', option: focus.name, message };
  }
  const { [focus.name]: _focused, ...others } = typed.options;
  const filled = fillOptions(desk, runnable.options, others, true);
  if (!filled.ok) return { ...filled };
  const optionType = Number(definition['type']);
  const focused = { name: focus.name, type: optionType, value: focus.typed, focused: true };
  // In the order of the definition, as the client sends them.
  const options = runnable.options.flatMap((one) =>
    one['name'] === focus.name ? [focused] : filled.options.filter(({ name }) => name === one['name']),
  );
  const ids = filled.options.filter(({ type }) => kindOfOption(type) !== undefined).map(({ value }) => String(value));
  const begun = performance.now();
  const { answer } = await send(desk, user, channel, {
    type: InteractionType.ApplicationCommandAutocomplete,
    optionType,
    data: commandData(runnable, options, resolvedOf(desk, ids)),
  });
  if (answer?.choices === undefined) return { ok: false, error: 'no_response', message: 'Loading options failed' };
  return { ok: true, choices: answer.choices, took: Math.round(performance.now() - begun) };
}
