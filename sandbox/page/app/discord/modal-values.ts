import type { Component } from './types.ts';

/** By custom_id: a text, or what is chosen. */
export type ModalValues = Record<string, string | string[]>;

const TEXT_INPUT = 4;
const SELECTS = [3, 5, 6, 7, 8];

/** The inputs of a modal, those in labels and rows included. */
export function inputsOf(components: readonly Component[]): Component[] {
  return components.flatMap((one) => {
    if (one.component !== undefined) return inputsOf([one.component]);
    if (one.components !== undefined) return inputsOf(one.components);
    return one.type === TEXT_INPUT || SELECTS.includes(one.type) ? [one] : [];
  });
}

/** What a modal opens with. */
export function startingValues(components: readonly Component[]): ModalValues {
  return Object.fromEntries(
    inputsOf(components).map((one) => {
      const chosen = (one.options ?? []).filter((option) => option.default === true).map((option) => option.value);
      return [one.custom_id ?? '', one.type === TEXT_INPUT ? (one.value ?? '') : chosen];
    }),
  );
}

/** What Discord says before it sends a form: by custom_id, nothing where all is well. */
export function checkModal(components: readonly Component[], values: ModalValues): Record<string, string> {
  const wrong = inputsOf(components).flatMap((one): [string, string][] => {
    const key = one.custom_id ?? '';
    const problem = problemOf(one, values[key]);
    return problem === undefined ? [] : [[key, problem]];
  });
  return Object.fromEntries(wrong);
}

function problemOf(input: Component, value: string | string[] | undefined): string | undefined {
  const isRequired = input.required !== false;
  if (input.type !== TEXT_INPUT) {
    const count = Array.isArray(value) ? value.length : 0;
    const least = Math.max(input.min_values ?? 1, 1);
    if (count === 0 && !isRequired) return undefined;
    return count < least ? (least === 1 ? 'Choose one.' : `Choose at least ${least}.`) : undefined;
  }
  const length = typeof value === 'string' ? value.trim().length : 0;
  if (length === 0) return isRequired ? 'This field is required.' : undefined;
  const { min_length: least = 0, max_length: most = 4000 } = input;
  if (length < least) return `Must be ${least} or more in length.`;
  return length > most ? `Must be ${most} or fewer in length.` : undefined;
}
