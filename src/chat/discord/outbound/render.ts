import type { CommandDescription } from '../../../domain/command-description.ts';
import { cutUnits } from '../../../domain/cut.ts';
import type { Block, Message, Text } from '../../../domain/message.ts';
import type { Mentions } from '../../../ports/chat.ts';
import type { RowJson } from './buttons.ts';
import { drawBelow } from './buttons.ts';
import type { StashEntry } from './custom-id.ts';
import { keyAddress } from './custom-id.ts';
import { nativeOptions } from '../connect/description.ts';
import type { Field, Flow } from './flow.ts';
import { createFlow } from './flow.ts';
import type { OwnCommand } from '../connect/own-command.ts';
import type { Shown } from './text.ts';
import { escapePlain, literalCode, literalUnits, textUnits, unitsOf } from './text.ts';

export interface EmbedJson {
  readonly title?: string;
  readonly description?: string;
  readonly color: number;
  readonly fields?: readonly Field[];
  readonly url?: string;
}

/** A message as Discord takes it. Nobody is ever pinged by it. */
export interface MessageBody {
  readonly content: string;
  readonly embeds: readonly EmbedJson[];
  readonly components: readonly RowJson[];
  readonly allowed_mentions: { readonly parse: readonly [] };
}

export interface Rendered {
  readonly body: MessageBody;
  /** What the buttons do that does not fit into their ids: to be stashed before the message is sent. */
  readonly stash: readonly StashEntry[];
}

/** `key`: the hash by which a posted message is found again; null for private answers. */
export type Render = (message: Message, mentions: Mentions | undefined, key: string | null) => Rendered;

/** The tone, never told by colour alone. */
const tones = {
  plain: { sign: '', color: 0x5865f2 },
  waiting: { sign: '⏳ ', color: 0xf0b232 },
  good: { sign: '✅ ', color: 0x23a55a },
  bad: { sign: '⛔ ', color: 0xda373c },
  ended: { sign: '⏹ ', color: 0x80848e },
} as const;

const most = { together: 6_000, title: 256, content: 300, headline: 1_500, plain: 1_900 } as const;
/** For “and N more”, the key and the limits' own edges. */
const reserve = 200;

/** The words alone, with the key in small print. */
function plainBody(summary: string, key: string | null): MessageBody {
  const words = cutUnits(unitsOf(summary), most.plain);
  const content = key === null ? words : `${words}\n-# #${key}`;
  return { content, embeds: [], components: [], allowed_mentions: { parse: [] } };
}

/** Draws neutral messages within every limit; whatever does not fit is counted: “and N more”. */
export function createRender(command: OwnCommand): Render {
  return (message, mentions = new Map(), key) => {
    if (message.isPlain) return { body: plainBody(message.summary, key), stash: [] };
    const shown: Shown = { mentions, command };
    const { sign, color } = tones[message.tone];
    const rows = message.blocks.filter((block) => block.kind === 'row');
    const numbered = rows.length > 1 && rows.some(({ buttons }) => buttons.length > 0);
    const below = drawBelow(message, numbered, key);
    const isPosted = key !== null;
    const title = message.title === undefined ? null : `${sign}${message.title}`;
    /** No button carries it: then the embed's address does, which nobody sees where there is no title. */
    const bareKey = isPosted && !below.hasKey ? key : null;
    // Discord shows no mentions in titles: there the head line is a heading.
    const isHeading = title !== null && (bareKey !== null || /\bdiscord:\d/.test(title));
    const head = title === null || isHeading ? '' : escapePlain(title, most.title);
    const flow = createFlow(most.together - head.length - reserve);
    if (isHeading) flow.line(['### ', ...unitsOf(title)]);
    const headline = message.headline && [sign, ...textUnits(message.headline, shown)];
    // A posted card's headline is its own words, which a notification says, and so it isn't said a second time.
    if (headline && !isPosted) flow.line(headline);
    const blocks = title === null && !headline ? withSign(message.blocks, sign) : message.blocks;
    const left = fill(flow, blocks, shown, numbered);
    for (const { label, url } of below.plainLinks) flow.line(unitsOf(`${label}: ${url}`));
    const { description, fields } = flow.end(moreNote(left, below.left));
    const embed: EmbedJson = {
      ...(head === '' ? {} : { title: head }),
      ...(description === '' ? {} : { description }),
      color,
      ...(fields.length === 0 ? {} : { fields }),
      ...(bareKey === null ? {} : { url: keyAddress(bareKey) }),
    };
    const isEmpty = head === '' && description === '' && fields.length === 0;
    const summary = cutUnits(unitsOf(`${sign}${message.summary}`), most.content) || '…';
    return {
      body: {
        // What a notification on a telephone says: Discord takes it from the words outside of the embed.
        content: isPosted && headline ? cutUnits(headline, most.headline) : !isPosted || title === null ? '' : summary,
        embeds: [isEmpty ? { ...embed, description: summary } : embed],
        components: below.rows,
        allowed_mentions: { parse: [] },
      },
      stash: below.stash,
    };
  };
}

/** A short answer has no head line: its first words carry the tone. */
function withSign(blocks: readonly Block[], sign: string): readonly Block[] {
  const [first, ...rest] = blocks;
  return sign !== '' && first?.kind === 'text' ? [{ ...first, text: [sign, ...first.text] }, ...rest] : blocks;
}

/** Draws block after block until one does not fit. @returns how many lines did not */
function fill(flow: Flow, blocks: readonly Block[], shown: Shown, numbered: boolean): number {
  let row = 0;
  const pieces = blocks.flatMap((block, index) => {
    if (block.kind === 'row') row++;
    return piecesOf(block, {
      shown,
      number: numbered ? row : null,
      before: blocks[index - 1],
      after: blocks[index + 1],
    });
  });
  for (const [index, draw] of pieces.entries()) if (!draw(flow)) return pieces.length - index;
  return 0;
}

type Piece = (flow: Flow) => boolean;

interface Around {
  readonly shown: Shown;
  readonly number: number | null;
  readonly before: Block | undefined;
  readonly after: Block | undefined;
}

function piecesOf(block: Block, { shown, number, before, after }: Around): Piece[] {
  const joins = before !== undefined && before.kind !== 'list' && before.kind !== 'quote';
  switch (block.kind) {
    case 'text': {
      const [only, ...more] = block.text;
      const heads = after?.kind === 'list' && more.length === 0 && typeof only === 'object' && 'strong' in only;
      if (heads) return [(flow) => flow.heading(unitsOf(only.strong))];
      return [(flow) => flow.line(textUnits(block.text, shown), { joins })];
    }
    case 'facts':
      return block.rows.map(({ label, value }) => (flow) => {
        const units = textUnits(value, shown);
        return flow.field(literalUnits(label), units, lengthOf(value) <= mostInline);
      });
    case 'list':
      return block.items.map((item) => (flow) => flow.line(textUnits(item, shown), { start: '- ' }));
    case 'quote':
      return block.value.split(/\r?\n/).map(
        (line): Piece =>
          (flow) =>
            flow.line(literalUnits(line), { start: '> ' }),
      );
    case 'note':
      return [(flow) => flow.line(textUnits(block.text, shown), { start: '-# ', joins })];
    case 'row': {
      const text = number === null ? block.text : [{ strong: String(number) }, ' · ', ...block.text];
      return [(flow) => flow.line(textUnits(text, shown), { joins })];
    }
    case 'usage':
      return usage(block.command, shown);
    case 'divider':
      return [(flow) => flow.line(['\u200b'], { joins })];
  }
}

/** Facts of at most so many characters stand side by side. */
const mostInline = 40;

function lengthOf(text: Text): number {
  return text.reduce((sum, span) => {
    if (typeof span === 'string') return sum + span.length;
    if ('strong' in span) return sum + span.strong.length;
    if ('code' in span) return sum + span.code.length;
    return sum + ('time' in span ? 30 : span.person.label.length);
  }, 0);
}

/** Every form as Discord's own command, with what its options mean. */
function usage({ name, forms }: CommandDescription, { command }: Shown): Piece[] {
  return forms.flatMap((form): Piece[] => {
    const words = form.name === null ? [name] : [name, form.name];
    const options = form.options.flatMap(nativeOptions);
    const names = options.map((one) => literalCode(one.required ? one.name : `[${one.name}]`));
    const head = command.mention(words) ?? literalCode(`/access ${words.join(' ')}`);
    const meaning = options.map((one) => `${one.name}: ${one.description}`).join(' · ');
    return [
      (flow) => flow.line([head, ...names.map((one) => ` ${one}`)], { start: '- ' }),
      ...(meaning === '' ? [] : [((flow) => flow.line(unitsOf(meaning), { start: '-# ' })) satisfies Piece]),
    ];
  });
}

function moreNote(lines: number, buttons: number): string | null {
  if (lines > 0) return `-# … and ${lines} more`;
  return buttons > 0 ? `-# … and ${buttons} more without a button: give the command instead` : null;
}
