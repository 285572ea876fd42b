import { afterEach, expect, it } from 'vitest';
import { sum, table } from '../../bench/pipeline/counting.ts';
import type { Counted } from '../../bench/pipeline/counting.ts';
import type { Catalogue } from '../../src/domain/catalogue.ts';
import type { FakeChat } from '../support/fake-chat.ts';
import { createFakeChat, noEmails } from '../support/fake-chat.ts';
import { countedHouse } from './house.ts';

let house: Awaited<ReturnType<typeof countedHouse>> | null = null;
afterEach(() => house?.close());

interface Cost extends Counted {
  /** Messages that were posted or edited. */
  readonly sent: number;
}

/** What a journey costs in such a house: the cheapest of three, each of another person. */
async function journey(
  approvers: number,
  change: Partial<Catalogue> = {},
  more: readonly FakeChat[] = [],
): Promise<Cost> {
  const others = more.map(({ chat }) => chat);
  house = await countedHouse({ people: 4, approvers }, change, others);
  const { journeys, chat } = house;
  const sent = () => [chat, ...more].flatMap(({ posts }) => posts).reduce((all, { edits }) => all + 1 + edits, 0);
  const found: Cost[] = [];
  for (const name of ['sam1', 'sam2', 'sam3']) {
    const before = sent();
    const counted = await house.counted(async () => [await journeys.run(name, 'Help desk')]);
    found.push({ ...counted, sent: sent() - before });
  }
  await house.close();
  house = null;
  return found.reduce((least, one) => (sum(one.mongodb) < sum(least.mongodb) ? one : least));
}

const told = (...all: readonly Cost[]) =>
  all.map(({ mongodb, sent }) => `${sum(mongodb)} commands, ${sent} messages:\n${table(mongodb)}`).join('\n');

/**
 * What a journey with `cards` more may cost beyond `one`. A card is posted and edited once, for four commands. How edits and audit
 * messages are gathered depends on when each job runs: one that came beside those costs up to five, and an announcing job may
 * find nothing left to post (2).
 */
const most = (cards: number, one: Cost, more: Cost) =>
  4 * cards + 5 * Math.max(0, more.sent - one.sent - 2 * cards) + 2;

it('a further card costs at most 4 commands (DESIGN §4, Cost)', async () => {
  const one = await journey(1);
  const six = await journey(6);
  expect(sum(six.mongodb) - sum(one.mongodb), told(one, six)).toBeLessThanOrEqual(most(5, one, six));
  const other = createFakeChat([], noEmails);
  const channels = { approvals: { slack: 'C0APPROVE', discord: '1100' }, audit: { slack: 'C0AUDIT' } };
  const both = await journey(1, { channels }, [other]);
  expect(other.posts.filter(({ channel }) => channel === '1100').length).toBeGreaterThan(0);
  expect(sum(both.mongodb) - sum(one.mongodb), told(one, both)).toBeLessThanOrEqual(most(1, one, both));
  // However it comes, a card isn't edited again and again.
  for (const [cards, more] of [
    [5, six],
    [1, both],
  ] as const)
    expect(more.sent - one.sent - 2 * cards).toBeLessThanOrEqual(2);
}, 240_000);
