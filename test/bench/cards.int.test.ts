import { afterEach, expect, it } from 'vitest';
import { sum, table } from '../../bench/pipeline/counting.ts';
import type { Counted } from '../../bench/pipeline/counting.ts';
import type { Catalogue } from '../../src/domain/catalogue.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { createFakeChat, noEmails } from '../support/fake-chat.ts';
import { countedHouse } from './house.ts';

let house: Awaited<ReturnType<typeof countedHouse>> | null = null;
afterEach(() => house?.close());

/**
 * What a journey costs in such a house: the cheapest of three, each of another person. How the audit messages and the edits of a
 * card are gathered depends on when each job runs, so one journey may send a few commands more than the next.
 */
async function journey(
  approvers: number,
  change: Partial<Catalogue> = {},
  chats: readonly Chat[] = [],
): Promise<Counted> {
  house = await countedHouse({ people: 4, approvers }, change, chats);
  const { journeys } = house;
  const found: Counted[] = [];
  for (const name of ['sam1', 'sam2', 'sam3']) {
    found.push(await house.counted(async () => [await journeys.run(name, 'Help desk')]));
  }
  await house.close();
  house = null;
  return found.reduce((least, one) => (sum(one.mongodb) < sum(least.mongodb) ? one : least));
}

const told = (...all: readonly Counted[]) => all.map(({ mongodb }) => `${sum(mongodb)}:\n${table(mongodb)}`).join('\n');
/** One of the announcing jobs may find nothing left to post. */
const chance = 2;

it('a further card costs at most 4 commands (DESIGN §4, Cost)', async () => {
  const one = await journey(1);
  const six = await journey(6);
  expect(sum(six.mongodb) - sum(one.mongodb), told(one, six)).toBeLessThanOrEqual(5 * 4 + chance);
  const other = createFakeChat([], noEmails);
  const channels = { approvals: { slack: 'C0APPROVE', discord: '1100' }, audit: { slack: 'C0AUDIT' } };
  const both = await journey(1, { channels }, [other.chat]);
  expect(other.posts.filter(({ channel }) => channel === '1100').length).toBeGreaterThan(0);
  expect(sum(both.mongodb) - sum(one.mongodb), told(one, both)).toBeLessThanOrEqual(4 + chance);
}, 240_000);
