import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeChat, FakeMessage } from '../../test/support/fake-chat.ts';
import type { Line } from './line.ts';

const instance = 'mdm-eu';
/** How often is looked whether something has come, in ms. */
const everyMs = 5;
/** How long one journey may take, in ms. */
const longestMs = 300_000;

/** How one journey went; times in ms since it was asked for. */
export interface Journey {
  readonly access: string;
  /** Until both of its cards were there. */
  readonly cardsMs: number;
  /** From the approval until its person was told that it had started. */
  readonly activeMs: number;
}

/** People's journeys through a line, as they see them in its chat. */
export function createJourneys(line: Line, { chat, posts }: Pick<FakeChat, 'chat' | 'posts'>) {
  /** What was posted, by key, and what cards said at first; each is looked through once. */
  const byKey = new Map<string, FakeMessage>();
  const cards: { readonly key: string; readonly text: string }[] = [];
  let seen = 0;

  function look(): void {
    for (; seen < posts.length; seen++) {
      const post = posts[seen];
      if (post === undefined) continue;
      byKey.set(post.key, post);
      if (post.key.startsWith('card-')) cards.push({ key: post.key, text: JSON.stringify(post.message) });
    }
  }

  function posted(key: string): FakeMessage | undefined {
    look();
    return byKey.get(key);
  }

  /** The first card about somebody and a role. It shows their name (in the fake chat, their id) or, unknown, their address. */
  function cardOf(name: string, role: string) {
    look();
    const shown = [`"U${name}"`, `"${name}@acme.test"`];
    return cards.find(({ text }) => shown.some((one) => text.includes(one)) && text.includes(role));
  }

  async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
    const end = performance.now() + longestMs;
    while (performance.now() < end) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      await sleep(everyMs);
    }
    throw new Error(`${what} didn't come within ${longestMs} ms`);
  }

  const say = (name: string, command: string, args: Readonly<Record<string, unknown>>) =>
    line.say(chat, 'T1', `U${name}`, command, args);

  return {
    until,
    /** Has somebody met who was never seen. */
    meet: (name: string) => say(name, 'mine', {}),

    /** From the request to the active access of which its person was told. `approver` decides when both cards are there. */
    async run(name: string, role: string, approver = 'ada'): Promise<Journey> {
      const asked = performance.now();
      await say(name, 'request', { kind: 'role', role, instance });
      const first = await until(`the card of ${name}`, () => cardOf(name, role));
      const access = /^card-([^-]+)-/.exec(first.key)?.[1] ?? '';
      await until(`the direct card of ${name}`, () => posted(`card-${access}-start-slack-to-U${approver}`));
      await until(`the channel's card of ${name}`, () => posted(`card-${access}-start-slack-C0APPROVE`));
      const approved = performance.now();
      await say(approver, 'approve', { id: access });
      await until(`what tells ${name}`, () => posted(`tell-${access}-3-U${name}`));
      return { access, cardsMs: approved - asked, activeMs: performance.now() - approved };
    },

    /** Waits until everything that these journeys leave to do is done, seen from `beside`, which isn't counted. */
    async settled(beside: Line, journeys: readonly Pick<Journey, 'access'>[]): Promise<void> {
      const end = performance.now() + longestMs;
      while (performance.now() < end) {
        if (await isSettled(beside, journeys)) return;
        await sleep(100);
      }
      throw new Error(`not everything was done within ${longestMs} ms`);
    },
  };
}

export type Journeys = ReturnType<typeof createJourneys>;

async function isSettled(beside: Line, journeys: readonly Pick<Journey, 'access'>[]): Promise<boolean> {
  const { accesses, chain, cards } = beside.store;
  for (const { access } of journeys) if ((await accesses.byId(access))?.outbox.length !== 0) return false;
  const head = (await chain.head())?.seq ?? 0;
  const last = await cards.lastAudit('slack', 'C0AUDIT', head);
  return last?.to === head && last.ref !== null;
}
