import { afterEach, expect, it } from 'vitest';
import { sum, table } from '../../bench/pipeline/counting.ts';
import type { Counted } from '../../bench/pipeline/counting.ts';
import { createFakeChat, noEmails } from '../support/fake-chat.ts';
import { countedHouse } from './house.ts';

let house: Awaited<ReturnType<typeof countedHouse>> | null = null;
afterEach(() => house?.close());

/** What a journey costs in such a house. */
async function journey(...given: Parameters<typeof countedHouse>): Promise<Counted> {
  house = await countedHouse(...given);
  const { journeys } = house;
  const found = await house.counted(async () => [await journeys.run('sam1', 'Help desk')]);
  await house.close();
  house = null;
  return found;
}

const told = (...all: readonly Counted[]) => all.map(({ mongodb }) => `${sum(mongodb)}:\n${table(mongodb)}`).join('\n');
/** An audit message more or less, as it happens to come. */
const chance = 5;

it('a further card costs at most 4 commands (DESIGN §4, Cost)', async () => {
  const one = await journey({ people: 2 });
  const six = await journey({ people: 2, approvers: 6 });
  expect(sum(six.mongodb) - sum(one.mongodb), told(one, six)).toBeLessThanOrEqual(5 * 4 + chance);
  const other = createFakeChat([], noEmails);
  const channels = { approvals: { slack: 'C0APPROVE', discord: '1100' }, audit: { slack: 'C0AUDIT' } };
  const both = await journey({ people: 2 }, { channels }, [other.chat]);
  expect(other.posts.filter(({ channel }) => channel === '1100').length).toBeGreaterThan(0);
  expect(sum(both.mongodb) - sum(one.mongodb), told(one, both)).toBeLessThanOrEqual(4 + chance);
}, 240_000);
