import type { Block, Button, Message, Text } from '../../domain/message.ts';
import type { Shown } from './text.ts';
import { cutWithin, escapeWithin, mrkdwn } from './text.ts';

/** Slack's limits (DESIGN §6), in characters unless said otherwise. */
const limits = {
  blocks: 50,
  text: 3_000,
  fields: 10,
  field: 2_000,
  header: 150,
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

/** Something that is shown whole or counted as “more”: whole blocks, or a line that joins the section before it. */
type Unit = { readonly blocks: readonly Drawn[] } | { readonly line: string; readonly first: boolean };

const tones = { plain: '', waiting: '⏳ ', good: '✅ ', bad: '⛔ ', ended: '⏹ ' } as const;
const nobody: Shown['mentions'] = new Map();

/** Draws neutral messages for one workspace, within every limit; whatever does not fit is counted: “and N more”. */
export function createRender(workspace: string): Render {
  return (message, mentions = nobody) => {
    const shown: Shown = { workspace, mentions };
    const indexes = { next: 0 };
    const text = escapeWithin(`${tones[message.tone]}${message.summary}` || '…', limits.summary);
    const head = message.title ? [header(`${tones[message.tone]}${message.title}`)] : [];
    const units = message.blocks.flatMap((block) => unitsOf(block, shown, indexes));
    const tail = actions(message.buttons ?? [], indexes);
    if (head.length + units.length + tail.length === 0) units.push({ blocks: [section(text)] });
    const room = limits.message - text.length;
    return {
      text,
      blocks: [...head, ...fill(units, head, tail, room), ...tail.slice(0, tailThatFits(head, tail, room))],
    };
  };
}

/** As many units as fit beside head and tail, and how many did not. */
function fill(units: readonly Unit[], head: readonly Drawn[], tail: readonly Drawn[], room: number): readonly Drawn[] {
  const kept = tail.slice(0, tailThatFits(head, tail, room));
  const drawn: Drawn[] = [];
  const reserve = 160;
  let left = room - size(head) - size(kept) - reserve;
  let lines: string[] = [];
  const close = () => {
    if (lines.length > 0) drawn.push(section(lines.join('\n')));
    lines = [];
  };
  for (const [index, unit] of units.entries()) {
    const isLine = 'line' in unit;
    const joins = isLine && !unit.first && lines.length > 0 && lengthOf(lines) + unit.line.length < limits.text;
    const needed = isLine ? unit.line.length + (joins ? 4 : 90) : size(unit.blocks);
    const count = drawn.length + (lines.length > 0 ? 1 : 0) + (isLine ? (joins ? 0 : 1) : unit.blocks.length);
    if (needed > left || head.length + count + kept.length + 1 > limits.blocks) {
      close();
      return [...drawn, context(`… and ${units.length - index} more`)];
    }
    left -= needed;
    if (isLine) {
      if (!joins) close();
      lines.push(unit.line);
    } else {
      close();
      drawn.push(...unit.blocks);
    }
  }
  close();
  return drawn;
}

/** Buttons come before words, but even they must fit. */
function tailThatFits(head: readonly Drawn[], tail: readonly Drawn[], room: number): number {
  let count = tail.length;
  while (count > 0 && size(head) + size(tail.slice(0, count)) > room - 400) count--;
  return count;
}

function unitsOf(block: Block, shown: Shown, indexes: { next: number }): Unit[] {
  switch (block.kind) {
    case 'text':
      return whole(section(mrkdwn(block.text, shown, limits.text)));
    case 'facts':
      return chunks(block.rows, limits.fields).map((rows) => ({
        blocks: [{ type: 'section', fields: rows.map(({ label, value }) => field(label, value, shown)) }],
      }));
    case 'list':
      return block.items.map((item, index) => ({
        line: `• ${mrkdwn(item, shown, limits.text - 10)}`,
        first: index === 0,
      }));
    case 'quote':
      return whole({
        type: 'section',
        text: plain(escapeWithin(`${block.label}: “${block.value}”`, limits.text)),
      });
    case 'note':
      return whole(context(mrkdwn(block.text, shown, limits.context)));
    case 'row':
      return row(block.text, block.buttons, shown, indexes);
    case 'divider':
      return whole({ type: 'divider' });
  }
}

function row(text: Text, buttons: readonly Button[], shown: Shown, indexes: { next: number }): Unit[] {
  const drawn = section(mrkdwn(text, shown, limits.text));
  const [only] = buttons;
  if (!only || buttons.length > 1) return whole(drawn, ...actions(buttons, indexes));
  const accessory = button(only, indexes);
  return whole(accessory ? { ...drawn, accessory } : drawn);
}

function actions(buttons: readonly Button[], indexes: { next: number }): Drawn[] {
  const elements = buttons.flatMap((one) => button(one, indexes) ?? []);
  return chunks(elements, limits.buttons).map((some) => ({ type: 'actions', elements: some }));
}

/** A button, or nothing where its arguments do not fit: the same can be typed. */
function button(one: Button, indexes: { next: number }): Drawn | null {
  const value = JSON.stringify(one.args);
  if (value.length > limits.value) return null;
  const confirm = one.confirm && {
    title: plain(cutWithin(one.confirm.title || '…', 100)),
    text: plain(escapeWithin(one.confirm.text || '…', 300)),
    confirm: plain(cutWithin(one.confirm.yes || 'Yes', 30)),
    deny: plain(cutWithin(one.confirm.no || 'No', 30)),
    ...(one.style === 'danger' ? { style: 'danger' } : {}),
  };
  return {
    type: 'button',
    action_id: `access:${cutWithin(one.command, 200)}:${indexes.next++}`,
    text: plain(escapeWithin(one.label || '…', limits.button)),
    value,
    ...(one.style === 'plain' ? {} : { style: one.style }),
    ...(confirm ? { confirm } : {}),
  };
}

function field(label: string, value: Text, shown: Shown): Drawn {
  const head = mrkdwn([{ strong: cutWithin(label, 100) }], shown, 700);
  return { type: 'mrkdwn', verbatim: true, text: `${head}\n${mrkdwn(value, shown, limits.field - head.length - 1)}` };
}

function header(text: string): Drawn {
  return { type: 'header', text: plain(escapeWithin(text, limits.header)) };
}

function section(text: string): Drawn {
  return { type: 'section', text: { type: 'mrkdwn', verbatim: true, text: text || ' ' } };
}

function context(text: string): Drawn {
  return { type: 'context', elements: [{ type: 'mrkdwn', verbatim: true, text: text || ' ' }] };
}

function plain(text: string): Drawn {
  return { type: 'plain_text', text, emoji: false };
}

function whole(...blocks: Drawn[]): Unit[] {
  return [{ blocks }];
}

function size(blocks: readonly Drawn[]): number {
  return JSON.stringify(blocks).length;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function chunks<T>(all: readonly T[], length: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += length) parts.push(all.slice(at, at + length));
  return parts;
}
