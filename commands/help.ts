import { z } from 'zod';
import type { CommandDescription } from '../src/domain/call.ts';
import type { Block, Message } from '../src/domain/message.ts';
import { unknownWord } from '../src/services/arguments.ts';
import type { Command } from './command.ts';
import { yes } from './command.ts';

const args = z.object({ topic: z.string().optional(), unknown: z.string().optional() });

/** The overview, or one command with its grammar; an unknown word is answered with the nearest valid one. */
export function createHelp(descriptions: () => readonly CommandDescription[]): Command {
  return {
    description: {
      name: 'help',
      summary: 'What you can do here',
      usage: ['help [COMMAND]'],
      examples: ['help request'],
      mode: 'query',
    },
    run(call) {
      const typed = args.safeParse(call.args);
      const { topic, unknown } = typed.success ? typed.data : {};
      const listed = descriptions().filter((one) => one.hidden !== true);
      const names = listed.map((one) => one.name);
      const found = topic === undefined ? undefined : listed.find((one) => one.name === topic.trim().toLowerCase());
      if (found) return Promise.resolve(yes(one(found)));
      const word = unknown ?? topic;
      const note = word === undefined ? [] : [unknownWord('command', word, names)];
      return Promise.resolve({ ok: unknown === undefined, message: overview(listed, note) });
    },
  };
}

function one(description: CommandDescription): Message {
  const blocks: Block[] = [
    { kind: 'text', text: [description.summary, '.'] },
    { kind: 'list', items: description.usage.map((line) => [{ code: `/access ${line}` }]) },
  ];
  if (description.examples.length > 0) {
    blocks.push({ kind: 'text', text: ['For example:'] });
    blocks.push({ kind: 'list', items: description.examples.map((line) => [{ code: `/access ${line}` }]) });
  }
  blocks.push({ kind: 'note', text: [words] });
  return {
    summary: `/access ${description.name}: ${description.summary}`,
    tone: 'plain',
    title: `/access ${description.name}`,
    blocks,
  };
}

function overview(descriptions: readonly CommandDescription[], notes: readonly string[]): Message {
  return {
    summary: notes[0] ?? 'What you can do with /access',
    tone: notes.length > 0 ? 'bad' : 'plain',
    title: notes.length > 0 ? 'I do not know that command' : 'What you can do',
    blocks: [
      ...notes.map((note): Block => ({ kind: 'text', text: [note] })),
      { kind: 'text', text: [{ code: '/access' }, ' alone opens a form. Otherwise:'] },
      {
        kind: 'list',
        items: descriptions.map((description) => [
          { code: `/access ${description.name}` },
          ` — ${description.summary}`,
        ]),
      },
      { kind: 'note', text: ['More about one: ', { code: '/access help request' }, '. ', words] },
    ],
  };
}

const words =
  'WHO is a mention, an e-mail or “me”. DURATION is 30m, 8h, 5d, 2w or “always”. Quotes are needed only where words could be taken for others.';
