import { cut } from '../../domain/cut.ts';
import type { Block, Message } from '../../domain/message.ts';
import { plain } from '../../domain/message.ts';
import type { AnswerLine } from '../../ports/answers.ts';
import { words } from '../../words/index.ts';

/** The longest notification, in characters. */
const mostSummary = 300;

/** What an answer says in one line. */
export function lineOf({ tone, blocks, summary }: Message): AnswerLine {
  const first = blocks.find((block) => block.kind === 'text');
  const note = tone === 'bad' ? blocks.find((block) => block.kind === 'note') : undefined;
  return { tone, text: first?.text ?? [summary], ...(note && { note: note.text }) };
}

/**
 * One answer to several commands that were given together: a line each, in the order in which they were given. What would be
 * said of several in the same words is said once, and so are the rules of refusals.
 */
export function joined(all: readonly AnswerLine[]): Message {
  const lines = [...new Map(all.map((line) => [plain(line.text), line])).values()];
  const [first] = lines;
  const isOneTone = first !== undefined && lines.every(({ tone }) => tone === first.tone);
  const summary = cut(lines.map(({ text }) => plain(text)).join(' '), mostSummary);
  const notes = [...new Map(lines.flatMap(({ note }) => (note ? [[plain(note), note]] : []))).values()];
  const beneath = notes.map((text): Block => ({ kind: 'note', text }));
  if (isOneTone && lines.length === 1) {
    return { summary, tone: first.tone, blocks: [{ kind: 'text', text: first.text }, ...beneath] };
  }
  // What says no among those that say yes is marked.
  const items = lines.map(({ tone, text }) => (tone === 'bad' && !isOneTone ? [words.answers.refused, ...text] : text));
  return { summary, tone: isOneTone ? first.tone : 'plain', blocks: [{ kind: 'list', items }, ...beneath] };
}
