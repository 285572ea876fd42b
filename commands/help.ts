import { z } from 'zod';
import type { CommandDescription } from '../src/domain/command-description.ts';
import type { Block, Message } from '../src/domain/message.ts';
import { unknownWord } from '../src/services/arguments.ts';
import type { Command } from './command.ts';
import { onlyForm } from './forms.ts';
import { yes } from './command.ts';
import { en } from '../src/words/en/index.ts';

const args = z.object({ topic: z.string().optional(), unknown: z.string().optional() });

/** The overview, or one command with its grammar; an unknown word is answered with the nearest valid one. */
export function createHelp(descriptions: () => readonly CommandDescription[]): Command {
  return {
    description: {
      name: 'help',
      summary: en.help.help,
      forms: onlyForm(en.help.help, 'help [COMMAND]', [
        { name: 'topic', summary: en.help.options.topic, kind: 'text', required: false, complete: 'command' },
      ]),
      examples: ['help request'],
      mode: 'query',
    },
    run(call, { chats }) {
      const typed = args.safeParse(call.args);
      const { topic, unknown } = typed.success ? typed.data : {};
      const listed = descriptions().filter((one) => one.hidden !== true);
      const names = listed.map((one) => one.name);
      const found = topic === undefined ? undefined : listed.find((one) => one.name === topic.trim().toLowerCase());
      if (found) return Promise.resolve(yes(one(found)));
      const word = unknown ?? topic;
      const hint = chats.get(call.account.platform)?.hint ?? null;
      const note = word === undefined ? [] : [unknownWord('command', word, names)];
      return Promise.resolve({ ok: unknown === undefined, message: overview(listed, note, hint) });
    },
  };
}

function one(description: CommandDescription): Message {
  return {
    summary: `/access ${description.name}: ${description.summary}`,
    tone: 'plain',
    title: `/access ${description.name}`,
    blocks: [
      { kind: 'text', text: [description.summary, '.'] },
      { kind: 'usage', command: description },
      { kind: 'note', text: [en.help.words] },
    ],
  };
}

function overview(descriptions: readonly CommandDescription[], notes: readonly string[], hint: string | null): Message {
  return {
    summary: notes[0] ?? en.help.summary,
    tone: notes.length > 0 ? 'bad' : 'plain',
    title: notes.length > 0 ? en.help.unknown : en.help.title,
    blocks: [
      ...notes.map((note): Block => ({ kind: 'text', text: [note] })),
      ...(hint === null ? [] : [{ kind: 'text', text: [hint] } as const]),
      {
        kind: 'list',
        items: descriptions.map((description) => [
          { code: `/access ${description.name}` },
          ` — ${description.summary}`,
        ]),
      },
      { kind: 'note', text: [en.help.more, { code: '/access help request' }, '. ', en.help.words] },
    ],
  };
}
