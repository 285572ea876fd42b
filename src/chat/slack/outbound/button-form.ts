import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Button, ButtonForm } from '../../../domain/message.ts';
import { buttonArgs, buttonForm, longestTyped } from '../../../domain/button-form.ts';
import { escapeWithin } from './text.ts';

/** The form behind a button, as `view.callback_id` names it. */
export const buttonFormCallback = 'access_ask';

/** Slack's limits, in characters. */
const most = { value: 2_000, title: 24, button: 24, text: 3_000, label: 2_000, metadata: 3_000 } as const;

const askedSchema = z.object({ args: buttonArgs, form: buttonForm });

/** A button that asks first, as its value carries it. */
export interface Asked {
  readonly command: string;
  readonly args: Button['args'];
  readonly form: ButtonForm;
}

/** The value of a button with a form; null: it has none, or none that fits, and what it asks for can be typed. */
export function askValue({ args: given, form }: Button): string | null {
  if (form === undefined) return null;
  const value = JSON.stringify({ args: given, form });
  return value.length <= most.value && askedSchema.safeParse(parse(value)).success ? value : null;
}

/** The form of one of our buttons; null where it is none of ours or was changed by hand. */
export function readAsked(actionId: string, value: string | undefined): Asked | null {
  const command = /^ask:([a-z][a-z-]*):\d+$/.exec(actionId)?.[1];
  if (command === undefined || value === undefined || value.length > most.value) return null;
  const read = askedSchema.safeParse(parse(value));
  return read.success ? { command, ...read.data } : null;
}

/** The modal that a button opens; `place`: where what comes of it is answered. Null: it doesn't fit. */
export function formModal({ command, args: given, form }: Asked, place: object): types.ModalView | null {
  const metadata = JSON.stringify({ ...place, command, args: given });
  if (metadata.length > most.metadata) return null;
  return {
    type: 'modal',
    callback_id: buttonFormCallback,
    private_metadata: metadata,
    title: plain(form.title, most.title),
    submit: plain(form.submit, most.button),
    close: plain(form.cancel, most.button),
    blocks: [
      { type: 'section', text: plain(form.text, most.text) },
      ...form.fields.map(({ name, label, hint }): types.InputBlock => ({
        type: 'input',
        block_id: name,
        optional: true,
        label: plain(label, most.label),
        hint: plain(hint, most.label),
        element: {
          type: 'plain_text_input',
          action_id: `ask:${name}`,
          multiline: name === 'reason',
          max_length: longestTyped[name],
        },
      })),
    ],
  };
}

/** What a sent form runs; null where it was changed by hand. `typed`: what its fields hold, by block. */
export function readSent(
  metadata: string,
  typed: Readonly<Record<string, string | undefined>>,
): { readonly command: string; readonly args: Readonly<Record<string, unknown>> } | null {
  const read = z.object({ command: z.string().regex(/^[a-z][a-z-]*$/), args: buttonArgs }).safeParse(parse(metadata));
  if (!read.success) return null;
  const filled = Object.entries(typed).flatMap(([name, text]) => (text?.trim() ? [[name, text.trim()] as const] : []));
  return { command: read.data.command, args: { ...read.data.args, ...Object.fromEntries(filled) } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function plain(text: string, limit: number): types.PlainTextElement {
  return { type: 'plain_text', text: escapeWithin(text || '…', limit), emoji: false };
}
