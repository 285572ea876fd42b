import type { Message, Text } from '../../domain/message.ts';
import { opensForm } from '../../domain/message.ts';
import { undecidableInstances, undecidableProducts } from '../../domain/undecidable.ts';
import type { Person } from '../../ports/people.ts';
import { words } from '../../words/index.ts';
import type { Deps } from '../deps.ts';

/** One step of the checklist, as it stands now. */
interface Step {
  readonly isDone: boolean;
  /** In the reader's language. */
  readonly text: () => Text;
}

/** A person's newest accesses that are looked through for one that they requested. */
const lookedBack = 20;

/**
 * What is set up and what is missing, as a Latchkey administrator reads it: by `/access help setup`, or as the welcome. Asks the
 * store once.
 */
export function createSetUp({ store, directory, chats }: Pick<Deps, 'store' | 'directory' | 'chats'>) {
  return async function setUpOf(
    { id, accounts }: Pick<Person, 'id' | 'accounts'>,
    { isWelcome = false } = {},
  ): Promise<() => Message> {
    const newest = await store.accesses.allOf(id, lookedBack);
    const linked = new Set(accounts.map(({ account }) => account.platform));
    const steps = [
      { isDone: true, text: () => words.setUp.chats(names()) },
      channel('approvals'),
      channel('audit'),
      approvers(),
      administrators(),
      ...(chats.size < 2 ? [] : [link([...chats.keys()].every((platform) => linked.has(platform)))]),
      request(newest.some(({ imported }) => !imported)),
    ];
    return () => message(steps, isWelcome);
  };

  function names(platforms: readonly string[] = [...chats.keys()]): readonly string[] {
    return platforms.map((platform) => chats.get(platform)?.name ?? platform);
  }

  function channel(purpose: 'approvals' | 'audit'): Step {
    const missing = [...chats.keys()].filter(
      (platform) => directory.catalogue.channels[purpose][platform] === undefined,
    );
    const key = missing.map((platform) => `channels.${purpose}.${platform}`).join(', ');
    return {
      isDone: missing.length === 0,
      text() {
        const texts = words.setUp.channels;
        if (missing.length === 0) return texts[purpose](names());
        return purpose === 'approvals' ? texts.noApprovals(names(missing), key) : texts.noAudit(names(missing), key);
      },
    };
  }

  function approvers(): Step {
    const { catalogue } = directory;
    const without = [...undecidableProducts(catalogue), ...undecidableInstances(catalogue)].map(({ name }) => name);
    return {
      isDone: without.length === 0,
      text: () => (without.length === 0 ? words.setUp.hasApprovers : words.setUp.noApprovers(without)),
    };
  }

  function administrators(): Step {
    const total = directory.catalogue.latchkey.administrators.length;
    return {
      isDone: total > 1,
      text: () => (total > 1 ? words.setUp.severalAdministrators(total) : words.setUp.onlyAdministrator),
    };
  }

  function link(isDone: boolean): Step {
    return { isDone, text: () => (isDone ? words.setUp.linked(names()) : words.setUp.notLinked(names())) };
  }
}

export type SetUp = ReturnType<typeof createSetUp>;

function request(isDone: boolean): Step {
  return { isDone, text: () => (isDone ? words.setUp.hasRequested : words.setUp.notRequested) };
}

function lineOf({ isDone, text }: Step, index: number): Text {
  const line = isDone ? words.setUp.isDone(text()) : words.setUp.isLeft(text());
  return index === 0 ? line : ['\n', ...line];
}

function message(steps: readonly Step[], isWelcome: boolean): Message {
  const texts = words.setUp;
  const left = steps.filter(({ isDone }) => !isDone).length;
  return {
    summary: texts.summary(left),
    title: isWelcome ? texts.title : texts.again,
    tone: 'plain',
    blocks: [
      ...(isWelcome ? [{ kind: 'text', text: texts.hello } as const] : []),
      { kind: 'text', text: [{ strong: texts.whatIsLeft(left) }] },
      // No list: each step has a mark of its own.
      { kind: 'text', text: steps.flatMap(lineOf) },
      ...(isWelcome ? [{ kind: 'note', text: texts.seeAgain } as const] : []),
    ],
    buttons: [
      { label: words.lists.requestAccess, style: 'primary', command: opensForm, args: {} },
      ...(isWelcome ? [{ label: texts.openHome, style: 'plain', command: 'home', args: {} } as const] : []),
    ],
  };
}
