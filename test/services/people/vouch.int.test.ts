import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import type { OpenHouses } from '../../support/open-house.ts';
import { accessesOf, openTwoChats } from '../../support/open-house.ts';

const open = openTwoChats(['ada', 'bob', 'lena', 'grace', 'hire'], ['kim', 'bob'], { signIn: true });
const consoleProd = { kind: 'console', product: 'acme-prod' };
const catalogue = testCatalogue({
  latchkey: { administrators: ['lena@acme.test', 'grace@acme.test'], auditors: [] },
});

const slack = (name: string) => ({
  kind: 'account' as const,
  account: { platform: 'slack', workspace: 'T1', user: `U${name}` },
  shown: `@${name}`,
});

/** Types it and presses the button under what it would bring; what is refused, is refused before. */
async function vouch({ house }: OpenHouses, by: string, who: unknown, email: string): Promise<string> {
  const { message } = await house.call(by, 'people', { vouch: who, email });
  const button = message.buttons?.find(({ command }) => command === 'vouch');
  return button === undefined ? message.summary : house.say(by, 'vouch', button.args);
}

const kim = { kind: 'unknown', text: 'discord:1kim' };

describe('a profile that can’t be judged', () => {
  it('counts by a Latchkey administrator’s word, until it shows another e-mail', async () => {
    const houses = await open(catalogue);
    const { house, store, chat } = houses;
    chat.byUser.get('Uhire')!.outside = 'no-email';
    expect(await house.say('Uhire', 'request', consoleProd)).toContain('You are outside: no-email');
    expect(await vouch(houses, 'Ulena', slack('hire'), 'hire@acme.test')).toContain('You vouched that');
    await house.say('Uhire', 'request', consoleProd);
    expect(await accessesOf(store, 'hire')).toMatchObject([{ state: 'requested' }]);
    const person = (await store.people.byEmail('hire@acme.test'))!;
    const lena = (await store.people.byEmail('lena@acme.test'))!;
    expect(person.addresses).toMatchObject([{ address: 'hire@acme.test', state: 'vouched', by: lena.id }]);
    const entries = (await store.chain.search({}, 50)).filter(({ event }) => event === 'vouched');
    expect(entries).toMatchObject([{ actor: 'lena@acme.test', facts: { account: 'slack:T1/Uhire' } }]);
    expect(
      chat.posts.some(({ channel, message }) => channel === 'D-Ugrace' && message.summary.includes('vouched')),
    ).toBe(true);

    delete chat.byUser.get('Uhire')!.outside;
    chat.byUser.get('Uhire')!.email = 'other@acme.test';
    expect(await house.say('Uhire', 'mine', {})).toContain(
      'Your e-mail changed from hire@acme.test to other@acme.test',
    );
    expect(await store.people.waiting()).toMatchObject([{ why: 'changed', newEmail: 'other@acme.test' }]);
  });

  it('of somebody who is known already goes on with the address that it had', async () => {
    const houses = await open(catalogue);
    const { house, store, chat } = houses;
    await house.say('Ubob', 'mine', {});
    chat.byUser.get('Ubob')!.outside = 'unconfirmed';
    expect(await house.say('Ubob', 'request', consoleProd)).toContain('You are outside');
    expect(await vouch(houses, 'Ulena', slack('bob'), 'robert@acme.test')).toContain(
      'already belongs to bob@acme.test',
    );
    expect(await vouch(houses, 'Ulena', slack('bob'), 'bob@acme.test')).toContain('You vouched that');
    await house.say('Ubob', 'request', consoleProd);
    expect(await accessesOf(store, 'bob')).toMatchObject([{ state: 'requested' }]);
  });
});

describe('a word for an address', () => {
  it.each(['hire', 'bob'])('is over once the profile of %s shows another one, and does not come back', async (name) => {
    const houses = await open(catalogue);
    const { house, store, chat } = houses;
    const profile = chat.byUser.get(`U${name}`)!;
    if (name === 'bob') await house.say('Ubob', 'mine', {});
    profile.outside = 'no-email';
    await vouch(houses, 'Ulena', slack(name), `${name}@acme.test`);
    delete profile.outside;
    profile.email = 'other@acme.test';
    expect(await house.say(`U${name}`, 'mine', {})).toContain('has to confirm it');
    const ended = (await store.chain.search({}, 50)).filter(({ facts }) => facts['ended'] === 'vouched');
    expect(ended).toHaveLength(1);
    profile.outside = 'no-email';
    expect(await house.say(`U${name}`, 'request', consoleProd)).toContain('You are outside: no-email');
    expect(await accessesOf(store, name)).toEqual([]);
    delete profile.outside;
    profile.email = `${name}@acme.test`;
    expect(await house.say(`U${name}`, 'request', consoleProd)).not.toContain('confirm');
    expect(await store.people.byEmail(`${name}@acme.test`)).toMatchObject({ addresses: [{ state: 'proved' }] });
  });

  it('gives way to the profile that shows the same one: it proves the person', async () => {
    const houses = await open(catalogue);
    const { house, store, chat } = houses;
    chat.byUser.get('Uhire')!.outside = 'no-email';
    await vouch(houses, 'Ulena', slack('hire'), 'hire@acme.test');
    delete chat.byUser.get('Uhire')!.outside;
    await house.say('Uhire', 'mine', {});
    expect(await store.people.byEmail('hire@acme.test')).toMatchObject({ addresses: [{ state: 'proved' }] });
    expect(await store.people.byAccount(chat.account('Uhire'))).toMatchObject({ how: 'email' });
  });
});

it('is shown with what it would bring before it’s given', async () => {
  const houses = await open(catalogue);
  const { house, store } = houses;
  const preview = async (email: string) => {
    const { message } = await house.call('Ulena', 'people', { vouch: kim, email });
    expect(message.buttons).toMatchObject([{ command: 'vouch', args: { account: 'discord:1kim', email } }]);
    return JSON.stringify(message.blocks);
  };
  expect(await preview('kim@acme.test')).toContain(
    'becomes a new person with the e-mail kim@acme.test and without any access',
  );
  await house.say('Uada', 'grant', { ...consoleProd, who: [{ kind: 'email', email: 'kim@acme.test' }] });
  expect(await preview('kim@acme.test')).toContain(
    'becomes kim@acme.test, who has 1 access (console access to acme-prod).',
  );
  await house.say('Ulena', 'mine', {});
  await house.say('Uada', 'mine', {});
  expect(await preview('ada@acme.test')).toContain(
    'becomes ada@acme.test, who has 1 access (the role Administrator on mdm-eu), administers acme-prod. They already have an account, so they’ll be asked first.',
  );
  expect(await store.people.byAccount(houses.other.account('1kim'))).toBeNull();
});

describe('an account of a chat that proves no e-mail', () => {
  it('becomes the person with the address', async () => {
    const houses = await open(catalogue);
    const { house, store, other } = houses;
    expect(await vouch(houses, 'Ulena', kim, 'kim@acme.test')).toContain('You vouched that');
    await house.say('1kim', 'request', consoleProd, undefined, other);
    expect(await accessesOf(store, 'kim')).toMatchObject([{ state: 'requested' }]);
    expect(await store.people.byAccount(other.account('1kim'))).toMatchObject({
      how: 'vouched',
      email: 'kim@acme.test',
    });
    const { message } = await house.call('Ulena', 'people', {});
    expect(JSON.stringify(message.blocks)).toContain('Vouched for as kim@acme.test: ');
  });

  it('has to be agreed to by a person with an account whose address it is (A7)', async () => {
    const houses = await open(catalogue);
    const { house, store, chat, other } = houses;
    await house.say('Ubob', 'mine', {});
    const bob = { kind: 'unknown', text: 'discord:1bob' };
    expect(await vouch(houses, 'Ulena', bob, 'bob@acme.test')).toContain('they’ve been asked: slack:T1/Ubob');
    expect(await store.people.byAccount(other.account('1bob'))).toBeNull();
    const asked = chat.posts.find(({ channel, message }) => channel === 'D-Ubob' && message.buttons !== undefined);
    expect(JSON.stringify(asked?.message.blocks)).toContain('according to the Latchkey administrator lena@acme.test');
    await house.say('Ubob', 'link-confirm', asked!.message.buttons![0]!.args);
    const person = (await store.people.byEmail('bob@acme.test'))!.id;
    expect(await store.people.byAccount(other.account('1bob'))).toMatchObject({ person, how: 'vouched' });
  });

  it('can be refused by that person, and waits for an administrator where they are silent for a day', async () => {
    const houses = await open(catalogue);
    const { house, store, chat, other } = houses;
    await house.say('Ubob', 'mine', {});
    const bob = { kind: 'unknown', text: 'discord:1bob' };
    await vouch(houses, 'Ulena', bob, 'bob@acme.test');
    const asked = chat.posts.find(({ channel, message }) => channel === 'D-Ubob' && message.buttons !== undefined);
    await house.say('Ubob', 'link-refuse', asked!.message.buttons![1]!.args);
    expect(await store.people.byAccount(other.account('1bob'))).toBeNull();
    const again = await vouch(houses, 'Ulena', bob, 'bob@acme.test');
    expect(again).toContain('said that this account isn’t theirs, so they won’t be asked again before 2026-12-22');
    house.pass(30 * 24 * 3_600_000);
    await vouch(houses, 'Ulena', bob, 'bob@acme.test');
    house.pass(25 * 3_600_000);
    await house.sweep();
    house.pass(10_000);
    await house.sweep();
    const [waiting] = await store.people.waiting();
    expect(waiting).toMatchObject({ why: 'taken', account: { user: '1bob' } });
    const { message: people } = await house.call('Ulena', 'people', {});
    const rows = people.blocks.flatMap((block) => (block.kind === 'row' ? block.buttons : []));
    expect(rows.map(({ label }) => label)).toEqual(['Same person, new account', 'Reject']);
    expect(JSON.stringify(people.blocks)).not.toContain('Someone else');
    expect(await house.say('Ugrace', 'separate-person', { waiting: waiting!.id })).toContain(
      'can’t take it away from them',
    );
    expect(await store.people.byAccount(chat.account('Ubob'))).toMatchObject({ email: 'bob@acme.test' });
  });

  it('is asked of a holder who can’t be judged now as well, who has a day (A7)', async () => {
    const houses = await open(catalogue);
    const { house, store, chat, other } = houses;
    await house.say('Ubob', 'mine', {});
    chat.byUser.get('Ubob')!.outside = 'no-email';
    expect(await vouch(houses, 'Ulena', kim, 'bob@acme.test')).toContain('they’ve been asked: slack:T1/Ubob');
    expect(chat.posts.some(({ channel, message }) => channel === 'D-Ubob' && message.buttons !== undefined)).toBe(true);
    expect(await store.people.waiting()).toEqual([]);
    expect(await store.people.byAccount(other.account('1kim'))).toBeNull();
  });
});

describe('an address that is proved', () => {
  it('is not lowered by a word for the account that signed in with it, which is refused and not recorded', async () => {
    const houses = await open(catalogue);
    const { house, store, other } = houses;
    const account = other.account('1kim');
    await store.people.bind(account, 'kim@acme.test', 'kim there', house.now(), 'p_kim', 'sign-in');
    const before = await store.people.byEmail('kim@acme.test');
    expect(await vouch(houses, 'Ulena', kim, 'kim@acme.test')).toContain('proved kim@acme.test by signing in');
    await store.people.vouch(account, 'p_somebody');
    expect(await store.people.byEmail('kim@acme.test')).toEqual(before);
    expect((await store.chain.search({}, 50)).filter(({ event }) => event === 'vouched')).toEqual([]);
  });
});

describe('a Slack account with the address of somebody who only has a vouched account', () => {
  it('is theirs only after they agreed: both sides that have an account consent (A7)', async () => {
    const houses = await open(catalogue);
    const { house, store, chat, other } = houses;
    await vouch(houses, 'Ulena', kim, 'new@acme.test');
    const { id } = (await store.people.byEmail('new@acme.test'))!;
    chat.byUser.get('Uhire')!.email = 'new@acme.test';
    expect(await house.say('Uhire', 'mine', {})).toContain('already belongs to another account');
    expect(await store.people.byAccount(chat.account('Uhire'))).toBeNull();
    const [waiting] = await store.people.waiting();
    expect(await house.say('Ugrace', 'confirm-person', { waiting: waiting!.id })).toContain('has been asked');
    const asked = other.posts.find(({ message }) => message.title === 'Is this your account?');
    expect(JSON.stringify(asked?.message.blocks)).toContain('you can use it as well as this one');
    await house.say('1kim', 'consent-person', asked!.message.buttons![0]!.args, undefined, other);
    await house.say('Ugrace', 'confirm-person', { waiting: waiting!.id });
    expect(await store.people.byAccount(chat.account('Uhire'))).toMatchObject({ person: id, how: 'email' });
    expect(await store.people.byAccount(other.account('1kim'))).toMatchObject({ person: id, how: 'vouched' });
  });
});

describe('whoever is known by an administrator’s word', () => {
  it('counts as one with that administrator, who decides nothing for them and hands nothing over to them (A7)', async () => {
    const houses = await open({
      ...catalogue,
      latchkey: { administrators: ['lena@acme.test', 'ada@acme.test'], auditors: [] },
    });
    const { house, store, other } = houses;
    await house.say('Ubob', 'mine', {});
    await vouch(houses, 'Uada', kim, 'kim@acme.test');
    await house.say('1kim', 'request', consoleProd, undefined, other);
    const [asked] = await accessesOf(store, 'kim');
    expect(await house.say('Uada', 'approve', { id: asked!.id })).toContain('count as one person');
    expect(await accessesOf(store, 'kim')).toMatchObject([{ state: 'requested' }]);
    const [from, to] = await Promise.all(
      ['bob', 'kim'].map(async (one) => (await store.people.byEmail(`${one}@acme.test`))!.id),
    );
    expect(await house.say('Uada', 'hand-over', { from, to, accesses: [] })).toContain('count as one person');
  });

  it('does so also where latchkey.yml lists the address: the word of one administrator makes no second vote', async () => {
    const listed = ['ada@acme.test', 'kim@acme.test'];
    const houses = await open(
      testCatalogue({
        latchkey: { administrators: ['lena@acme.test', 'ada@acme.test'], auditors: [] },
        products: [{ id: 'acme-prod', name: 'ACME production', administrators: listed }],
      }),
    );
    const { house, store, other } = houses;
    await house.say('Ulena', 'mine', {});
    await vouch(houses, 'Ulena', kim, 'kim@acme.test');
    await house.say('Ulena', 'request', consoleProd);
    const [asked] = await accessesOf(store, 'lena');
    const said = await house.say('1kim', 'approve', { id: asked!.id }, undefined, other);
    expect(said).toContain('count as one person');
    expect(await accessesOf(store, 'lena')).toMatchObject([{ state: 'requested' }]);
  });
});

describe('nobody vouches', () => {
  it('without being a Latchkey administrator, for themselves, or for whoever counts as one with them', async () => {
    const houses = await open({ ...catalogue, same: [['lena@acme.test', 'kim@acme.test']] });
    const { store, other } = houses;
    await vouch(houses, 'Ugrace', kim, 'kim@acme.test');
    expect(await vouch(houses, 'Uada', slack('hire'), 'hire@acme.test')).toContain('Only Latchkey administrators');
    expect(await vouch(houses, 'Ulena', slack('lena'), 'lena@acme.test')).toContain('You can’t vouch for yourself');
    const bob = { kind: 'unknown', text: 'discord:1bob' };
    expect(await vouch(houses, 'Ulena', bob, 'lena@acme.test')).toContain('You can’t vouch for yourself');
    expect(await vouch(houses, 'Ulena', bob, 'kim@acme.test')).toContain('count as one person');
    expect(await store.people.byAccount(other.account('1bob'))).toBeNull();
  });

  it('for an account that was theirs, or an address that the file declares to be theirs, and confirms neither (A8)', async () => {
    const houses = await open({ ...catalogue, same: [['lena@acme.test', 'new@acme.test']] });
    const { house, store, other } = houses;
    for (const user of ['Ulena', 'Ubob']) await house.say(user, 'mine', {});
    expect(await vouch(houses, 'Ulena', kim, 'new@acme.test')).toContain('You can’t vouch for yourself');
    const lena = (await store.people.byEmail('lena@acme.test'))!.id;
    const account = other.account('1kim');
    await store.people.link(account, lena, 'kim there', house.now());
    await store.people.unbind(account, house.now());
    house.pass(1_000);
    expect(await vouch(houses, 'Ulena', kim, 'kim@acme.test')).toContain('You can’t vouch for yourself');
    await vouch(houses, 'Ugrace', kim, 'bob@acme.test');
    house.pass(25 * 3_600_000);
    await house.sweep();
    house.pass(10_000);
    await house.sweep();
    const [waiting] = await store.people.waiting();
    const confirmed = await house.say('Ulena', 'confirm-person', { waiting: waiting!.id });
    expect(confirmed).toContain('You count as one person');
    expect(await store.people.byAccount(account)).toBeNull();
  });

  it('for an address that was given up: only a chat’s proof makes it somebody’s again (A8)', async () => {
    const houses = await open(catalogue);
    const { house, store, chat } = houses;
    await house.say('Ubob', 'mine', {});
    chat.byUser.get('Ubob')!.email = 'robert@acme.test';
    await house.say('Ubob', 'mine', {});
    await house.say('Ulena', 'confirm-person', { waiting: (await store.people.waiting())[0]!.id });
    expect(await vouch(houses, 'Ulena', kim, 'bob@acme.test')).toContain('bob@acme.test was given up');
    await house.say('Uada', 'grant', { ...consoleProd, who: [{ kind: 'email', email: 'bob@acme.test' }] });
    expect(await vouch(houses, 'Ulena', kim, 'bob@acme.test')).toContain('bob@acme.test was given up');
    expect(await store.people.byEmail('bob@acme.test')).toMatchObject({ accounts: [] });
  });

  it.each([
    ['an account whose profile shows an e-mail', slack('hire'), 'hire@acme.test', 'so nobody has to vouch'],
    ['an e-mail from elsewhere', kim, 'kim@elsewhere.test', 'isn’t from acme.test'],
    ['something that is no e-mail', kim, 'kim', 'isn’t an e-mail address'],
    ['the default administrator', kim, 'root@acme.test', 'isn’t a person (R6)'],
    ['an account that is not there', { kind: 'unknown', text: 'discord:1nobody' }, 'kim@acme.test', 'not-found'],
    ['no account', { kind: 'email', email: 'kim@acme.test' }, 'kim@acme.test', 'Mention the account'],
  ])('for %s', async (_what, who, email, sentence) => {
    const houses = await open(catalogue);
    expect(await vouch(houses, 'Ulena', who, email)).toContain(sentence);
  });
});
