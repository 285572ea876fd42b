import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { cardKind } from '../support/card-kind.ts';
import { createFakeChat } from '../support/fake-chat.ts';
import type { FakeChat } from '../support/fake-chat.ts';
import { createHouse } from '../support/house.ts';
import type { House } from '../support/house.ts';
import { tenantStore } from '../support/tenant-store.ts';

const hour = 3_600_000;
const users = () =>
  ['ada', 'grace', 'hugo', 'mia', 'bob', 'lena', 'otto'].map((name) => ({
    user: `U${name}`,
    email: `${name}@acme.test`,
  }));
const consoleProd = { kind: 'console', product: 'acme-prod' };
const email = (name: string) => ({ kind: 'email', email: `${name}@acme.test` });

let chat: FakeChat;
let house: House;
let store: Store;

beforeEach(async () => {
  store = await tenantStore();
  chat = createFakeChat(users());
  house = createHouse(store, chat);
  await house.services.importCatalogue();
  await house.settle();
});

const cardsOf = (channel: string) =>
  chat.posts.filter((post) => post.channel === channel && post.key.startsWith('card-'));
const only = async (person: string) => {
  const found = await store.people.byEmail(`${person}@acme.test`);
  const accesses = await store.accesses.allOf(found?.id ?? '', 10);
  expect(accesses).toHaveLength(1);
  return accesses[0]!;
};
const press = (user: string, label: 'Approve' | 'Deny', card = cardsOf('C0APPROVE').at(-1)!, delivery?: string) => {
  const button = card.message.buttons?.find((one) => one.label === label);
  if (!button) throw new Error(`the card has no ${label}`);
  return house.say(user, button.command, button.args, delivery);
};

describe('the first journey', () => {
  it('goes from a request to an end by itself, and the chain tells all of it', async () => {
    expect(await house.say('Umia', 'request', { ...consoleProd, duration: '2h', reason: 'the invoices' })).toContain(
      'You asked for console access',
    );
    expect(cardsOf('C0APPROVE')).toHaveLength(1);
    expect(cardsOf('D-Uada')).toHaveLength(1);
    expect(await press('Uada', 'Approve')).toContain('You approved');
    const active = await only('mia');
    expect(active).toMatchObject({ state: 'active', until: active.since! + 2 * hour });
    expect(cardKind(cardsOf('C0APPROVE')[0]!.message)).toBe('granted');
    expect(cardsOf('C0APPROVE')[0]?.message.buttons).toEqual([]);
    expect(chat.posts.find((post) => post.channel === 'D-Umia')?.message.summary).toContain(
      'You have console access to acme-prod, until',
    );
    house.pass(2 * hour);
    await house.sweep();
    expect((await only('mia')).state).toBe('ended');
    expect(cardKind(cardsOf('C0APPROVE')[0]!.message)).toBe('ended');
    const told = await store.chain.search({ access: active.id }, 20);
    expect(told.map((entry) => entry.event).reverse()).toEqual(['requested', 'approved', 'started', 'expired']);
    // Every entry is in one of the messages, in order.
    const head = (await store.chain.head())!.seq;
    const ranges = chat.posts
      .filter((post) => post.channel === 'C0AUDIT')
      .map(({ message }) => /^Audit (\d+)(?:–(\d+))?/.exec(message.summary))
      .map((range) => [Number(range?.[1]), Number(range?.[2] ?? range?.[1])] as const);
    expect(ranges.map(([from]) => from)).toEqual([1, ...ranges.slice(0, -1).map(([, to]) => to + 1)]);
    expect(ranges.at(-1)?.[1]).toBe(head);
  });

  it('needs two people where the rule says so, and one click each', async () => {
    await house.say('Umia', 'request', { kind: 'role', role: 'editors', instance: 'mdm-eu' });
    await press('Uada', 'Approve');
    expect((await only('mia')).state).toBe('requested');
    expect(await press('Uada', 'Approve')).toContain('already approved this');
    await press('Ugrace', 'Approve');
    expect((await only('mia')).state).toBe('active');
  });

  it('is refused to who is outside, and to who asks for what is not there', async () => {
    chat.byUser.get('Umia')!.outside = 'guest';
    expect(await house.say('Umia', 'request', consoleProd)).toContain('outside');
    chat.byUser.get('Umia')!.outside = undefined;
    expect(await house.say('Umia', 'request', { kind: 'console', product: 'acme-prd' })).toContain(
      'Did you mean “acme-prod”',
    );
    expect(await house.say('Umia', 'request', { kind: 'role', role: 'Helpdsk', instance: 'mdm-eu' })).toContain(
      'Did you mean “Help desk”',
    );
    expect(await house.say('Umia', 'request', { ...consoleProd, duration: 'tomorrow' })).toContain('1m to 52w');
    expect(await house.say('Umia', 'request', { ...consoleProd, reason: 'x'.repeat(10_000) })).toContain(
      '10,000 characters',
    );
  });
});

describe('once', () => {
  it('a replayed delivery makes one access and gives the same answer', async () => {
    const first = await house.say('Umia', 'request', consoleProd, 'same');
    const second = await house.say('Umia', 'request', consoleProd, 'same');
    expect(second).toBe(first);
    expect((await only('mia')).events).toHaveLength(1);
    expect(cardsOf('C0APPROVE')).toHaveLength(1);
  });

  it('a click after the decision is told what happened, by whom', async () => {
    await house.say('Umia', 'request', { kind: 'role', role: 'Reader', instance: 'mdm-eu' });
    const card = { ...cardsOf('C0APPROVE')[0]! };
    await press('Uada', 'Approve', card);
    expect(await press('Ugrace', 'Approve', card)).toContain('approved by ada@acme.test');
    expect((await only('mia')).asks[0]?.decisions).toHaveLength(1);
  });

  it('a card posted by a process that died is found and not posted again', async () => {
    chat.faults.push('after');
    await house.say('Umia', 'request', consoleProd);
    expect(cardsOf('C0APPROVE')).toHaveLength(1);
    expect(cardsOf('D-Uada')).toHaveLength(1);
    await press('Uada', 'Approve');
    expect(cardKind(cardsOf('C0APPROVE')[0]!.message)).toBe('granted');
  });

  it('a chat that says wait is waited for, and the decision is not held up', async () => {
    chat.faults.push({ retryAfterMs: 30_000 }, { retryAfterMs: 30_000 });
    await house.call('Umia', 'request', consoleProd);
    await house.settle();
    expect((await only('mia')).state).toBe('requested');
    expect(cardsOf('C0APPROVE')).toHaveLength(1);
  });
});

describe('authority', () => {
  it('lost between the approval and the start makes the approval void, and asks anew', async () => {
    await house.say('Ugrace', 'grant', {
      kind: 'role',
      role: 'Administrator',
      instance: 'mdm-eu',
      who: [email('bob')],
      duration: '1h',
    });
    await house.say('Umia', 'request', { kind: 'role', role: 'editor', instance: 'mdm-eu' });
    await press('Ubob', 'Approve');
    const card = cardsOf('C0APPROVE').at(-1)!;
    house.pass(hour);
    await press('Ugrace', 'Approve', card);
    const access = await only('mia');
    expect(access).toMatchObject({ state: 'requested' });
    expect(access.asks[0]?.decisions[0]?.void).not.toBeNull();
    await press('Uada', 'Approve');
    expect((await only('mia')).state).toBe('active');
  });

  it('of half an hour gives half an hour, and two people cannot keep each other’s access alive', async () => {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], duration: '30m' });
    const bobs = await only('bob');
    house.pass(60_000);
    await house.say('Ubob', 'grant', { ...consoleProd, who: [email('mia')], duration: '8h' });
    expect((await only('mia')).until).toBe(bobs.until);
    house.pass(40 * 60_000);
    expect(await house.say('Umia', 'grant', { ...consoleProd, who: [email('bob')], duration: '8h' })).toContain(
      'You need console access',
    );
  });

  it('of an access that is over makes room for a new one, even before its timer looks', async () => {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], duration: '1m' });
    house.pass(61_000);
    expect(await house.say('Ubob', 'request', consoleProd)).toContain('You asked for');
    const bob = (await store.people.byEmail('bob@acme.test'))!;
    expect((await store.accesses.allOf(bob.id, 5)).map((access) => access.state).sort()).toEqual([
      'ended',
      'requested',
    ]);
  });

  it('to revoke is asked for before anything happens, and implicit access is refused with the reason', async () => {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], duration: '1h' });
    const asked = await house.call('Uada', 'revoke', { ...consoleProd, who: [email('bob'), email('ada')] });
    expect(JSON.stringify(asked.message)).toContain('emote or remove them in the product');
    expect((await only('bob')).state).toBe('active');
    const button = asked.message.buttons![0]!;
    await house.say('Uada', button.command, button.args);
    expect((await only('bob')).state).toBe('ended');
    const tried = await house.call('Umia', 'revoke', { ...consoleProd, who: [email('bob')] });
    expect(tried).toMatchObject({ ok: false });
  });

  it('with nobody to approve is said at once, to who asked and the Latchkey administrators', async () => {
    for (const name of ['Uada', 'Ugrace']) chat.byUser.get(name)!.outside = 'deactivated';
    await house.say('Umia', 'request', consoleProd);
    const told = chat.posts.filter((post) => post.key.startsWith('stuck-')).map((post) => post.channel);
    expect(told.sort()).toEqual(['D-Ulena', 'D-Umia']);
  });
});

describe('people', () => {
  it('whose e-mail changed wait for a Latchkey administrator, and do not become somebody else', async () => {
    await house.say('Ubob', 'mine', {});
    chat.byUser.get('Ubob')!.email = 'ada2@acme.test';
    expect(await house.say('Ubob', 'request', consoleProd)).toContain('e-mail changed');
    const listed = await house.call('Ulena', 'people', {});
    const rows = listed.message.blocks.flatMap((block) => (block.kind === 'row' ? [block] : []));
    const confirm = rows[0]!.buttons[0]!;
    expect(await house.say('Umia', confirm.command, confirm.args)).toContain('Only Latchkey administrators');
    await house.say('Ulena', confirm.command, confirm.args);
    expect(await house.say('Ubob', 'request', consoleProd)).toContain('You asked for');
  });

  it('with an e-mail of another account wait, too', async () => {
    await house.say('Uada', 'mine', {});
    chat.byUser.get('Umia')!.email = 'ada@acme.test';
    expect(await house.say('Umia', 'who', consoleProd)).toContain('belongs to another account');
  });
});

describe('questions', () => {
  it('of who has a product’s console name explicit people, and implicit ones without a way to remove them (C8)', async () => {
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], duration: '1h' });
    const listed = JSON.stringify((await house.call('Uada', 'who', consoleProd)).message);
    expect(listed).toContain('explicit');
    expect(listed).toContain('implicit, because they administer ACME production');
    expect(listed.match(/revoke-confirmed/g)).toHaveLength(1);
    expect((await house.call('Umia', 'who', consoleProd)).ok).toBe(false);
  });

  it('of whether somebody may carry the rule', async () => {
    const may = await house.call('Uada', 'check', { who: { kind: 'me' }, permission: 'console', on: 'acme-prod' });
    expect(JSON.stringify(may.message)).toContain('(C2)');
    const helpDesk = { who: { kind: 'me' }, permission: 'distribute installation packages', on: 'mdm-eu/pkg-7' };
    expect(JSON.stringify((await house.call('Uhugo', 'check', helpDesk)).message)).toContain('(R3)');
    expect((await house.call('Umia', 'check', { ...helpDesk, who: email('hugo') })).ok).toBe(false);
    expect((await house.call('Uotto', 'check', { ...helpDesk, who: email('hugo') })).ok).toBe(true);
  });
});

describe('the configuration', () => {
  it('imports members once, and applies only what changed', async () => {
    const before = (await store.chain.head())!.seq;
    await house.services.importCatalogue();
    await house.settle();
    expect((await store.chain.head())!.seq).toBe(before);
    const hugo = (await store.people.byEmail('hugo@acme.test'))!;
    expect(await store.accesses.openOf(hugo.id)).toMatchObject([{ state: 'active', imported: true, until: null }]);
  });
});
