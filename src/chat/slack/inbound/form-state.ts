import { createHash } from 'node:crypto';
import type { Choices } from '../../../domain/call.ts';

/** What is chosen in the form so far. */
export interface FormState {
  readonly kind: 'console' | 'role' | 'item';
  /** The id of the chosen instance. */
  readonly instance: string | null;
  /** What every block holds: an option's key, or what was typed. */
  readonly values: Readonly<Record<string, string | undefined>>;
}

/** Slack's values end at 75 characters: longer ids are named by their digest. */
const mostKey = 60;

/** The name of an id in option values and block ids. */
export function keyOf(id: string): string {
  return id.length <= mostKey && !id.startsWith('#')
    ? id
    : `#${createHash('sha256').update(id).digest('hex').slice(0, 40)}`;
}

/** The choice that an option's key stands for. */
export function chosen<T extends { readonly id: string }>(all: readonly T[], key: string | undefined): T | undefined {
  return key === undefined ? undefined : all.find(({ id }) => keyOf(id) === key);
}

/** The state of a form that was just opened. */
export const emptyForm: FormState = { kind: 'console', instance: null, values: {} };

type Values = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Reads `view.state.values` as Slack sends it. */
export function readState(given: Values, choices: Choices): FormState {
  const values = Object.fromEntries(
    Object.entries(given).map(([block, actions]) => [block, valueOf(Object.values(actions)[0])]),
  );
  const kind = values['kind'];
  return {
    kind: kind === 'role' || kind === 'item' ? kind : 'console',
    instance: chosen(choices.instances, values['instance'])?.id ?? null,
    values,
  };
}

function valueOf(element: unknown): string | undefined {
  const { value, selected_option: option } = (element ?? {}) as {
    readonly value?: unknown;
    readonly selected_option?: { readonly value?: unknown } | null;
  };
  const text = option?.value ?? value;
  return typeof text === 'string' ? text : undefined;
}
