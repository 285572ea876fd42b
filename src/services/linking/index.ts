import type { Account } from '../../domain/identity.ts';
import { say } from '../../domain/message.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { Deps } from '../deps.ts';
import type { Identify } from '../identity/identify.ts';
import type { RecordPeople } from '../identity/record-people.ts';
import type { Journal } from '../audit/journal.ts';
import { createLinkConsent } from './consent.ts';
import { createLinkDecide } from './decide.ts';
import { createLinkEnter } from './enter-code.ts';
import { createLinkFinish } from './finish.ts';
import { createLinkSides } from './sides.ts';
import { createLinkStart } from './start.ts';
import { createLinkTell } from './tell.ts';
import { createUnlink } from './unlink.ts';
import type { FindMentions } from '../identity/mentions.ts';
import { createProved } from './sign-in.ts';
import type { SendOnce } from '../notify/send-once.ts';
import { createAwaited } from './awaited-sign-in.ts';
import type { ReportVoid } from '../notify/void-event.ts';
import { words } from '../../words/index.ts';

/** How often links that have expired are closed, in ms. */
const expireEveryMs = 60_000;

/** What was agreed is left to whoever is at it for so long, in ms. */
const graceMs = 3_000;

/** One person across several chats: linking accounts and unlinking them. `linked` is called whenever an account came or went. */
export function createLinks(
  deps: Pick<Deps, 'store' | 'chats' | 'directory' | 'clock' | 'ids' | 'log' | 'seals'>,
  parts: {
    readonly identify: Identify;
    readonly journal: Journal;
    readonly recordPeople: RecordPeople;
    readonly sendOnce: SendOnce;
    readonly mentions: FindMentions;
    readonly linked: (account: Account) => Promise<void>;
    readonly reportVoid: ReportVoid;
  },
) {
  const { identify, journal } = parts;
  const tell = createLinkTell(deps, parts.sendOnce, parts.mentions);
  const sides = createLinkSides(deps, identify);
  const finish = createLinkFinish(deps, sides, tell, parts.recordPeople, parts.linked, parts.reportVoid);
  const consent = createLinkConsent(deps, sides, tell);
  const { store, clock } = deps;
  let nextExpiry = 0;

  return {
    start: createLinkStart(deps, sides),
    enter: createLinkEnter(deps, sides, tell, journal),
    decide: createLinkDecide(deps, sides, finish, tell, journal),
    unlink: createUnlink(deps, identify, finish),
    awaited: createAwaited(deps),
    consent,
    finish,
    proved: createProved(deps, finish, consent, tell),
    /** Carries out what was agreed by a process that is no more. Returns how many there were. */
    async finishAll(): Promise<number> {
      await store.links.unanswered(clock.now(), 50);
      await expire();
      const left = await store.links.agreed(clock.now() - graceMs, 50);
      const failures: unknown[] = [];
      for (const link of left) await finishOne(link).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
      return left.length;
    },
  };

  /** Nobody is told: what has expired is over, and where its answers would have gone is forgotten. */
  async function expire(): Promise<void> {
    const now = clock.now();
    if (now < nextExpiry) return;
    nextExpiry = now + expireEveryMs;
    await store.links.expire(now);
  }

  async function finishOne(link: LinkRecord): Promise<void> {
    const outcome = await finish(link, null);
    if (outcome.ok) return;
    for (const side of [link.starter, link.other]) {
      if (side) await tell.side(side, `failed-${link.id}`, () => say(words.refusal(outcome.refusal.args), 'bad'));
    }
  }
}

export type Links = ReturnType<typeof createLinks>;
