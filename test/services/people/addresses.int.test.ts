import { expect, it } from 'vitest';
import { driftReport } from '../../../src/services/catalogue/drift.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { accessesOf, email, mention, openHouses } from '../../support/open-house.ts';
import type { OpenHouse } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob', 'lena', 'hire', 'grace']);
const consoleProd = { kind: 'console', product: 'acme-prod' };

/** Somebody's address changed, and a Latchkey administrator confirmed it. */
async function renamed({ house, store, chat }: OpenHouse, name: string, next: string): Promise<void> {
  await house.say(`U${name}`, 'mine', {});
  chat.byUser.get(`U${name}`)!.email = `${next}@acme.test`;
  await house.say(`U${name}`, 'mine', {});
  const [waiting] = await store.people.waiting();
  expect(await house.say('Ulena', 'confirm-person', { waiting: waiting!.id })).toContain('You confirmed');
}

it('a new hire with an old address is a new person: accesses never follow an address (A8)', async () => {
  const opened = await open();
  const { house, store, chat } = opened;
  await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')] });
  await renamed(opened, 'bob', 'robert');
  expect(await store.people.byEmail('bob@acme.test')).toBeNull();
  chat.byUser.get('Uhire')!.email = 'bob@acme.test';
  await house.say('Uhire', 'mine', {});
  const [first, hire] = [await store.people.byEmail('robert@acme.test'), await store.people.byEmail('bob@acme.test')];
  expect(hire).toMatchObject({ email: 'bob@acme.test', accounts: [{ account: chat.account('Uhire') }] });
  expect(hire?.id).not.toBe(first?.id);
  expect(await store.accesses.openOf(first!.id)).toMatchObject([{ state: 'active' }]);
  expect(await store.accesses.openOf(hire!.id)).toEqual([]);
  expect(await store.people.everShared([hire!.id])).toHaveLength(1);
});

it('what is granted to an address after its release does not reach whoever had it', async () => {
  const opened = await open();
  const { house, store } = opened;
  await renamed(opened, 'bob', 'robert');
  await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')] });
  const first = await store.people.byEmail('robert@acme.test');
  expect(await store.accesses.openOf(first!.id)).toEqual([]);
  const [granted] = await accessesOf(store, 'bob');
  expect(granted?.person.id).not.toBe(first!.id);
});

it('the configuration goes on meaning whom it meant, and never the next holder of the address', async () => {
  const opened = await open();
  const { house, store, chat } = opened;
  await renamed(opened, 'ada', 'augusta');
  chat.byUser.get('Uhire')!.email = 'ada@acme.test';
  expect(await house.say('Uhire', 'grant', { ...consoleProd, who: [mention('bob')] })).toContain('to grant this.');
  expect(await accessesOf(store, 'bob')).toEqual([]);
  await house.say('Uada', 'grant', { ...consoleProd, who: [mention('bob')] });
  expect(await accessesOf(store, 'bob')).toMatchObject([{ state: 'active' }]);
});

it('an administrator whose own address changes stays one, once another confirms it', async () => {
  const latchkey = { administrators: ['lena@acme.test', 'grace@acme.test'], auditors: [] };
  const { house, store, chat } = await open(testCatalogue({ latchkey }));
  await house.say('Ulena', 'mine', {});
  chat.byUser.get('Ulena')!.email = 'helena@acme.test';
  await house.say('Ulena', 'mine', {});
  const [waiting] = await store.people.waiting();
  expect(await house.say('Ugrace', 'confirm-person', { waiting: waiting!.id })).toContain('You confirmed');
  expect(await house.say('Ulena', 'people', {})).not.toContain('Only Latchkey administrators');
});

it('two files are compared by person, and a new entry with a released address is given to nobody', async () => {
  const opened = await open();
  const { store, chat, house, restart } = opened;
  const base = testCatalogue();
  const withMembers = (hash: string, members: readonly { role: string; email: string }[]) =>
    testCatalogue({
      hash: hash.repeat(64),
      instances: base.instances.map((one) => ({ ...one, members: [...members] })),
    });
  const operator = (name: string) => ({ role: 'Operator', email: `${name}@acme.test` });
  const first = restart(withMembers('1', [operator('bob')]));
  await first.services.importCatalogue();
  await first.settle();
  await renamed(opened, 'bob', 'robert');
  const person = (await store.people.byEmail('robert@acme.test'))!;
  expect(await driftReport({ store, catalogue: withMembers('1', [operator('bob')]), clock: house })).toContainEqual(
    'bob@acme.test is no longer the address of the person it means, who is robert@acme.test now. Write that instead.',
  );

  const corrected = restart(withMembers('2', [operator('robert')]));
  await corrected.services.importCatalogue();
  await corrected.settle();
  expect((await store.accesses.allOf(person.id, 5)).map(({ state }) => state)).toEqual(['active']);

  chat.byUser.get('Uhire')!.email = 'bob@acme.test';
  await house.say('Uhire', 'mine', {});
  const reused = restart(withMembers('3', [operator('robert'), { role: 'Editor', email: 'bob@acme.test' }]));
  await reused.services.importCatalogue();
  await reused.settle();
  const hire = (await store.people.byEmail('bob@acme.test'))!;
  expect(await store.accesses.openOf(hire.id)).toEqual([]);
  expect(await store.accesses.openOf(person.id)).toHaveLength(1);
});

it('an address that its holder still had when it was given to another takes no entry of the file with it (A8)', async () => {
  const { house, store, chat } = await open();
  for (const user of ['Uada', 'Ubob', 'Ulena']) await house.say(user, 'mine', {});
  const ada = (await store.people.byEmail('ada@acme.test'))!.id;
  chat.byUser.get('Uada')!.email = 'augusta@acme.test';
  chat.byUser.get('Ubob')!.email = 'ada@acme.test';
  for (const user of ['Uada', 'Ubob']) await house.say(user, 'mine', {});
  for (const user of ['Ubob', 'Uada']) {
    const waiting = (await store.people.waiting()).find(({ account }) => account.user === user);
    expect(await house.say('Ulena', 'confirm-person', { waiting: waiting!.id })).toContain('You confirmed');
  }
  expect(await store.people.byEmail('ada@acme.test')).toMatchObject({
    accounts: [{ account: chat.account('Ubob') }],
    addresses: [{ address: 'bob@acme.test' }, { address: 'ada@acme.test', again: true }],
  });
  const grant = { ...consoleProd, who: [mention('hire')] };
  expect(await house.say('Ubob', 'grant', grant)).toContain('to grant this.');
  await house.say('Uada', 'grant', grant);
  expect(await accessesOf(store, 'hire')).toMatchObject([{ state: 'active' }]);
  expect(await store.people.byEmail('augusta@acme.test')).toMatchObject({ id: ada });
});
