import { expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import { accessesOf, email, openHouses, openTwoChats } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob', 'kim']);
const openTwo = openTwoChats(['grace', 'bob'], ['bob'], {});
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
  ).toContain('is no e-mail address');
});
