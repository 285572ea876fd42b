import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import type { OpenHouses } from '../../support/open-house.ts';
import { email, openTwoChats } from '../../support/open-house.ts';

const open = openTwoChats(['ada', 'bob', 'lena', 'grace', 'hire'], ['bob', 'kim'], { signIn: true });
const consoleProd = { kind: 'console', product: 'acme-prod' };
const catalogue = testCatalogue({
  latchkey: { administrators: ['lena@acme.test', 'grace@acme.test'], auditors: [] },
  products: [{ id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test', 'bob@acme.test'] }],
});

/** Bob administers a product, and a new account of the workspace shows his e-mail. */
async function taken() {
  const houses = await open(catalogue);
  const { house, store, chat } = houses;
  for (const user of ['Ubob', 'Uada']) await house.say(user, 'mine', {});
  chat.byUser.get('Uhire')!.email = 'bob@acme.test';
  const told = await house.say('Uhire', 'request', consoleProd);
  const [waiting] = await store.people.waiting();
  const hire = await personOf(houses, 'Uhire');
  return { ...houses, told, waiting: waiting!.id, hire, bob: await personOf(houses, 'Ubob') };
}

async function personOf({ store, chat }: OpenHouses, user: string): Promise<string> {
  return (await store.people.byAccount(chat.account(user)))!.person;
}

const accesses = ({ store }: OpenHouses, person: string) => store.accesses.allOf(person, 10);

describe('an account whose e-mail is somebody else’s, while it waits (A7)', () => {
  it('requests in its own name, is told so, and sees and cancels what it requested', async () => {
    const houses = await taken();
    const { house, hire, bob, told } = houses;
    expect(told).toContain(
      'for this account alone, and you can’t approve anything with it: the e-mail bob@acme.test belongs to someone',
    );
    expect(hire).not.toBe(bob);
    const [access] = await accesses(houses, hire);
    expect(access).toMatchObject({ state: 'requested', events: [{ because: [{ rule: 'A7' }] }] });
    expect(await accesses(houses, bob)).toEqual([]);
    for (const query of ['mine', 'pending']) {
      const { message } = await house.call('Uhire', query, {});
      expect(JSON.stringify(message.blocks)).toContain(access!.id);
    }
    expect(await house.say('Uhire', 'cancel', { id: access!.id })).toContain('was cancelled');
    expect(await accesses(houses, hire)).toMatchObject([{ state: 'closed' }]);
  });

  it('has no vote, also with access that gives authority, and grants and links nothing', async () => {
    const houses = await taken();
    const { house, store, hire } = houses;
    const [access] = await accesses(houses, hire);
    await house.say('Uada', 'approve', { id: access!.id });
    expect(await accesses(houses, hire)).toMatchObject([{ state: 'active' }]);
    await house.say('Ugrace', 'request', consoleProd);
    const grace = (await store.people.byEmail('grace@acme.test'))!.id;
    const asked = (await accesses(houses, grace)).find(({ entitlement }) => entitlement.kind === 'console');
    const ways = [
      ['approve', { id: asked!.id }],
      ['grant', { ...consoleProd, who: [email('lena')] }],
      ['link', { account: '1kim' }],
    ] as const;
    for (const [command, args] of ways) {
      expect(await house.say('Uhire', command, args)).toContain('request access for this account, but not approve');
    }
    expect((await store.accesses.byId(asked!.id))?.access.state).toBe('requested');
    expect(await house.say('Uhire', 'give-back', { id: (await accesses(houses, hire))[0]!.id })).toContain('You gave');
  });

  it('counts as one with whoever has the e-mail: neither approves for the other', async () => {
    const houses = await taken();
    const { house, hire } = houses;
    const [access] = await accesses(houses, hire);
    expect(await house.say('Ubob', 'approve', { id: access!.id })).toContain('count as one person');
    expect(await house.say('Ubob', 'grant', { ...consoleProd, who: [{ kind: 'person', id: hire }] })).not.toContain(
      'You grant',
    );
    expect(await accesses(houses, hire)).toMatchObject([{ state: 'requested' }]);
  });

  it('is asked about also where the holder said that it isn’t theirs', async () => {
    const houses = await taken();
    const { house, waiting, hire } = houses;
    await house.say('Ubob', 'consent-person', { waiting, answer: 'no' });
    const role = { kind: 'role', instance: 'mdm-eu', role: 'Reader' };
    expect(await house.say('Uhire', 'request', role)).toContain('for this account alone');
    expect(await accesses(houses, hire)).toHaveLength(2);
  });
});

describe('once it’s decided whose the account is, accesses stay where they are (A7)', () => {
  it('somebody else: it’s the same person as before, now with the address and a vote', async () => {
    const houses = await taken();
    const { house, store, hire, waiting } = houses;
    const [access] = await accesses(houses, hire);
    await house.say('Uada', 'approve', { id: access!.id });
    const { message } = await house.call('Ulena', 'people', {});
    expect(JSON.stringify(message.blocks)).toContain(
      'Someone else: the account becomes slack:t1/uhire, who has 1 access (console access to acme-prod)',
    );
    expect(await house.say('Ulena', 'separate-person', { waiting })).toContain('is someone else');
    expect(await store.people.byAccount(houses.chat.account('Uhire'))).toMatchObject({
      person: hire,
      how: 'email',
      email: 'bob@acme.test',
    });
    expect((await store.people.byEmail('bob@acme.test'))?.id).toBe(hire);
    expect(await accesses(houses, hire)).toMatchObject([{ state: 'active' }]);
    await house.say('Ugrace', 'request', consoleProd);
    const [asked] = await accesses(houses, (await store.people.byEmail('grace@acme.test'))!.id);
    await house.say('Uhire', 'approve', { id: asked!.id });
    expect((await store.accesses.byId(asked!.id))?.access).toMatchObject({ state: 'active' });
  });

  it('the same person: the account is theirs, and what it had in its own name stays behind and counts as theirs', async () => {
    const houses = await taken();
    const { house, store, chat, hire, bob, waiting } = houses;
    const [access] = await accesses(houses, hire);
    await house.say('Uada', 'approve', { id: access!.id });
    await house.say('Ubob', 'consent-person', { waiting, answer: 'yes' });
    const { message } = await house.call('Ulena', 'people', {});
    expect(JSON.stringify(message.blocks)).toContain('what it requested on its own stays with slack:t1/uhire');
    expect(await house.say('Ulena', 'confirm-person', { waiting })).toContain('You confirmed');
    expect(await store.people.byAccount(chat.account('Uhire'))).toMatchObject({ person: bob, how: 'email' });
    expect(await accesses(houses, hire)).toMatchObject([{ state: 'active' }]);
    expect((await store.people.everShared([bob])).map(({ id }) => id)).toContain(hire);
  });

  it('nobody has the e-mail any more: it comes to the person that the account is', async () => {
    const houses = await taken();
    const { house, store, chat, hire } = houses;
    chat.byUser.get('Ubob')!.email = 'robert@acme.test';
    await house.say('Ubob', 'mine', {});
    const changed = (await store.people.waiting()).find(({ why }) => why === 'changed');
    await house.say('Ulena', 'confirm-person', { waiting: changed!.id });
    expect(await house.say('Uhire', 'mine', {})).not.toContain('own name');
    expect(await store.people.byAccount(chat.account('Uhire'))).toMatchObject({ person: hire, how: 'email' });
  });
});

describe('an account of another chat that signed in with the e-mail of a person with an account', () => {
  it('requests in its own name until they agree, and then is theirs', async () => {
    const houses = await open(catalogue);
    const { house, store, chat, other } = houses;
    await house.say('Ubob', 'mine', {});
    expect(await house.say('1kim', 'request', consoleProd, undefined, other)).toContain('isn’t linked');
    const { message } = await house.call('1kim', 'link', {}, undefined, other);
    const state = /state=([0-9a-f]{32})$/.exec(message.links?.[0]?.url ?? '')![1]!;
    await house.services.proved({ state, account: other.account('1kim'), email: 'bob@acme.test', verified: true });
    expect(await house.say('1kim', 'request', consoleProd, undefined, other)).toContain('for this account alone');
    const kim = (await store.people.byAccount(other.account('1kim')))!.person;
    const [access] = await accesses(houses, kim);
    expect(await house.say('1kim', 'approve', { id: access!.id }, undefined, other)).toContain('isn’t linked');
    expect(await house.say('Ubob', 'approve', { id: access!.id })).toContain('count as one person');
    const link = chat.posts
      .flatMap(({ message: one }) => one.buttons ?? [])
      .find((one) => one.command === 'link-confirm');
    expect(await house.say('Ubob', 'link-confirm', link!.args)).toContain('Linked');
    const bob = await personOf(houses, 'Ubob');
    expect(await store.people.byAccount(other.account('1kim'))).toMatchObject({ person: bob, how: 'sign-in' });
    expect(await accesses(houses, kim)).toMatchObject([{ state: 'requested' }]);
    expect(await house.say('Ubob', 'approve', { id: access!.id })).toContain('count as one person');
  });
});
