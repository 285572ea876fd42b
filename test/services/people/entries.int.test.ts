import { expect, it } from 'vitest';
import type { Catalogue } from '../../../src/domain/catalogue.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import type { House } from '../../support/house.ts';
import { accessesOf, mention, openHouses } from '../../support/open-house.ts';
import type { OpenHouse } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob', 'lena', 'hire', 'grace', 'eve']);
const consoleProd = { kind: 'console', product: 'acme-prod' };
const base = testCatalogue({
  latchkey: { administrators: ['lena@acme.test', 'grace@acme.test'], auditors: [] },
});

/** Bob gave up his address, and a new colleague has it now. */
async function reused(): Promise<OpenHouse> {
  const opened = await open(base);
  const { house, store, chat } = opened;
  await house.say('Ubob', 'mine', {});
  chat.byUser.get('Ubob')!.email = 'robert@acme.test';
  await house.say('Ubob', 'mine', {});
  const [waiting] = await store.people.waiting();
  await house.say('Ulena', 'confirm-person', { waiting: waiting!.id });
  chat.byUser.get('Uhire')!.email = 'bob@acme.test';
  await house.say('Uhire', 'mine', {});
  return opened;
}

async function load({ restart }: OpenHouse, change: Partial<Catalogue>, hash = 'b'): Promise<House> {
  const house = restart({ ...base, ...change, hash: hash.repeat(64) });
  await house.services.importCatalogue();
  await house.settle();
  return house;
}

/** The buttons beside the only entry that waits: label, then what it says. */
async function choices(house: House): Promise<Record<string, Readonly<Record<string, unknown>>>> {
  const { message } = await house.call('Ulena', 'people', {});
  const row = message.blocks.find((block) => block.kind === 'row' && block.buttons[0]?.command === 'settle-entry');
  const buttons = row?.kind === 'row' ? row.buttons : [];
  return Object.fromEntries(buttons.map(({ label, args }) => [label, args]));
}

const administratorBob = {
  products: [{ id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test', 'bob@acme.test'] }],
};
const grantEve = ['grant', { ...consoleProd, who: [mention('eve')] }] as const;

it('a new entry with a released address means nobody, is told once, and means whom an administrator says (A8)', async () => {
  const opened = await reused();
  const house = await load(opened, administratorBob);
  for (const user of ['Ubob', 'Uhire']) expect(await house.say(user, ...grantEve)).toContain('to grant this.');
  const notices = opened.chat.posts.filter(({ message }) => message.title === 'Who does this address mean?');
  expect(notices.map(({ channel }) => channel).sort()).toEqual(['D-Ugrace', 'D-Ulena']);
  expect(JSON.stringify(await opened.store.chain.search({}, 50))).toContain('names an address that was given up');

  const buttons = await choices(house);
  expect(Object.keys(buttons)).toEqual(['robert@acme.test (had it before)', 'bob@acme.test (has it now)', 'Nobody']);
  const sentence = await house.say('Ulena', 'settle-entry', buttons['bob@acme.test (has it now)']!);
  expect(sentence).toContain('bob@acme.test in the administrators of acme-prod means bob@acme.test');
  expect(await house.say('Ubob', ...grantEve)).toContain('to grant this.');
  await house.say('Uhire', ...grantEve);
  expect(await accessesOf(opened.store, 'eve')).toMatchObject([{ state: 'active' }]);
  const told = opened.chat.posts.filter(({ message }) => message.title === 'A decision about people');
  expect(told.filter(({ message }) => message.summary.includes('acme-prod')).map(({ channel }) => channel)).toEqual([
    'D-Ugrace',
  ]);

  // The same file again, in another process: nothing waits, and the decision holds.
  const next = await load(opened, administratorBob);
  expect(await choices(next)).toEqual({});
  const { message } = await next.call('Ulena', 'who', consoleProd);
  expect(JSON.stringify(message.blocks)).toContain('"label":"bob@acme.test"');
});

it('goes on waiting under later files, and waits again when it comes back after it was gone', async () => {
  const opened = await reused();
  await load(opened, administratorBob);
  const later = await load(opened, { ...administratorBob, different: [['ada@acme.test', 'eve@acme.test']] }, 'c');
  await later.say('Ulena', 'settle-entry', (await choices(later))['robert@acme.test (had it before)']!);
  await load(opened, {}, 'd');
  const back = await load(opened, administratorBob, 'e');
  expect(Object.keys(await choices(back))).toContain('Nobody');
  expect(await back.say('Ubob', ...grantEve)).toContain('to grant this.');
});

it('a member’s entry gives nothing until then, and what it gives afterwards stays over restarts', async () => {
  const opened = await reused();
  const change = (members: readonly { role: string; email: string }[]) => ({
    instances: base.instances.map((one) => ({ ...one, members })),
  });
  const house = await load(opened, change([{ role: 'Operator', email: 'bob@acme.test' }]));
  expect(await accessesOf(opened.store, 'bob')).toEqual([]);
  await house.say('Ulena', 'settle-entry', (await choices(house))['bob@acme.test (has it now)']!);
  expect(await accessesOf(opened.store, 'bob')).toMatchObject([{ state: 'active', imported: true }]);
  const more = [
    { role: 'Operator', email: 'bob@acme.test' },
    { role: 'Editor', email: 'eve@acme.test' },
  ];
  await load(opened, change(more), 'c');
  expect(await accessesOf(opened.store, 'bob')).toMatchObject([{ state: 'active' }]);
  await load(opened, change([]), 'd');
  expect((await accessesOf(opened.store, 'bob')).map(({ state }) => state)).toEqual(['ended']);
});

it('makes nobody a Latchkey administrator who says so of themselves, and the first word holds', async () => {
  const opened = await reused();
  const latchkey = { administrators: [...base.latchkey.administrators, 'bob@acme.test'], auditors: [] };
  const same = [['lena@acme.test', 'robert@acme.test']];
  const house = await load(opened, { latchkey, same });
  const buttons = await choices(house);
  for (const user of ['Ubob', 'Uhire']) {
    expect(await house.say(user, 'settle-entry', buttons['Nobody']!)).toContain('Only Latchkey administrators');
  }
  const robert = buttons['robert@acme.test (had it before)']!;
  expect(await house.say('Ulena', 'settle-entry', robert)).toContain('You count as one person');
  await house.say('Ugrace', 'settle-entry', buttons['Nobody']!);
  expect(await house.say('Ulena', 'settle-entry', buttons['bob@acme.test (has it now)']!)).toContain('was faster');
  expect(await house.say('Uhire', 'people', {})).toContain('Only Latchkey administrators');
});

it('a vote by an entry that was decided after the request was opened doesn’t count in it (A7)', async () => {
  const opened = await reused();
  const house = await load(opened, administratorBob);
  await house.say('Ueve', 'request', consoleProd);
  const [access] = await accessesOf(opened.store, 'eve');
  house.pass(60_000);
  await house.say('Ulena', 'settle-entry', (await choices(house))['bob@acme.test (has it now)']!);
  expect(await house.say('Uhire', 'approve', { id: access!.id })).toContain('became an approver after');
  expect(await accessesOf(opened.store, 'eve')).toMatchObject([{ state: 'requested' }]);
});

it('people.same and people.different mean nobody by a released address, until an administrator says whom (A7, A8)', async () => {
  const opened = await reused();
  const { store } = opened;
  const adaIsBob = { same: [['ada@acme.test', 'bob@acme.test']] };
  const house = await load(opened, adaIsBob);
  const grant = (name: string) => house.say('Uada', 'grant', { ...consoleProd, who: [mention(name)] });
  expect(Object.keys(await choices(house))).toContain('Nobody');
  await grant('bob');
  expect(await accessesOf(store, 'robert')).toMatchObject([{ state: 'active' }]);

  await house.say('Ulena', 'settle-entry', (await choices(house))['bob@acme.test (has it now)']!);
  expect(await grant('hire')).toContain('count as one person');
  expect(await accessesOf(store, 'bob')).toEqual([]);

  // Somebody more in the list changes nothing about whom the address means, and what is settled stays settled.
  const more = await load(opened, { same: [['ada@acme.test', 'bob@acme.test', 'eve@acme.test']] }, 'f');
  expect(await choices(more)).toEqual({});
  const next = ['grant', { ...consoleProd, who: [mention('hire')] }] as const;
  expect(await more.say('Uada', ...next)).toContain('count as one person');
  // What says something else of it waits again.
  const other = await load(opened, { same: [['bob@acme.test', 'grace@acme.test']] }, 'e');
  expect(Object.keys(await choices(other))).toContain('Nobody');

  const apart = await load(opened, { ...adaIsBob, different: [['bob@acme.test', 'eve@acme.test']] }, 'c');
  expect(Object.keys(await choices(apart))).toContain('Nobody');
});
