import type { OptionValues } from '../api.ts';
import type { CommandOption } from '../types.ts';
import type { Leaf } from './leaves.ts';

/** What is filled in for an option: what is sent, and what is shown for it. */
export interface Filled {
  value: string | number | boolean;
  label: string;
}

/** A command on its way: which options are shown, and what is filled in. */
export interface Composed {
  leaf: Leaf;
  shown: string[];
  filled: Record<string, Filled>;
}

const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const NUMBER = 10;
/** Users, channels, roles, mentionables: chosen from a list, never typed. */
const PICKED = [6, 7, 8, 9];

/** Begins a command; what it requires is shown from the start. @param given values that are known already */
export function begin(leaf: Leaf, given: Record<string, Filled> = {}): Composed {
  const known = leaf.options.filter((one) => one.required === true || given[one.name] !== undefined);
  const filled = Object.fromEntries(known.flatMap(({ name }) => (given[name] ? [[name, given[name]]] : [])));
  return { leaf, shown: known.map((one) => one.name), filled };
}

export const optionOf = (composed: Composed, name: string): CommandOption | undefined =>
  composed.leaf.options.find((one) => one.name === name);

/** Options that could still be added. */
export const addable = (composed: Composed): CommandOption[] =>
  composed.leaf.options.filter((one) => !composed.shown.includes(one.name));

export const add = (composed: Composed, name: string): Composed =>
  composed.shown.includes(name) ? composed : { ...composed, shown: [...composed.shown, name] };

/** Fills an option in, or empties it. */
export function fill(composed: Composed, name: string, filled: Filled | undefined): Composed {
  const { [name]: _before, ...others } = composed.filled;
  return { ...composed, filled: filled === undefined ? others : { ...others, [name]: filled } };
}

/** Takes an option away again; a required one is only emptied. */
export function remove(composed: Composed, name: string): Composed {
  const emptied = fill(composed, name, undefined);
  if (optionOf(composed, name)?.required === true) return emptied;
  return { ...emptied, shown: emptied.shown.filter((one) => one !== name) };
}

/** The first option that is shown and not filled in; where `after` is given, those behind it first. */
export function nextEmpty(composed: Composed, after?: string): string | undefined {
  const from = after === undefined ? 0 : composed.shown.indexOf(after) + 1;
  const inOrder = [...composed.shown.slice(from), ...composed.shown.slice(0, from)];
  return inOrder.find((name) => name !== after && composed.filled[name] === undefined);
}

/** What is required and not filled in. */
export const missing = (composed: Composed): string[] =>
  composed.leaf.options
    .filter((one) => one.required === true && composed.filled[one.name] === undefined)
    .map((one) => one.name);

/** The values as the control API takes them. */
export const valuesOf = (composed: Composed): OptionValues =>
  Object.fromEntries(Object.entries(composed.filled).map(([name, { value }]) => [name, value]));

/**
 * What was typed, as an option's value.
 * @returns a sentence where it cannot be one
 */
export function readTyped(option: CommandOption, typed: string): Filled | string {
  const text = typed.trim();
  const choice = option.choices?.find((one) => one.name.toLowerCase() === text.toLowerCase());
  if (choice !== undefined) return { value: choice.value, label: choice.name };
  if (option.choices !== undefined && option.choices.length > 0) return 'Choose one from the list.';
  if (PICKED.includes(option.type)) return 'Choose one from the list.';
  if (option.type === BOOLEAN) {
    if (/^(true|yes)$/i.test(text)) return { value: true, label: 'True' };
    return /^(false|no)$/i.test(text) ? { value: false, label: 'False' } : 'Choose True or False.';
  }
  if (option.type === INTEGER || option.type === NUMBER) return readNumber(option, text);
  const { min_length: least = 0, max_length: most = 6000 } = option;
  if (option.type === STRING && text.length < least) return `At least ${least} characters, please.`;
  if (text.length > most) return `At most ${most} characters, please.`;
  return { value: text, label: text };
}

function readNumber(option: CommandOption, text: string): Filled | string {
  const number = Number(text);
  if (text === '' || !Number.isFinite(number)) return 'A number, please.';
  if (option.type === INTEGER && !Number.isInteger(number)) return 'A whole number, please.';
  if (option.min_value !== undefined && number < option.min_value) return `At least ${option.min_value}, please.`;
  if (option.max_value !== undefined && number > option.max_value) return `At most ${option.max_value}, please.`;
  return { value: number, label: text };
}
