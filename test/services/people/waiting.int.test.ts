import { expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';
import type { OpenHouse } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob', 'lena', 'hire', 'grace']);
const consoleProd = { kind: 'console', product: 'acme-prod' };

/** Bob holds something, and a new account shows his address while he still has it. */
async function hired(): Promise<OpenHouse & { readonly waiting: string; readonly bob: string }> {
  const opened = await open();
  const { house, store, chat } = opened;
  await house.say('Ubob', 'mine', {});
  await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')] });
  chat.byUser.get('Uhire')!.email = 'bob@acme.test';
  await house.say('Uhire', 'mine', {});
  const [waiting] = await store.people.waiting();
  return { ...opened, waiting: waiting!.id, bob: (await store.people.byAccount(chat.account('Ubob')))!.person };
}

async function rowsOf({ house }: OpenHouse) {
  const { message } = await house.call('Ulena', 'people', {});
  return message.blocks.flatMap((block) => (block.kind === 'row' ? [block] : []));
}

it('somebody else with an address that is still held becomes a new person, and the holder keeps what they have (A8)', async () => {
  const { house, store, chat, waiting, bob } = await hired();
  expect(await house.say('Ulena', 'separate-person', { waiting })).toContain('bob@acme.test, is someone else');
  const hire = (await store.people.byAccount(chat.account('Uhire')))!;
  expect(hire).toMatchObject({ email: 'bob@acme.test', how: 'email' });
  expect(hire.person).not.toBe(bob);
  expect((await store.people.byEmail('bob@acme.test'))?.id).toBe(hire.person);
  expect(await store.accesses.openOf(hire.person)).toEqual([]);
  expect(await store.accesses.openOf(bob)).toMatchObject([{ state: 'active' }]);
  expect(await store.people.byAccount(chat.account('Ubob'))).toMatchObject({ person: bob });
  expect(await store.people.waiting()).toEqual([]);
  expect(await house.say('Uhire', 'mine', {})).not.toContain('has to confirm');
  expect(await store.people.everShared([hire.person])).toHaveLength(1);
  const told = (await store.chain.search({}, 50)).filter(({ facts }) => facts['what'] === 'separated');
  expect(told).toMatchObject([{ actor: 'lena@acme.test', subjectId: bob }]);
});

it('an account that somebody else took over becomes a new person; what was held stays behind', async () => {
  const { house, store, chat } = await open();
  await house.say('Ubob', 'mine', {});
  await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')] });
  const bob = (await store.people.byEmail('bob@acme.test'))!.id;
  chat.byUser.get('Ubob')!.email = 'newcomer@acme.test';
  await house.say('Ubob', 'mine', {});
  const [waiting] = await store.people.waiting();
  await house.say('Ulena', 'separate-person', { waiting: waiting!.id });
  const newcomer = (await store.people.byAccount(chat.account('Ubob')))!;
  expect(newcomer).toMatchObject({ email: 'newcomer@acme.test' });
  expect(newcomer.person).not.toBe(bob);
  expect(await store.accesses.openOf(newcomer.person)).toEqual([]);
  expect(await store.accesses.openOf(bob)).toHaveLength(1);
  expect(await store.people.byEmail('bob@acme.test')).toMatchObject({ id: bob, accounts: [] });
});

it('a changed address of another known person is released from them where the account is somebody else’s', async () => {
  const { house, store, chat } = await open();
  for (const user of ['Ubob', 'Ugrace']) await house.say(user, 'mine', {});
  const grace = (await store.people.byEmail('grace@acme.test'))!.id;
  chat.byUser.get('Ubob')!.email = 'grace@acme.test';
  await house.say('Ubob', 'mine', {});
  const [waiting] = await store.people.waiting();
  await house.say('Ulena', 'separate-person', { waiting: waiting!.id });
  const { person } = (await store.people.byAccount(chat.account('Ubob')))!;
  expect((await store.people.byEmail('grace@acme.test'))?.id).toBe(person);
  expect(person).not.toBe(grace);
  expect(await store.people.byAccount(chat.account('Ugrace'))).toMatchObject({ person: grace });
});

it('each choice says what it would bring, with a button', async () => {
  const opened = await hired();
  const [row] = await rowsOf(opened);
  const text = JSON.stringify(row?.text);
  expect(text).toContain(
    'Same person: the account acts as bob@acme.test, who has 1 access (console access to acme-prod)',
  );
  expect(text).toContain('Someone else: the account becomes a new person without access');
  expect(row?.buttons.map(({ label, command }) => [label, command])).toEqual([
    ['Same person, new account', 'confirm-person'],
    ['Someone else', 'separate-person'],
    ['Reject', 'refuse-person'],
  ]);
});

it('names five of what somebody has, what they administer and approved, and warns of another person’s address', async () => {
  const opened = await open(
    testCatalogue({
      latchkey: { administrators: ['lena@acme.test', 'ada@acme.test'], auditors: [] },
      products: [
        { id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test'] },
        { id: 'one', name: 'One', administrators: ['grace@acme.test'] },
        { id: 'two', name: 'Two', administrators: ['grace@acme.test'] },
      ],
    }),
  );
  const { house, store, chat } = opened;
  for (const user of ['Uada', 'Ubob']) await house.say(user, 'mine', {});
  for (const right of ['read', 'write'])
    await house.say('Ugrace', 'grant', { kind: 'item', item: 'pc-12', right, instance: 'mdm-eu', who: [email('ada')] });
  for (const product of ['one', 'two'])
    await house.say('Ugrace', 'grant', { kind: 'console', product, who: [email('ada')] });
  for (const role of ['Operator', 'Help desk'])
    await house.say('Ugrace', 'grant', { kind: 'role', role, instance: 'mdm-eu', who: [email('ada')] });
  await house.say('Ubob', 'request', { kind: 'role', role: 'Editor', instance: 'mdm-eu' });
  await house.say('Uada', 'approve', { id: (await accessesOf(store, 'bob'))[0]!.id });
  chat.byUser.get('Ubob')!.email = 'ada@acme.test';
  await house.say('Ubob', 'mine', {});
  const [row] = await rowsOf(opened);
  const text = JSON.stringify(row?.text);
  expect(text).toContain('Careful: ada@acme.test belongs to another person, ada@acme.test, who has 7 accesses (');
  expect(text).toMatch(/Careful: [^(]*\(([^,]+, ){4}[^,]+ and 2 more\)/);
  expect(text).toContain('approved 1 open request');
  expect(text).toContain('administers acme-prod');
  expect(text).toContain('is a Latchkey administrator');
});

it('is not decided by whoever counts as one with somebody it concerns (A8)', async () => {
  const { house, store, chat } = await open(
    testCatalogue({
      latchkey: { administrators: ['lena@acme.test', 'grace@acme.test'], auditors: [] },
      same: [['lena@acme.test', 'bob@acme.test']],
    }),
  );
  for (const user of ['Ubob', 'Ulena']) await house.say(user, 'mine', {});
  chat.byUser.get('Uhire')!.email = 'bob@acme.test';
  await house.say('Uhire', 'mine', {});
  const [waiting] = await store.people.waiting();
  for (const command of ['confirm-person', 'separate-person', 'refuse-person'])
    expect(await house.say('Ulena', command, { waiting: waiting!.id })).toContain('You count as one person');
  expect(await house.say('Ugrace', 'separate-person', { waiting: waiting!.id })).toContain('is someone else');
});
