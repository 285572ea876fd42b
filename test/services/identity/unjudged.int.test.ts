import { expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import { accessesOf, email, openHouses, openTwoChats } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob', 'kim']);
const openGrace = openHouses(['ada', 'bob', 'grace']);
const openTwo = openTwoChats(['grace', 'bob'], ['bob'], {});
const mdm = testCatalogue().instances[0]!;
const admin = { role: 'Administrator', email: 'ada@acme.test' };
const consoleProd = { kind: 'console', product: 'acme-prod' };

it.each(['no-email', 'unconfirmed'] as const)(
  'whose profile has %s decides nothing new, and nothing is taken (single sign-on)',
  async (why) => {
    const target = { entitlement: 'role:mdm-eu/Operator', platform: 'discord', role: '2102', restore: true };
    const { house, store, chat, other } = await openTwo(testCatalogue({ targets: [target] }));
    const roles = giveRoles(other, { '2102': 'Crew' }, house.now);
    await house.say('Ubob', 'mine', {});
    const bob = (await store.people.byEmail('bob@acme.test'))!;
    await store.people.link(other.account('1bob'), bob.id, 'bob there', house.now());
    await house.say('Ugrace', 'grant', { kind: 'role', role: 'Operator', instance: 'mdm-eu', who: [email('bob')] });
    expect(roles.holds('1bob', '2102')).toBe(true);
    chat.byUser.get('Ubob')!.outside = why;
    expect(await house.say('Ubob', 'request', consoleProd)).toContain(`You are outside: ${why}`);
    expect(await house.say('1bob', 'request', consoleProd, undefined, other)).toContain(`About bob: You are outside`);
    house.pass(10 * 60_000);
    await house.sweep();
    expect(roles.holds('1bob', '2102')).toBe(true);
    expect((await store.people.byAccount(chat.account('Ubob')))?.outsideSince).toBeNull();
    chat.byUser.get('Ubob')!.outside = undefined as never;
    expect(await house.say('Ubob', 'request', consoleProd)).not.toContain('outside');
  },
);

it.each(['no-email', 'unconfirmed'] as const)(
  'whose profile has %s hasn’t left: what they requested starts, and what they approved counts (A3)',
  async (why) => {
    const { house, store, chat } = await openGrace(
      testCatalogue({
        instances: [{ ...mdm, members: [{ role: 'Administrator', email: 'grace@acme.test' }, admin] }],
      }),
    );
    const role = { kind: 'role', role: 'Editor', instance: 'mdm-eu' };
    await house.say('Ubob', 'request', role);
    const [access] = await accessesOf(store, 'bob');
    await house.say('Uada', 'approve', { id: access!.id });
    for (const user of ['Uada', 'Ubob']) chat.byUser.get(user)!.outside = why;
    await house.say('Ugrace', 'approve', { id: access!.id });
    expect(await accessesOf(store, 'bob')).toMatchObject([{ state: 'active' }]);
    const mention = { kind: 'account', account: chat.account('Ubob'), shown: '@bob' };
    await house.say('Ugrace', 'grant', { ...role, role: 'Operator', who: [mention] });
    expect(await accessesOf(store, 'bob')).toMatchObject([{ state: 'active' }, { state: 'active' }]);
    chat.byUser.get('Ubob')!.outside = 'guest';
    await house.say('Ugrace', 'grant', { ...role, role: 'Reader', who: [email('bob')] });
    const states = (await accessesOf(store, 'bob')).map(({ state }) => state);
    expect(states.toSorted()).toEqual(['active', 'active', 'closed']);
  },
);

it('whose changed e-mail waits hasn’t left: what they requested starts', async () => {
  const { house, store, chat } = await open();
  await house.say('Ubob', 'request', consoleProd);
  const [access] = await accessesOf(store, 'bob');
  chat.byUser.get('Ubob')!.email = 'robert@acme.test';
  expect(await house.say('Ubob', 'mine', {})).toContain('has to confirm it');
  await house.say('Uada', 'approve', { id: access!.id });
  expect(await accessesOf(store, 'bob')).toMatchObject([{ state: 'active' }]);
});

it('an e-mail that looks like another one is refused by name, and is nobody’s (A8)', async () => {
  const { house, store, chat } = await open();
  await house.say('Uada', 'grant', { ...consoleProd, who: [email('kim')] });
  chat.byUser.get('Ubob')!.email = '\u212Aim@acme.test';
  const answer = await house.say('Ubob', 'mine', {});
  expect(answer).toContain('Latchkey can’t use the e-mail on this profile, “\u212Aim@acme.test”.');
  expect(await store.people.byAccount(chat.account('Ubob'))).toBeNull();
  expect(await accessesOf(store, 'kim')).toHaveLength(1);
  expect(
    await house.say('Uada', 'grant', { ...consoleProd, who: [{ kind: 'email', email: '\u212Aim@acme.test' }] }),
  ).toContain('isn’t an e-mail address');
});
