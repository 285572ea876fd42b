import { cut } from '../../../domain/cut.ts';
import type { CommandDescription } from '../../../domain/command-description.ts';
import type { Block, Button, Message, Text } from '../../../domain/message.ts';
import type { Shown } from './text.ts';
import { askValue } from './button-form.ts';
import { escapeWithin, mrkdwn, quotation } from './text.ts';

/** Slack's limits (DESIGN §6) or less, in characters unless said otherwise; `message` is the JSON of text and blocks. */
const limits = {
  blocks: 50,
  text: 3_000,
  fields: 10,
  field: 1_000,
  header: 150,
  headline: 1_500,
  context: 2_000,
  button: 75,
  value: 2_000,
  buttons: 25,
  summary: 1_000,
  message: 12_900,
} as const;

/** A Block Kit block or element, ready to be sent. */
export type Drawn = Readonly<Record<string, unknown>> & { readonly type: string };

/** A message as Slack's Web API takes it. */
export interface Rendered {
  readonly text: string;
  readonly blocks: readonly Drawn[];
}

export type Render = (message: Message, mentions?: Shown['mentions']) => Rendered;

/** Drawn only when its turn comes, then shown whole or counted as “more”: blocks, or a line that joins the section before it. */
type Unit = { readonly blocks: () => readonly Drawn[] } | { readonly line: () => string; readonly first: boolean };

const tones = { plain: '', waiting: '⏳ ', good: '✅ ', bad: '⛔ ', ended: '⏹ ' } as const;
const nobody: Shown['mentions'] = new Map();

/** Draws neutral messages for one workspace, within every limit; whatever does not fit is counted: “and N more”. */
export function createRender(workspace: string): Render {
  return (message, mentions = nobody) => {
    const shown: Shown = { workspace, mentions };
    if (message.isPlain) return { text: escapeWithin(message.summary, limits.text), blocks: [] };
    const indexes = { next: 0 };
    const text = escapeWithin(`${tones[message.tone]}${message.summary}` || '…', limits.summary);
    const tone = tones[message.tone];
    const head = headOf(message, tone, shown);
    const blocks = head.length > 0 ? message.blocks : withTone(message.blocks, tone);
    const room = limits.message - size(text);
    const tail = fitting(
      [...actions(message.buttons ?? [], indexes), ...links(message.links ?? [], indexes)],
      room - size(head) - 400,
    );
    const units = blocks.flatMap((block) => unitsOf(block, shown, indexes));
    const drawn = [
      ...head,
      ...fill(units, room - size(head) - size(tail), limits.blocks - head.length - tail.length),
      ...tail,
    ];
    return { text, blocks: drawn.length > 0 ? drawn : [section(text)] };
  };
}

function headOf({ headline, title }: Message, tone: string, shown: Shown): readonly Drawn[] {
  if (headline) return words(mrkdwn([tone, ...headline], shown, limits.headline), section);
  return title ? [header(`${tone}${title}`)] : [];
}

/** A short answer has no head line: its first words carry the tone, which is never told by colour alone. */
function withTone(blocks: readonly Block[], tone: string): readonly Block[] {
  const [first, ...rest] = blocks;
  return tone !== '' && first?.kind === 'text' ? [{ ...first, text: [tone, ...first.text] }, ...rest] : blocks;
}

/** As many units as fit into `room` characters and `places` blocks, and how many did not. */
function fill(units: readonly Unit[], room: number, places: number): readonly Drawn[] {
  const drawn: Drawn[] = [];
  let left = room - 160;
  let lines: string[] = [];
  const close = () => {
    if (lines.length > 0) drawn.push(section(lines.join('\n')));
    lines = [];
  };
  for (const [index, unit] of units.entries()) {
    const line = 'line' in unit ? unit.line() : null;
    const joins = line !== null && 'first' in unit && !unit.first && lengthOf(lines) + line.length < limits.text;
    const blocks = 'blocks' in unit ? unit.blocks() : [];
    const needed = line === null ? size(blocks) : size(line) + (joins ? 2 : 90);
    const count = drawn.length + (lines.length > 0 ? 1 : 0) + (line === null ? blocks.length : joins ? 0 : 1);
    if (needed > left || count + 1 > places) {
      close();
      return [...drawn, context(`… and ${units.length - index} more`)];
    }
    left -= needed;
    if (!joins) close();
    if (line === null) drawn.push(...blocks);
    else lines.push(line);
  }
  close();
  return drawn;
}

/** Buttons come before words, but even they must fit. */
function fitting(tail: readonly Drawn[], room: number): readonly Drawn[] {
  let count = tail.length;
  while (count > 0 && size(tail.slice(0, count)) > room) count--;
  return tail.slice(0, count);
}

function unitsOf(block: Block, shown: Shown, indexes: { next: number }): Unit[] {
  switch (block.kind) {
    case 'text':
      return whole(() => words(mrkdwn(block.text, shown, limits.text), section));
    case 'facts':
      return chunks(block.rows, limits.fields).flatMap((rows) =>
        whole(() => [{ type: 'section', fields: rows.map(({ label, value }) => field(label, value, shown)) }]),
      );
    case 'list':
      return block.items.map((item, index) => ({
        line: () => `• ${mrkdwn(item, shown, limits.text - 10)}`,
        first: index === 0,
      }));
    case 'quote':
      return whole(() => words(quotation(block.value, limits.text), section));
    case 'note':
      return whole(() => words(mrkdwn(block.text, shown, limits.context), context));
    case 'row':
      return whole(() => row(block.text, block.buttons, shown, indexes));
    case 'usage':
      return usage(block.command).map((code, index) => ({
        line: () => `• ${mrkdwn([{ code }], shown, limits.text - 10)}`,
        first: index === 0,
      }));
    case 'divider':
      return whole(() => [{ type: 'divider' }]);
  }
}

/** The lines of grammar, then the examples. */
function usage({ forms, examples }: CommandDescription): readonly string[] {
  return [...forms.map((form) => form.usage), ...examples.map((line) => line)].map((line) => `/access ${line}`);
}

function row(text: Text, buttons: readonly Button[], shown: Shown, indexes: { next: number }): readonly Drawn[] {
  const drawn = section(mrkdwn(text, shown, limits.text));
  const [only] = buttons;
  if (!only || buttons.length > 1) return [drawn, ...actions(buttons, indexes)];
  const accessory = button(only, indexes);
  return [accessory ? { ...drawn, accessory } : drawn];
}

function actions(buttons: readonly Button[], indexes: { next: number }): Drawn[] {
  const elements = buttons.flatMap((one) => button(one, indexes) ?? []);
  return chunks(elements, limits.buttons).map((some) => ({ type: 'actions', elements: some }));
}

function links(all: NonNullable<Message['links']>, indexes: { next: number }): Drawn[] {
  const elements = all.map(({ label, url }) => ({
    type: 'button',
    action_id: `link:${indexes.next++}`,
    text: plain(escapeWithin(label || '…', limits.button)),
    url,
  }));
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** A button, or nothing where its arguments do not fit: the same can be typed. */
function button(one: Button, indexes: { next: number }): Drawn | null {
  const asked = askValue(one);
  const value = asked ?? JSON.stringify(one.args);
  if (value.length > limits.value) return null;
  const confirm = one.confirm && {
    title: plain(escapeWithin(one.confirm.title || '…', 100)),
    text: plain(escapeWithin(one.confirm.text || '…', 300)),
    confirm: plain(escapeWithin(one.confirm.yes || 'Yes', 30)),
    deny: plain(escapeWithin(one.confirm.no || 'No', 30)),
    ...(one.style === 'danger' ? { style: 'danger' } : {}),
  };
  return {
    type: 'button',
    action_id: `${asked === null ? 'access' : 'ask'}:${cut(one.command, 200)}:${indexes.next++}`,
    text: plain(escapeWithin(one.label || '…', limits.button)),
    value,
    ...(one.style === 'plain' ? {} : { style: one.style }),
    ...(confirm ? { confirm } : {}),
  };
}

function field(label: string, value: Text, shown: Shown): Drawn {
  const head = mrkdwn([{ strong: cut(label, 100) }], shown, 700);
  return { type: 'mrkdwn', verbatim: true, text: `${head}\n${mrkdwn(value, shown, limits.field - head.length - 1)}` };
}

function header(text: string): Drawn {
  return { type: 'header', text: plain(escapeWithin(text, limits.header)) };
}

function section(text: string): Drawn {
  return { type: 'section', text: { type: 'mrkdwn', verbatim: true, text: text || '…' } };
}

function context(text: string): Drawn {
  return { type: 'context', elements: [{ type: 'mrkdwn', verbatim: true, text: text || '…' }] };
}

function plain(text: string): Drawn {
  return { type: 'plain_text', text, emoji: false };
}

/** Slack refuses a block without words. */
function words(text: string, draw: (text: string) => Drawn): readonly Drawn[] {
  return text.trim() === '' ? [] : [draw(text)];
}

function whole(blocks: () => readonly Drawn[]): Unit[] {
  return [{ blocks }];
}

function size(drawn: readonly Drawn[] | string): number {
  return JSON.stringify(drawn).length;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function chunks<T>(all: readonly T[], length: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += length) parts.push(all.slice(at, at + length));
  return parts;
}
