import { z } from 'zod';
import type { CommandDescription } from '../src/domain/command-description.ts';
import type { Call, Outcome } from '../src/domain/call.ts';
import type { Message } from '../src/domain/message.ts';
import { plain } from '../src/domain/message.ts';
import { nearWords, shown, unknown } from '../src/services/arguments.ts';
import type { Command, CommandDeps } from './command.ts';
import { refuseTyped } from './corrected.ts';
import { onlyForm } from './forms.ts';
import { asInsider, no, yes } from './command.ts';
import { words } from '../src/words/index.ts';

/** Not a command: for a Latchkey administrator, what is set up and what is missing. */
export const setUpTopic = 'setup';

const args = z.object({ topic: z.string().optional(), unknown: z.string().optional() });

/** The overview, or one command with its grammar; an unknown word is answered with the nearest valid one. */
export function createHelp(descriptions: () => readonly CommandDescription[]): Command {
  return {
    description: {
      name: 'help',
      summary: () => words.help.help,
      forms: onlyForm(() => words.help.help, 'help [COMMAND]', [
        { name: 'topic', summary: () => words.help.options.topic, kind: 'text', required: false, complete: 'command' },
      ]),
      examples: ['help request'],
      mode: 'query',
    },
    run(call, deps) {
      const typed = args.safeParse(call.args);
      const { topic, unknown } = typed.success ? typed.data : {};
      const listed = descriptions().filter((one) => one.hidden !== true);
      const names = listed.map((one) => one.name);
      if (topic?.trim().toLowerCase() === setUpTopic) return setUp(call, deps);
      const found = topic === undefined ? undefined : listed.find((one) => one.name === topic.trim().toLowerCase());
      if (found) return Promise.resolve(yes(one(found)));
      const word = unknown ?? topic;
      const hint = deps.chats.get(call.account.platform)?.hint ?? null;
      return Promise.resolve(word === undefined ? yes(overview(listed, hint)) : noSuchCommand(call, word, names));
    },
  };
}

function setUp(call: Call, deps: CommandDeps): Promise<Outcome> {
  return asInsider(call, deps, async (actor) => {
    if (!deps.directory.isLatchkeyAdministrator(actor.emails)) return no(words.setUp.onlyAdministrators);
    const person = await deps.store.people.byId(actor.person.id);
    return person === null ? no(words.setUp.onlyAdministrators) : yes((await deps.setUp(person))());
  });
}

/** One line, and the command as it was probably meant; the whole help is what they asked for only where they did. */
function noSuchCommand(call: Call, word: string, names: readonly string[]): Outcome {
  if (nearWords(word, names).length > 0) return refuseTyped(call, unknown(words.typing.command, word, names));
  const text = words.typing.noCommand(shown(word));
  return { ok: false, message: { summary: plain(text), tone: 'bad', blocks: [{ kind: 'text', text }] } };
}

function one(description: CommandDescription): Message {
  return {
    summary: `/access ${description.name}: ${description.summary()}`,
    tone: 'plain',
    title: `/access ${description.name}`,
    blocks: [
      { kind: 'text', text: [description.summary(), '.'] },
      { kind: 'usage', command: description },
      { kind: 'note', text: [words.help.words] },
    ],
  };
}

function overview(descriptions: readonly CommandDescription[], hint: string | null): Message {
  return {
    summary: words.help.summary,
    tone: 'plain',
    title: words.help.title,
    blocks: [
      ...(hint === null ? [] : [{ kind: 'text', text: [hint] } as const]),
      {
        kind: 'list',
        items: descriptions.map((description) => [
          { code: `/access ${description.name}` },
          ` — ${description.summary()}`,
        ]),
      },
      { kind: 'note', text: [words.help.more, { code: '/access help request' }, '. ', words.help.words] },
    ],
  };
}
