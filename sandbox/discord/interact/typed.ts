import { objects } from '../../common/json.ts';
import type { Command, Json } from '../types.ts';
import type { TypedCommand } from './commands.ts';
import { follow } from './find-command.ts';

/**
 * Reads a slash command in Discord's text form: `/access request role role:Help desk duration:4h`. A value runs to the
 * next known option name; what stands before the first one is no value, and named as an option that there is not.
 * @param commands those that could be meant
 */
export function readTyped(text: string, commands: readonly Command[]): TypedCommand {
  const [first = '', ...words] = text.trim().slice(1).split(/\s+/);
  const command = commands.find((one) => one.content.name === first.toLowerCase());
  if (command === undefined) return { command: first, path: [], options: {} };
  const { runnable, used } = follow(command, words);
  if (runnable === undefined) {
    const path = words.filter((word) => !word.includes(':')).slice(0, used + 1);
    return { command: first, path, options: {} };
  }
  const path = words.slice(0, used);
  const rest = text.trim().replace(new RegExp(`^/${[first, ...path].map(escaped).join('\\s+')}\\s*`), '');
  return { command: first, path, options: valuesIn(rest, objects(runnable.options)) };
}

function valuesIn(text: string, definitions: readonly Json[]): Json {
  const names = definitions.map((one) => escaped(String(one['name'])));
  if (names.length === 0) return text === '' ? {} : { [text]: '' };
  const marks = [...text.matchAll(new RegExp(`(?<=^|\\s)(${names.join('|')}):`, 'giu'))];
  const before = text.slice(0, marks[0]?.index ?? text.length).trim();
  const values: Json = before === '' ? {} : { [before]: before };
  for (const [n, mark] of marks.entries()) {
    const from = mark.index + mark[0].length;
    values[(mark[1] ?? '').toLowerCase()] = text.slice(from, marks[n + 1]?.index ?? text.length).trim();
  }
  return values;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
