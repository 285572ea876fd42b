import { plain } from '../../domain/message.ts';
import type { Block, Message, Text } from '../../domain/message.ts';
import { cut } from '../../domain/cut.ts';
import { words } from '../../words/index.ts';

/** Short enough for every platform's plain messages. */
const longest = 1_500;

/** What a platform took nothing else of: the words alone, with what to type in place of buttons. Pure. */
export function plainMessage(message: Message): Message {
  const { title, headline = [], blocks, buttons = [], tone } = message;
  const commands = buttons.flatMap(({ label, command, args }) => {
    if (command === 'give-back') return [words.reports.giveBackInPlain(label)];
    return typeof args['id'] === 'string' ? [words.reports.decideInPlain(label, command, args['id'])] : [];
  });
  const room = longest - commands.join('\n').length - 1;
  const texts = [title ?? '', plain(headline), ...blocks.map(blockText)].filter((line) => line !== '').join('\n');
  return { summary: [cut(texts || message.summary, room), ...commands].join('\n'), tone, blocks: [], isPlain: true };
}

/** The kinds and lengths of what a message is made of, without a word of it: for a report of what was refused. */
export function shapeOf({ title, headline, blocks, buttons = [] }: Message): string {
  const heads = [
    ...(title === undefined ? [] : [`title ${title.length}`]),
    ...(headline === undefined ? [] : [`headline ${plain(headline).length}`]),
  ];
  const parts = blocks.map((block) => `${block.kind} ${blockText(block).length}`);
  return [...heads, ...parts, `${buttons.length} buttons`].join(', ');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'note':
    case 'row':
      return plain(block.text);
    case 'facts':
      return block.rows.map(({ label, value }) => `${label}: ${plain(value)}`).join('\n');
    case 'list':
      return block.items.map((item: Text) => `• ${plain(item)}`).join('\n');
    case 'quote':
      return block.value.replace(/^/gm, '> ');
    case 'usage':
    case 'divider':
      return '';
  }
}
