import { createHash } from 'node:crypto';
import { z } from 'zod';
import { cut } from '../../../domain/cut.ts';
import type { Button, ButtonForm } from '../../../domain/message.ts';
import { buttonArgs, buttonForm, longestWords, words } from '../../../domain/button-form.ts';

/** What a button does, as it stands in its id or in the stash. */
export interface Pressed {
  readonly command: string;
  readonly args: Button['args'];
  readonly confirm?: Button['confirm'] | undefined;
  readonly form?: ButtonForm | undefined;
}

/** What a component's id says. `stash`: the key under which the rest lies. */
export type ReadId =
  | { readonly kind: 'run'; readonly pressed: Pressed }
  | { readonly kind: 'run-stashed'; readonly stash: string }
  /** Asked first, in a modal. */
  | { readonly kind: 'ask'; readonly stash: string }
  | { readonly kind: 'form'; readonly state: string };

export interface StashEntry {
  readonly key: string;
  readonly text: string;
}

const longest = 100;
const mostStashed = 10_000;
const hash = '[0-9a-f]{32}';
/** Room for the key by which a posted message is found again. */
const keySuffix = /#([0-9a-f]{16})$/;

/**
 * The id of a button, unique by `index` in its message, of at most 100 characters. What does not fit, and what is asked
 * first, goes into the stash. `key`: a posted message's, carried by its first button. Null where not even the stash takes it:
 * the same can be typed.
 */
export function writeButtonId(
  { command, args, confirm, form }: Pressed,
  index: number,
  key: string | null,
): { readonly id: string; readonly entry: StashEntry | null } | null {
  const suffix = key === null ? '' : `#${key}`;
  const n = index.toString(36);
  const direct = `run:${n}:${command}:${JSON.stringify(args)}${suffix}`;
  const isAsked = confirm !== undefined || form !== undefined;
  if (!isAsked && direct.length <= longest) return { id: direct, entry: null };
  const text = JSON.stringify({
    command,
    args,
    ...(confirm ? { confirm: shorten(confirm) } : {}),
    ...(form ? { form: shortenForm(form) } : {}),
  });
  if (text.length > mostStashed) return null;
  const entry = { key: createHash('sha256').update(text).digest('hex').slice(0, 32), text };
  return { id: `${isAsked ? 'ask' : 'get'}:${n}:${entry.key}${suffix}`, entry };
}

function shorten({ title, text, yes, no, reason }: NonNullable<Button['confirm']>): NonNullable<Button['confirm']> {
  return {
    title: cut(title, longestWords),
    text: cut(text, longestWords),
    yes: cut(yes, longestWords),
    no: cut(no, longestWords),
    ...(reason === undefined ? {} : { reason: cut(reason, longestWords) }),
  };
}

function shortenForm({ title, text, submit, cancel, fields }: ButtonForm): ButtonForm {
  return {
    title: cut(title, longestWords),
    text: cut(text, longestWords),
    submit: cut(submit, longestWords),
    cancel: cut(cancel, longestWords),
    fields: fields.map((one) => ({ ...one, label: cut(one.label, longestWords), hint: cut(one.hint, longestWords) })),
  };
}

/** Null where it is none of ours. */
export function readComponentId(given: string): ReadId | null {
  if (given.length > longest) return null;
  const id = given.replace(keySuffix, '');
  const form = /^form:(.*)$/s.exec(id);
  if (form) return { kind: 'form', state: form[1] ?? '' };
  const stashed = new RegExp(`^(ask|get):[0-9a-z]+:(${hash})$`).exec(id);
  if (stashed) return { kind: stashed[1] === 'ask' ? 'ask' : 'run-stashed', stash: stashed[2] ?? '' };
  const [, command, args] = /^run:[0-9a-z]+:([a-z][a-z-]*):(\{.*\})$/s.exec(id) ?? [];
  const pressed =
    command === undefined || args === undefined ? null : readPressed(`{"command":"${command}","args":${args}}`);
  return pressed && { kind: 'run', pressed };
}

/** The id of the modal that asks before a stashed button does anything. */
export function askModalId(stash: string): string {
  return `sure:${stash}`;
}

export function readModalId(id: string): { readonly stash: string } | { readonly form: string } | null {
  const stash = new RegExp(`^sure:(${hash})$`).exec(id)?.[1];
  if (stash !== undefined) return { stash };
  const form = /^form:(.*)$/s.exec(id)?.[1];
  return form === undefined ? null : { form };
}

const pressedSchema = z.object({
  command: z.string().max(64),
  args: buttonArgs,
  confirm: z.object({ title: words, text: words, yes: words, no: words, reason: words.optional() }).optional(),
  form: buttonForm.optional(),
});

/** What lies in the stash, or stands in an id; null where it is damaged. */
export function readPressed(text: string): Pressed | null {
  try {
    return pressedSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The hash of a message's key: short enough for an id, and without what the key says. */
export function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}

/** Carries a message's key where no button does: the address of an embed without a title, which Discord shows nowhere. */
export function keyAddress(hash: string): string {
  return `https://discord.com/#${hash}`;
}

/** The hash that a posted message carries; null: none. Older ones carry it in the footer. */
export function keyOf(message: {
  readonly components?: readonly { readonly components?: readonly { readonly custom_id?: string }[] }[];
  readonly embeds?: readonly {
    readonly url?: string | undefined;
    readonly footer?: { readonly text?: string } | undefined;
  }[];
  readonly content?: string;
}): string | null {
  const ids = (message.components ?? []).flatMap(({ components }) => components ?? []);
  for (const { custom_id: id } of ids) {
    const key = id === undefined ? undefined : keySuffix.exec(id)?.[1];
    if (key !== undefined) return key;
  }
  for (const { url, footer } of message.embeds ?? []) {
    const key = (/^https:\/\/discord\.com\/#([0-9a-f]{16})$/.exec(url ?? '') ??
      /^#([0-9a-f]{16})$/.exec(footer?.text ?? ''))?.[1];
    if (key !== undefined) return key;
  }
  return /\n-# #([0-9a-f]{16})$/.exec(message.content ?? '')?.[1] ?? null;
}
