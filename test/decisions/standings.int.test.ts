import { expect, it } from 'vitest';
import { createStandings } from '../../src/services/decisions/standings.ts';
import { email, openHouses } from '../support/open-house.ts';

const opened = openHouses(['ada', 'mia']);
const what = { kind: 'console', product: 'acme-prod' };
const mia = { type: 'user', id: 'mia@acme.test' };

async function setUp() {
  const { house, store } = await opened();
  await house.say('Umia', 'mine', {});
  const reads = { count: 0 };
  const real = { ...store.accesses };
  Object.assign(store.accesses, { openOf: (id: string) => (reads.count++, real.openOf(id)) });
  const standings = createStandings({ store, clock: { now: () => house.now(), sleep: () => Promise.resolve() } });
  const held = async () => (await standings.standingOf(mia)).grants.length;
  return { house, store, standings, reads, held };
}

it('is read once while nothing changes, as long as MongoDB is asked for versions', async () => {
  const { house, standings, reads, held } = await setUp();
  expect(await held()).toBe(0);
  const before = reads.count;
  for (let turn = 0; turn < 5; turn++) {
    house.pass(500);
    await standings.keepFresh();
    expect(await held()).toBe(0);
  }
  expect(reads.count).toBe(before);
  // Nobody asked for versions for a second: it doesn't count any more.
  house.pass(1_000);
  await held();
  expect(reads.count).toBe(before + 1);
});

it('a grant and a revocation count with the next look', async () => {
  const { house, store, standings, held } = await setUp();
  expect(await held()).toBe(0);
  await house.say('Uada', 'grant', { ...what, who: [email('mia')], duration: '2h' });
  await standings.keepFresh();
  expect(await held()).toBe(1);
  const { id } = (await store.people.byEmail(mia.id))!;
  await house.say('Uada', 'revoke-confirmed', { entitlement: 'console:acme-prod', people: [id] });
  await standings.keepFresh();
  expect(await held()).toBe(0);
});

it('nothing older is used where MongoDB can’t be asked', async () => {
  const { house, store, standings, held } = await setUp();
  await held();
  const away = () => Promise.reject(new Error('away'));
  Object.assign(store.accesses, { openVersions: away, openOf: away });
  await expect(standings.keepFresh()).rejects.toThrow('away');
  house.pass(900);
  await expect(held()).rejects.toThrow('away');
});
