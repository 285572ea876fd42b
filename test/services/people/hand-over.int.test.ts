import { cardKind } from '../../support/card-kind.ts';
import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { accessesOf, email, mention, openHouses } from '../../support/open-house.ts';
import type { OpenHouse } from '../../support/open-house.ts';

const hour = 3_600_000;
const open = openHouses(['ada', 'bob', 'eve', 'lena', 'grace', 'hugo']);
const consoleProd = { kind: 'console', product: 'acme-prod' };
const operator = { kind: 'role', role: 'Operator', instance: 'mdm-eu' };
const noListing = { kind: 'role', role: 'Deny user listing', instance: 'mdm-eu' };

/** Bob has console access for a while, a role, and a limit without end. */
async function holding(
  catalogue = testCatalogue(),
): Promise<OpenHouse & { readonly bob: string; readonly eve: string }> {
  const opened = await open(catalogue);
  const { house, store } = opened;
  for (const user of ['Ubob', 'Ueve', 'Ulena', 'Uhugo']) await house.say(user, 'mine', {});
  await house.say('Uada', 'grant', { ...consoleProd, who: [mention('bob')], duration: '8h' });
  await house.say('Uada', 'grant', { ...operator, who: [mention('bob')], duration: '8h' });
  await house.say('Uada', 'grant', { ...noListing, who: [mention('bob')] });
  house.pass(3 * hour);
  const [bob, eve] = [await store.people.byEmail('bob@acme.test'), await store.people.byEmail('eve@acme.test')];
  return { ...opened, bob: bob!.id, eve: eve!.id };
}

async function states({ store }: OpenHouse, name: string): Promise<Record<string, string>> {
  const accesses = await accessesOf(store, name);
  return Object.fromEntries(
    accesses.map(({ entitlement: one, state }) => [one.kind === 'role' ? one.role : one.kind, state]),
  );
}

/** What the button under a hand-over from Bob carries. */
async function shown({ house }: OpenHouse, to: string) {
  const { message } = await house.call('Ulena', 'people', { from: mention('bob'), to: email(to) });
  return message.buttons![0]!.args;
}

async function handOver(opened: OpenHouse, to: string): Promise<string> {
  return opened.house.say('Ulena', 'hand-over', await shown(opened, to));
}

it('shows what would be handed over before, and does it with one click', async () => {
  const opened = await holding();
  const { house, eve, bob } = opened;
  const { message } = await house.call('Ulena', 'people', { from: mention('bob'), to: email('eve') });
  const text = JSON.stringify(message.blocks);
  expect(text).toContain('has 3 accesses');
  expect(text).toContain('"console access to acme-prod (5 hours left)"');
  expect(text).toContain('Limits that eve@acme.test gets right away');
  expect(message.buttons).toMatchObject([
    {
      command: 'hand-over',
      args: { from: bob, to: eve, accesses: [expect.any(String), expect.any(String), expect.any(String)] },
    },
  ]);
  expect(await states(opened, 'eve')).toEqual({});
  const told = await house.say('Ulena', 'hand-over', message.buttons![0]!.args);
  expect(told).toContain('Requested for eve@acme.test');
});

it('puts the limits on the new person at once, and asks for the rest with what is left of its time (A6)', async () => {
  const opened = await holding();
  const { house, store, bob, eve } = opened;
  await handOver(opened, 'eve');
  expect(await states(opened, 'eve')).toEqual({
    'Deny user listing': 'active',
    console: 'requested',
    Operator: 'requested',
  });
  expect(await states(opened, 'bob')).toEqual({ 'Deny user listing': 'active', console: 'active', Operator: 'active' });
  const limit = (await accessesOf(store, 'eve')).find(({ state }) => state === 'active');
  expect(limit).toMatchObject({ until: null, imported: false });
  const asked = (await accessesOf(store, 'eve')).find(({ entitlement }) => entitlement.kind === 'console');
  expect(asked?.asks).toMatchObject([
    { durationMs: 5 * hour, by: { id: eve }, decisions: [], from: { person: { id: bob } } },
  ]);
  expect(asked?.events[0]).toMatchObject({ actor: 'lena@acme.test' });

  // The giver's access ends when the receiver's starts, and only that one.
  await house.say('Uada', 'approve', { id: asked!.id });
  expect(await states(opened, 'eve')).toMatchObject({ console: 'active', Operator: 'requested' });
  expect(await states(opened, 'bob')).toEqual({ 'Deny user listing': 'active', console: 'ended', Operator: 'active' });
  expect((await accessesOf(store, 'eve')).find(({ id }) => id === asked!.id)?.until).toBe(house.now() + 5 * hour);
  const recorded = (await store.chain.search({}, 50)).map(({ facts }) => facts['what']);
  expect(recorded).toContain('handed-over');
});

it('neither who gives nor who gets it has a vote, nor whoever counts as one with them (A7)', async () => {
  const same = [['bob@acme.test', 'hugo@acme.test']];
  const opened = await holding(testCatalogue({ same }));
  const { house, store } = opened;
  await house.say('Uada', 'grant', { ...consoleProd, who: [mention('hugo')], duration: '8h' });
  await handOver(opened, 'eve');
  const asked = (await accessesOf(store, 'eve')).find(({ entitlement }) => entitlement.kind === 'console')!;
  expect(await house.say('Ubob', 'approve', { id: asked.id })).toContain('giver and receiver count as one voter');
  expect(await house.say('Uhugo', 'approve', { id: asked.id })).toContain('giver and receiver count as one voter');
  expect(await house.say('Ueve', 'approve', { id: asked.id })).toContain('your own');
  const cards = opened.chat.posts.filter(({ channel }) => ['D-Ubob', 'D-Uhugo'].includes(channel));
  expect(cards.some(({ message }) => cardKind(message) === 'grant')).toBe(false);
});

it('is refused to whoever isn’t a Latchkey administrator, or counts as one with somebody concerned', async () => {
  const opened = await holding(testCatalogue({ same: [['lena@acme.test', 'eve@acme.test']] }));
  const { house, bob, eve } = opened;
  expect(await house.say('Uada', 'hand-over', { from: bob, to: eve, accesses: [] })).toContain(
    'Only Latchkey administrators',
  );
  expect(await house.say('Ulena', 'hand-over', { from: bob, to: eve, accesses: [] })).toContain(
    'count as one person with one of them',
  );
  expect(await house.say('Ulena', 'people', { from: mention('bob'), to: { kind: 'me' } })).toContain(
    'You’re one of these two people',
  );
  expect(await house.say('Ulena', 'people', { from: mention('bob'), to: mention('bob') })).toContain(
    'That’s one person',
  );
  expect(await house.say('Ulena', 'people', { to: mention('bob') })).toContain('Name two people');
  expect(await states(opened, 'eve')).toEqual({});
});

it('given twice, is done once; a request that is denied leaves everything with the giver', async () => {
  const opened = await holding();
  const { house, store } = opened;
  const args = await shown(opened, 'eve');
  await house.say('Ulena', 'hand-over', args, 'same');
  await house.say('Ulena', 'hand-over', args, 'same');
  expect(await accessesOf(store, 'eve')).toHaveLength(3);
  const again = await handOver(opened, 'eve');
  expect(again).toContain('Not handed over');
  const asked = (await accessesOf(store, 'eve')).find(({ entitlement }) => entitlement.kind === 'console')!;
  await house.say('Uada', 'deny', { id: asked.id });
  expect(await states(opened, 'bob')).toMatchObject({ console: 'active' });
});

describe('one access never becomes two (A6)', () => {
  const consoleOf = async ({ store }: OpenHouse, name: string) =>
    (await accessesOf(store, name)).find(({ entitlement }) => entitlement.kind === 'console')!;

  it('handed over again while it waits, is refused by the name of whom it waits for', async () => {
    const opened = await holding();
    await handOver(opened, 'eve');
    const second = await handOver(opened, 'hugo');
    expect(second).toContain('It already waits to be handed over to eve@acme.test');
    expect(await states(opened, 'hugo')).not.toHaveProperty('console');
  });

  it('started by two administrators at once, goes to the first one’s receiver, and the other is told who was first', async () => {
    const opened = await holding(
      testCatalogue({ latchkey: { administrators: ['lena@acme.test', 'grace@acme.test'], auditors: [] } }),
    );
    const { house, store, chat } = opened;
    const [toEve, toHugo] = [await shown(opened, 'eve'), await shown(opened, 'hugo')];
    // Both look before either has written anything.
    const looked = store.accesses.openUnder.bind(store.accesses);
    let waiting: (() => void)[] = [];
    store.accesses.openUnder = async (prefixes) => {
      const found = await looked(prefixes);
      if (waiting.length < 1) await new Promise<void>((resolve) => waiting.push(resolve));
      else for (const go of waiting) go();
      return found;
    };
    await house.call('Ulena', 'hand-over', toEve);
    await house.call('Ugrace', 'hand-over', toHugo);
    const jobs = house.jobs.splice(0).flatMap((one) => (one.kind === 'command' ? [one.job] : []));
    await Promise.all(jobs.map((job) => house.handlers.command(job, { attempt: 1, last: false })));
    store.accesses.openUnder = looked;
    waiting = [];
    await house.settle();
    const both = await Promise.all(['eve', 'hugo'].map((name) => states(opened, name)));
    expect(both.filter((one) => 'console' in one)).toHaveLength(1);
    const told = chat.answers.slice(-2).map(({ message }) => message.summary);
    expect(told.join()).toMatch(/(lena|grace)@acme\.test is handing it over to (eve|hugo)@acme\.test already/);

    // What came to nothing keeps nobody from handing it over again.
    const [name, other] = 'console' in both[0]! ? ['eve', 'hugo'] : ['hugo', 'eve'];
    await house.say('Uada', 'deny', { id: (await consoleOf(opened, name)).id });
    expect(await handOver(opened, other)).toContain(`Requested for ${other}@acme.test: console access to acme-prod`);
  });

  it('closes, and says why, when it was revoked before it started for the receiver', async () => {
    const opened = await holding();
    const { house, bob, chat } = opened;
    await handOver(opened, 'eve');
    await house.say('Uada', 'revoke-confirmed', { entitlement: 'console:acme-prod', people: [bob] });
    await house.say('Uada', 'approve', { id: (await consoleOf(opened, 'eve')).id });
    expect(await states(opened, 'eve')).toMatchObject({ console: 'closed' });
    const told = chat.posts.filter(({ channel }) => channel === 'D-Ueve').map(({ message }) => JSON.stringify(message));
    expect(told.join()).toContain('bob@acme.test no longer has what was to be handed over');
  });

  it('starts for no longer than whoever has it has it, and not at all after its end', async () => {
    const opened = await holding();
    const { house } = opened;
    await handOver(opened, 'eve');
    const until = (await consoleOf(opened, 'bob')).until!;
    house.pass(4 * hour);
    await house.say('Uada', 'approve', { id: (await consoleOf(opened, 'eve')).id });
    expect(await consoleOf(opened, 'eve')).toMatchObject({ state: 'active', until });
    expect(await consoleOf(opened, 'bob')).toMatchObject({ state: 'ended' });

    house.pass(hour);
    const operatorOf = (await accessesOf(opened.store, 'eve')).find(
      ({ entitlement }) => entitlement.kind === 'role' && entitlement.role === 'Operator',
    )!;
    await house.say('Ugrace', 'approve', { id: operatorOf.id });
    expect(await states(opened, 'eve')).toMatchObject({ Operator: 'closed' });
  });
});

describe('what was shown is handed over, and nothing else (A6)', () => {
  it('leaves what the giver got since, also when the same click comes again', async () => {
    const opened = await holding();
    const { house } = opened;
    const all = await shown(opened, 'eve');
    const later = (await accessesOf(opened.store, 'bob')).find(({ entitlement }) => entitlement.kind === 'console')!;
    const args = { ...all, accesses: (all['accesses'] as string[]).filter((id) => id !== later.id) };
    expect(await house.say('Ulena', 'hand-over', args, 'same')).toContain(
      'console access to acme-prod: it wasn’t shown',
    );
    await house.say('Ulena', 'hand-over', args, 'same');
    expect(await states(opened, 'eve')).not.toHaveProperty('console');
    house.pass(20 * hour);
    await house.sweep();
    await house.say('Uada', 'grant', { ...consoleProd, who: [mention('bob')], duration: '8h' });
    const before = await accessesOf(opened.store, 'eve');
    expect(await house.say('Ulena', 'hand-over', args)).toContain('it wasn’t shown');
    expect(await accessesOf(opened.store, 'eve')).toEqual(before);
  });

  it('hands nothing over while the giver has a limit that wasn’t shown', async () => {
    const opened = await holding();
    const { house } = opened;
    const args = await shown(opened, 'eve');
    const noRead = { kind: 'item', right: 'no-read', item: 'pc-12', instance: 'mdm-eu' };
    await house.say('Uada', 'grant', { ...noRead, who: [mention('bob')] });
    expect(await house.say('Ulena', 'hand-over', args)).toContain('bob@acme.test has a limit that wasn’t shown');
    expect(await states(opened, 'eve')).toEqual({});
  });
});
