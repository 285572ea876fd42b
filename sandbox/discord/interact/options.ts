import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { objects } from '../../common/json.ts';
import type { Desk } from '../desk.ts';
import type { Json } from '../types.ts';
import { idOf, kindOfOption } from './resolved.ts';
import { is } from '../is.ts';
import { lengthOf } from '../limits/length.ts';

/** What Discord's client says about an option before anything is sent. */
export interface OptionProblem {
  ok: false;
  error: 'option';
  option: string;
  message: string;
}

export interface FilledOption {
  name: string;
  type: number;
  value: string | number | boolean;
}

const NOUNS: Record<number, string> = {
  [Type.User]: 'user',
  [Type.Role]: 'role',
  [Type.Mentionable]: 'user or role',
  [Type.Channel]: 'channel',
};

/**
 * A person's values as options, in the order of the definition, checked as Discord's client does.
 * @param given by name; null and absent are the same
 * @param isPartial they are still typing: what is missing or wrong is left out
 */
export function fillOptions(
  desk: Desk,
  definitions: readonly Json[],
  given: Json,
  isPartial = false,
): { ok: true; options: FilledOption[] } | OptionProblem {
  const names = definitions.map((one) => String(one['name']));
  const strange = Object.keys(given).find((name) => !names.includes(name));
  if (strange !== undefined) return problem(strange, `There is no option ${strange} here.`);
  const options: FilledOption[] = [];
  for (const definition of definitions) {
    const name = String(definition['name']);
    const value = given[name];
    if (value === undefined || value === null || value === '') {
      if (definition['required'] === true && !isPartial)
        return problem(name, 'This option is required. Specify a value');
      continue;
    }
    const read = readValue(desk, definition, value);
    if (typeof read !== 'object') options.push({ name, type: Number(definition['type']), value: read });
    else if (!isPartial) return problem(name, read.message);
  }
  return { ok: true, options };
}

const problem = (option: string, message: string): OptionProblem => ({ ok: false, error: 'option', option, message });

function readValue(desk: Desk, definition: Json, given: unknown): string | number | boolean | { message: string } {
  const type = Number(definition['type']);
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const kind = kindOfOption(type);
  if (kind !== undefined) {
    return idOf(desk, kind, text.trim()) ?? { message: `Enter a valid ${NOUNS[type] ?? 'value'}.` };
  }
  if (is(type, Type.Boolean)) {
    if (text === 'true' || text === 'false') return text === 'true';
    return { message: 'Choose True or False.' };
  }
  const choices = objects(definition['choices']);
  if (choices.length > 0) {
    const chosen =
      choices.find((choice) => String(choice['value']) === text) ??
      choices.find((choice) => String(choice['name']).toLowerCase() === text.toLowerCase());
    return (chosen?.['value'] as string | number | undefined) ?? { message: 'Choose one of the given choices.' };
  }
  if (is(type, Type.Integer) || is(type, Type.Number)) return readNumber(definition, text, type);
  const [least, most] = [Number(definition['min_length'] ?? 0), Number(definition['max_length'] ?? 6000)];
  const length = lengthOf(text);
  if (length < least) return { message: `Must be ${least} or more in length.` };
  return length > most ? { message: `Must be ${most} or fewer in length.` } : text;
}

function readNumber(definition: Json, text: string, type: number): number | { message: string } {
  const number = text.trim() === '' ? NaN : Number(text);
  const isWhole = is(type, Type.Integer);
  if (isWhole ? !Number.isSafeInteger(number) : !Number.isFinite(number)) {
    return { message: isWhole ? 'Enter a valid integer.' : 'Enter a valid number.' };
  }
  const [least, most] = [definition['min_value'], definition['max_value']];
  if (typeof least === 'number' && number < least) return { message: `Must be ${least} or more.` };
  return typeof most === 'number' && number > most ? { message: `Must be ${most} or less.` } : number;
}
