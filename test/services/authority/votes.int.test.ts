import { describe, expect, it } from 'vitest';
import type { RoleAuthority } from '../../../src/domain/catalogue.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import type { OpenHouses } from '../../support/open-house.ts';
import { accessesOf, email, openTwoChats } from '../../support/open-house.ts';

const open = openTwoChats(['ada', 'grace', 'lena', 'mia'], ['mia', 'kim', 'lee'], { signIn: true });
const consoleProd = { kind: 'console', product: 'acme-prod' };
const editor = { kind: 'role', role: 'Editor', instance: 'mdm-eu' };
const moderators: RoleAuthority = { scope: { product: 'acme-prod' }, platform: 'discord', role: '2001' };

/** Signs somebody of the second chat in with an e-mail. */
async function signIn({ house, other }: OpenHouses, user: string, address: string): Promise<void> {
  const { message } = await house.call(user, 'link', {}, undefined, other);
  const state = /state=([0-9a-f]{32})$/.exec(message.links?.[0]?.url ?? '')?.[1] ?? 'no state';
  await house.services.proved({ state, account: other.account(user), email: address, verified: true });
  await house.settle();
  house.pass(1_000);
}

async function unlink({ house, other }: OpenHouses, user: string): Promise<void> {
  const asked = await house.call(user, 'unlink', {}, undefined, other);
  await house.say(user, 'unlink-confirmed', asked.message.buttons![0]!.args, undefined, other);
  house.pass(1_000);
}

const stateOf = async ({ store }: OpenHouses, name: string) => (await accessesOf(store, name))[0]?.state;

describe('one human', () => {
  it('does not approve their own request with an account that was linked to them and has a second e-mail now', async () => {
    const houses = await open(testCatalogue({ authority: [moderators] }));
    const { house, other, store } = houses;
    const roles = giveRoles(other, { '2001': 'Moderators' }, house.now);
    roles.put('1kim', '2001');
    await signIn(houses, '1kim', 'kim@acme.test');
    await house.say('1kim', 'request', consoleProd, undefined, other);
    house.pass(1_000);
    await unlink(houses, '1kim');
    await signIn(houses, '1kim', 'kim.second@acme.test');
    const [asked] = await accessesOf(store, 'kim');
    expect(await house.say('1kim', 'approve', { id: asked!.id }, undefined, other)).toContain('count as one person');
    expect(await stateOf(houses, 'kim')).toBe('requested');
    await house.say('Uada', 'approve', { id: asked!.id });
    expect(await stateOf(houses, 'kim')).toBe('active');
  });

  it('does not give both approvals of a rule that asks for two', async () => {
    const houses = await open(testCatalogue({ authority: [{ ...moderators, scope: { instance: 'mdm-eu' } }] }));
    const { house, other, store } = houses;
    const roles = giveRoles(other, { '2001': 'Moderators' }, house.now);
    roles.put('1kim', '2001');
    await signIn(houses, '1kim', 'kim@acme.test');
    await unlink(houses, '1kim');
    await signIn(houses, '1kim', 'kim.second@acme.test');
    await house.say('Umia', 'request', editor);
    house.pass(1_000);
    const [asked] = await accessesOf(store, 'mia');
    await house.say('1kim', 'approve', { id: asked!.id }, undefined, other);
    await unlink(houses, '1kim');
    await signIn(houses, '1kim', 'kim@acme.test');
    expect(await house.say('1kim', 'approve', { id: asked!.id }, undefined, other)).toContain('already approved this');
    expect(await stateOf(houses, 'mia')).toBe('requested');
    await house.say('Ugrace', 'approve', { id: asked!.id });
    // The account that approved first is no longer that person's, so its approval is void (A3).
    expect(await stateOf(houses, 'mia')).toBe('requested');
    await house.say('Uada', 'approve', { id: asked!.id });
    expect(await stateOf(houses, 'mia')).toBe('active');
  });

  it('by the configuration has one vote (people.same), also with two accounts that never met', async () => {
    const houses = await open(testCatalogue({ same: [['ada@acme.test', 'grace@acme.test']] }));
    const { house, store } = houses;
    await house.say('Umia', 'request', editor);
    const [asked] = await accessesOf(store, 'mia');
    await house.say('Uada', 'approve', { id: asked!.id });
    expect(await house.say('Ugrace', 'approve', { id: asked!.id })).toContain('ada@acme.test already approved this');
    expect(await stateOf(houses, 'mia')).toBe('requested');
  });
});

it('two who typed addresses of which one account was, over both, count as one (A7)', async () => {
  const houses = await open(testCatalogue());
  const { house, store, other } = houses;
  for (const user of ['Umia', 'Uada']) await house.say(user, 'mine', {});
  const account = other.account('1kim');
  for (const name of ['mia', 'ada']) {
    const by = (await store.people.byEmail(`${name}@acme.test`))!.id;
    const made = await store.people.ensureEmail(`of.${name}@acme.test`, `p_${name}`, by);
    await store.people.link(account, made.id, name, house.now());
    if (name === 'mia') await store.people.unbind(account, house.now());
    house.pass(1_000);
  }
  await house.settle();
  await house.say('Umia', 'request', consoleProd);
  const [asked] = await accessesOf(store, 'mia');
  expect(await house.say('Uada', 'approve', { id: asked!.id })).toContain('count as one person');
  expect(await stateOf(houses, 'mia')).toBe('requested');
});

describe('two humans who once shared an account', () => {
  it('are two by people.different in what is requested from then on, and not before', async () => {
    const houses = await open(testCatalogue({ authority: [moderators] }));
    const { house, other, store, restart } = houses;
    const roles = giveRoles(other, { '2001': 'Moderators' }, house.now);
    roles.put('1lee', '2001');
    await signIn(houses, '1lee', 'kim@acme.test');
    await unlink(houses, '1lee');
    await signIn(houses, '1kim', 'kim@acme.test');
    await signIn(houses, '1lee', 'lee@acme.test');
    await house.say('1kim', 'request', consoleProd, undefined, other);
    house.pass(1_000);
    const different = [['kim@acme.test', 'lee@acme.test']];
    const later = restart(testCatalogue({ authority: [moderators], different, hash: 'b'.repeat(64) }));
    later.pass(house.now() - later.now() + 1_000);
    await later.services.importCatalogue();
    await later.settle();
    const [asked] = await accessesOf(store, 'kim');
    expect(await later.say('1lee', 'approve', { id: asked!.id }, undefined, other)).toContain('count as one person');
    await later.say('1kim', 'cancel', { id: asked!.id }, undefined, other);
    later.pass(1_000);
    await later.say('1kim', 'request', consoleProd, undefined, other);
    later.pass(1_000);
    const [again] = await accessesOf(store, 'kim');
    await later.say('1lee', 'approve', { id: again!.id }, undefined, other);
    expect(await stateOf(houses, 'kim')).toBe('active');
  });
});

describe('whoever came after the request', () => {
  it('has no vote in it; the requester makes it again with one click, and then they have', async () => {
    const houses = await open(testCatalogue({ authority: [moderators] }));
    const { house, chat, other, store } = houses;
    const roles = giveRoles(other, { '2001': 'Moderators' }, house.now);
    roles.put('1lee', '2001');
    await house.say('Umia', 'request', { ...consoleProd, reason: 'month end' });
    house.pass(1_000);
    await signIn(houses, '1lee', 'lee@acme.test');
    const [asked] = await accessesOf(store, 'mia');
    expect(await house.say('1lee', 'approve', { id: asked!.id }, undefined, other)).toContain('first met you after');
    const told = chat.posts.findLast(({ channel }) => channel === 'D-Umia')!;
    expect(told.message.buttons).toMatchObject([{ label: 'Request again', command: 'request-again' }]);
    expect(await house.say('Ugrace', 'request-again', { id: asked!.id })).toContain('can cancel');
    await house.say('Umia', 'request-again', { id: asked!.id }, 'click');
    await house.say('Umia', 'request-again', { id: asked!.id }, 'click');
    const [again, before] = await accessesOf(store, 'mia');
    expect(await accessesOf(store, 'mia')).toHaveLength(2);
    expect(before).toMatchObject({ id: asked!.id, state: 'closed' });
    expect(again).toMatchObject({ state: 'requested', asks: [{ reason: { value: 'month end' } }] });
    await house.say('1lee', 'approve', { id: again!.id }, undefined, other);
    expect(await stateOf(houses, 'mia')).toBe('active');
  });

  it('keeps what was requested where a newer rule would refuse it, and says why', async () => {
    const houses = await open(testCatalogue({ authority: [moderators] }));
    const { house, other, store, restart } = houses;
    giveRoles(other, { '2001': 'Moderators' }, house.now).put('1lee', '2001');
    await house.say('Umia', 'request', { ...consoleProd, duration: '30d' });
    house.pass(1_000);
    await signIn(houses, '1lee', 'lee@acme.test');
    const [asked] = await accessesOf(store, 'mia');
    await house.say('1lee', 'approve', { id: asked!.id }, undefined, other);
    const shorter = { ...testCatalogue().defaults, maxDurationMs: 3_600_000, durationMs: 3_600_000 };
    const later = restart(testCatalogue({ authority: [moderators], defaults: shorter, hash: 'b'.repeat(64) }));
    later.pass(house.now() - later.now() + 1_000);
    await later.services.importCatalogue();
    await later.settle();
    expect(await later.say('Umia', 'request-again', { id: asked!.id })).toContain('1 hour');
    expect((await accessesOf(store, 'mia')).map(({ id, state }) => [id, state])).toEqual([[asked!.id, 'requested']]);
  });

  it('to a role that gives authority has no vote in it either, unless they had authority before', async () => {
    const houses = await open(testCatalogue({ authority: [moderators] }));
    const { house, other, store } = houses;
    const roles = giveRoles(other, { '2001': 'Moderators' }, house.now);
    roles.put('1lee', '2001');
    for (const name of ['kim', 'lee']) await signIn(houses, `1${name}`, `${name}@acme.test`);
    await house.say('Umia', 'request', consoleProd);
    house.pass(1_000);
    const [asked] = await accessesOf(store, 'mia');
    roles.put('1kim', '2001');
    expect(await house.say('1kim', 'approve', { id: asked!.id }, undefined, other)).toContain(
      'became an approver after',
    );
    await house.say('1lee', 'approve', { id: asked!.id }, undefined, other);
    expect(await stateOf(houses, 'mia')).toBe('active');
  });

  it('to the administrators of the product has no vote in it either; those who were there keep theirs', async () => {
    const houses = await open();
    const { house, store, restart } = houses;
    await house.say('Umia', 'request', consoleProd);
    house.pass(1_000);
    const administrators = ['ada@acme.test', 'grace@acme.test'];
    const products = [{ id: 'acme-prod', name: 'ACME production', administrators }];
    const later = restart(testCatalogue({ products, hash: 'b'.repeat(64) }));
    later.pass(house.now() - later.now());
    await later.services.importCatalogue();
    await later.settle();
    const [asked] = await accessesOf(store, 'mia');
    expect(await later.say('Ugrace', 'approve', { id: asked!.id })).toContain('became an approver after');
    await later.say('Uada', 'approve', { id: asked!.id });
    expect(await stateOf(houses, 'mia')).toBe('active');
  });
});

it('a grant to somebody whom nobody knows yet starts (C3)', async () => {
  const houses = await open();
  await houses.house.say('Uada', 'grant', { ...consoleProd, who: [email('newcomer')] });
  expect(await stateOf(houses, 'newcomer')).toBe('active');
});

describe('somebody whom a person named by an address', () => {
  it('has no vote of their own beside that person, until a workspace of ours or the configuration proves them', async () => {
    const houses = await open(testCatalogue({ authority: [moderators] }));
    const { house, other, store, restart } = houses;
    const roles = giveRoles(other, { '2001': 'Moderators' }, house.now);
    roles.put('1lee', '2001');
    await house.say('Uada', 'grant', { ...editor, who: [email('lee')] });
    await signIn(houses, '1lee', 'lee@acme.test');
    await house.say('Uada', 'request', consoleProd);
    house.pass(1_000);
    const [asked] = await accessesOf(store, 'ada');
    expect(await house.say('1lee', 'approve', { id: asked!.id }, undefined, other)).toContain('count as one person');
    const later = restart(
      testCatalogue({
        authority: [moderators],
        latchkey: { administrators: ['lena@acme.test'], auditors: ['lee@acme.test'] },
        hash: 'b'.repeat(64),
      }),
    );
    later.pass(house.now() - later.now());
    await later.say('1lee', 'approve', { id: asked!.id }, undefined, other);
    expect(await stateOf(houses, 'ada')).toBe('active');
  });
});

describe('a Latchkey administrator', () => {
  it('records that two persons are two people, unless they are one of them; it holds from then on', async () => {
    const houses = await open(
      testCatalogue({
        authority: [moderators],
        latchkey: { administrators: ['lena@acme.test', 'kim@acme.test', 'grace@acme.test'], auditors: [] },
      }),
    );
    const { house, chat, other, store } = houses;
    const roles = giveRoles(other, { '2001': 'Moderators' }, house.now);
    roles.put('1lee', '2001');
    for (const name of ['lena', 'grace']) await house.say(`U${name}`, 'mine', {});
    await signIn(houses, '1lee', 'kim@acme.test');
    await unlink(houses, '1lee');
    await signIn(houses, '1kim', 'kim@acme.test');
    await signIn(houses, '1lee', 'lee@acme.test');
    await house.say('1kim', 'request', consoleProd, undefined, other);
    const [kim, lee] = await Promise.all(['kim', 'lee'].map((name) => store.people.byEmail(`${name}@acme.test`)));
    const pair = { one: kim!.id, other: lee!.id };
    expect(await house.say('Umia', 'two-people', pair)).toContain('Only Latchkey administrators');
    expect(await house.say('1kim', 'two-people', pair, undefined, other)).toContain(
      'count as one person with one of them',
    );
    house.pass(1_000);
    expect(await house.say('Ulena', 'two-people', pair)).toContain('two people in requests from now on');
    await house.say('Ulena', 'two-people', pair);
    expect(
      chat.posts.filter(({ channel, message }) => channel === 'D-Ugrace' && message.summary.includes('are two people')),
    ).toHaveLength(1);
    house.pass(1_000);
    const [asked] = await accessesOf(store, 'kim');
    expect(await house.say('1lee', 'approve', { id: asked!.id }, undefined, other)).toContain('count as one person');
    await house.say('1kim', 'cancel', { id: asked!.id }, undefined, other);
    house.pass(1_000);
    await house.say('1kim', 'request', consoleProd, undefined, other);
    house.pass(1_000);
    await house.say('1lee', 'approve', { id: (await accessesOf(store, 'kim'))[0]!.id }, undefined, other);
    expect(await stateOf(houses, 'kim')).toBe('active');
  });
});

describe('whoever counts as one with another', () => {
  it('gets no card of the other’s request, and is not counted as somebody who could approve it', async () => {
    const houses = await open(testCatalogue({ same: [['ada@acme.test', 'mia@acme.test']] }));
    const { house, chat } = houses;
    await house.say('Ulena', 'mine', {});
    await house.say('Umia', 'request', consoleProd);
    const told = chat.posts.map(({ channel, message }) => `${channel} ${message.summary}`);
    expect(told.some((line) => line.startsWith('D-Uada'))).toBe(false);
    expect(told).toContainEqual(expect.stringMatching(/^D-Ulena .*(reached|approve)/));
  });

  it('is shown to Latchkey administrators, with why', async () => {
    const houses = await open(testCatalogue());
    const { house } = houses;
    await signIn(houses, '1lee', 'kim@acme.test');
    await unlink(houses, '1lee');
    await signIn(houses, '1lee', 'lee@acme.test');
    const shown = JSON.stringify((await house.call('Ulena', 'people', {})).message);
    expect(shown).toContain('count as one person');
    expect(shown).toContain('both had the account lee there');
    expect(shown).toContain('"command":"two-people"');
  });
});
