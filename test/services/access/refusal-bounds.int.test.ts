import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { accessesOf, email, openHouses, openTwoChats } from '../../support/open-house.ts';

const hour = 3_600_000;
const access = { kind: 'console', product: 'acme-prod' };
const open = openHouses(['ada', 'bob', 'cid', 'gus']);
const openBoth = openTwoChats(['ada'], ['una']);

/** The refusals that the tenant's record has. */
async function refusals(store: Store) {
  return (await store.journal.after(0, 10_000)).filter(({ event }) => event === 'refused');
}

async function loop(count: number, run: (index: number) => Promise<unknown>): Promise<void> {
  for (let index = 0; index < count; index++) await run(index);
}

describe('commands in a loop leave a bounded record', () => {
  it('one entry an hour of a guest', async () => {
    const { house, store, chat } = await open();
    chat.byUser.get('Ugus')!.outside = 'guest';
    const answers = new Set<string>();
    await loop(200, async () => answers.add(await house.say('Ugus', 'request', access)));
    expect([...answers]).toEqual([expect.stringContaining('guest')]);
    expect(await refusals(store)).toMatchObject([{ actor: 'slack:T1/Ugus', facts: { code: 'not-inside' } }]);
    house.pass(hour);
    await loop(3, () => house.say('Ugus', 'request', access));
    expect(await refusals(store)).toHaveLength(2);
  });

  it('at most one entry an hour of a member whose account is not linked', async () => {
    const { house, store, other } = await openBoth();
    await loop(200, (index) => house.say('1una', 'request', access, `d-una-${index}`, other));
    expect((await refusals(store)).length).toBeLessThanOrEqual(1);
  });

  it('twenty entries an hour of somebody inside, and then one that counts', async () => {
    const { house, store } = await open();
    const grant = (delivery: string) => house.say('Ubob', 'grant', { ...access, who: [email('cid')] }, delivery);
    await loop(200, (index) => grant(`g${index}`));
    expect(await refusals(store)).toHaveLength(20);
    // A job that runs again counts once.
    await grant('g199');
    await house.sweep();
    expect(await refusals(store)).toHaveLength(20);
    house.pass(hour + 120_000);
    await house.sweep();
    await house.sweep();
    const entries = await refusals(store);
    expect(entries).toHaveLength(21);
    expect(entries.at(-1)).toMatchObject({ actor: 'bob@acme.test', facts: { code: 'counted', count: 180 } });
    await grant('later');
    expect(await refusals(store)).toHaveLength(22);
  });

  it('twenty refused votes an hour, over all accesses', async () => {
    const { house, store } = await open();
    await house.say('Ucid', 'request', access);
    const [asked] = await accessesOf(store, 'cid');
    await loop(20, (index) => house.say('Ubob', 'grant', { ...access, who: [email('cid')] }, `v${index}`));
    await house.say('Ubob', 'approve', { id: asked!.id });
    const after = await accessesOf(store, 'cid');
    expect(after[0]!.events.filter(({ event }) => event === 'refused')).toEqual([]);
    house.pass(hour + 1);
    await house.say('Ubob', 'approve', { id: asked!.id });
    const later = await accessesOf(store, 'cid');
    expect(later[0]!.events.filter(({ event }) => event === 'refused')).toHaveLength(1);
  });
});

it('an access whose record is full has its further refusals counted', async () => {
  const { house, store } = await open();
  await house.say('Ucid', 'request', access);
  const [asked] = await accessesOf(store, 'cid');
  const [first] = asked!.events;
  const facts = { v: 1 as const, configuration: 'hash', code: 'no-authority', asks: 1, sentence: 'No.' };
  const events = Array.from({ length: 499 }, (_, index) => ({
    ...first!,
    n: index + 2,
    event: 'refused' as const,
    actorId: `p${index}`,
    text: null,
    facts: { ...facts, command: `c${index}` },
  }));
  const full = { ...asked!, version: asked!.version + 1, events: [...asked!.events, ...events] };
  expect(await store.accesses.save(asked!, full, events, [])).toBe('saved');
  // Whoever asked may try to approve, and is refused by themselves.
  for (const delivery of ['a', 'b', 'b']) await house.say('Ucid', 'approve', { id: asked!.id }, delivery);
  const [after] = await accessesOf(store, 'cid');
  expect(after!.events).toHaveLength(501);
  expect(after!.events.at(-1)).toMatchObject({ event: 'refused', facts: { code: 'own-access', collects: true } });
  house.pass(hour + 120_000);
  await house.sweep();
  expect(await refusals(store)).toMatchObject([{ actor: 'cid@acme.test', facts: { code: 'counted', count: 1 } }]);
});
