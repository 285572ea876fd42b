import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/domain/message.ts';
import { ChatUnavailable } from '../../src/ports/chat.ts';
import { testCatalogue } from '../support/catalogue.ts';
import type { FakeChat } from '../support/fake-chat.ts';
import type { OpenHouses } from '../support/open-house.ts';
import { accessesOf, openTwoChats } from '../support/open-house.ts';

const open = openTwoChats(['bob', 'eve', 'lena', 'otto'], ['bob', 'eve', 'mod']);
const minute = 60_000;

const textOf = (message: Message): string => JSON.stringify(message);
const codeIn = (message: Message): string => /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(message.summary)?.[0] ?? 'no code';
const linkIn = (message: Message): string =>
  String(message.buttons?.find(({ command }) => command === 'link-confirm')?.args['link']);
const answersTo = (chat: FakeChat, user: string) =>
  chat.answers.filter(({ to }) => to === user).map(({ message }) => message);
const directTo = (chat: FakeChat, user: string) =>
  chat.posts.filter(({ channel }) => channel === `D-${user}`).map(({ message }) => message.summary);

/** Bob of the first chat names his account in the other, and gives the code. */
async function start({ house }: OpenHouses, named = '1bob'): Promise<string> {
  return codeIn((await house.call('Ubob', 'link', { account: named })).message);
}

/** The code entered from the other chat; gives the id of the link. */
async function entered(houses: OpenHouses): Promise<string> {
  const code = await start(houses);
  const outcome = await houses.house.call('1bob', 'link', { code }, undefined, houses.other);
  return linkIn(outcome.message);
}

async function linked(houses: OpenHouses): Promise<void> {
  const link = await entered(houses);
  await houses.house.say('1bob', 'link-confirm', { link }, undefined, houses.other);
  await houses.house.say('Ubob', 'link-confirm', { link });
}

const journal = async ({ store }: OpenHouses, event: string) =>
  (await store.chain.search({}, 200)).filter((entry) => entry.event === event);

describe('a code', () => {
  it('is shown to who started, with the full name of the other account and what linking allows', async () => {
    const { house, other, store } = await open();
    const { message } = await house.call('Ubob', 'link', { account: '1bob' });
    expect(codeIn(message)).toMatch(/^[2-9B-Z]{4}-[2-9B-Z]{4}$/);
    expect(textOf(message)).toContain('bob there (Discord)');
    expect(textOf(message)).toContain('can ask, decide and do everything that bob@acme.test may');
    expect(textOf(message)).toContain('What its own roles there allow here, bob@acme.test may do as well.');
    expect([...other.posts, ...other.answers]).toEqual([]);
    const [link] = await store.links.live(house.now());
    expect(JSON.stringify(link)).not.toContain(codeIn(message));
    expect(JSON.stringify(link)).not.toContain(codeIn(message).replace('-', ''));
    expect(link?.expiresAt).toBe(house.now() + 10 * minute);
  });

  it.each([
    ['the one who entered it first', ['1bob', 'Ubob']],
    ['the starter first', ['Ubob', '1bob']],
  ])('makes one person of both when both confirm: %s', async (_, order) => {
    const houses = await open();
    const { house, store, chat, other } = houses;
    const link = await entered(houses);
    const asked = answersTo(chat, 'Ubob').at(-1);
    expect(linkIn(asked!)).toBe(link);
    for (const name of ['bob (Slack)', 'bob there (Discord)']) expect(textOf(asked!)).toContain(name);
    const say = (user: string) => house.say(user, 'link-confirm', { link }, undefined, user === '1bob' ? other : chat);
    expect(await say(order[0]!)).toContain('It waits for the other side');
    expect(await store.people.byAccount(other.account('1bob'))).toBeNull();
    expect(await say(order[1]!)).toContain('Linked');
    const bob = await store.people.byEmail('bob@acme.test');
    expect(await store.people.byAccount(other.account('1bob'))).toMatchObject({
      person: bob?.id,
      how: 'code',
      email: null,
      name: 'bob there',
    });
    expect(directTo(chat, 'Ubob')).toEqual(['bob there (Discord) was linked to bob@acme.test']);
    expect(await journal(houses, 'link')).toEqual([
      expect.objectContaining({
        subject: 'bob@acme.test',
        facts: expect.objectContaining({ account: 'discord:1bob', with: 'slack:T1/Ubob', how: 'code' }) as unknown,
      }),
    ]);
    expect(await say(order[1]!)).toContain('confirmed this already');
    expect(await house.say('1bob', 'mine', {}, undefined, other)).not.toContain('not linked');
  });

  it('may be started from the account that is nobody yet, and typed in any case, without the dash', async () => {
    const { house, store, other } = await open();
    const { message } = await house.call('1bob', 'link', { account: 'bob@acme.test' }, undefined, other);
    expect(textOf(message)).toContain('bob (Slack)');
    const entering = await house.call('Ubob', 'link', { account: codeIn(message).replace('-', '').toLowerCase() });
    const link = linkIn(entering.message);
    await house.say('Ubob', 'link-confirm', { link });
    await house.say('1bob', 'link-confirm', { link }, undefined, other);
    expect(await store.people.byAccount(other.account('1bob'))).toMatchObject({ how: 'code' });
  });

  it('tried from a third account is refused like a wrong one, and its tries are used up', async () => {
    const houses = await open();
    const { house, chat, other } = houses;
    const code = await start(houses);
    const wrong = await house.say('1eve', 'link', { code: 'ZZZZ-ZZZZ' }, undefined, other);
    const third = await house.say('1eve', 'link', { code }, undefined, other);
    expect(third).toBe(wrong);
    expect(await house.say('Ueve', 'link', { code })).toBe(wrong);
    for (let n = 0; n < 3; n++) await house.say('1eve', 'link', { code }, undefined, other);
    expect(answersTo(chat, 'Ubob').at(-1)?.summary).toContain('tried 5 times in vain');
    expect(await house.say('1bob', 'link', { code }, undefined, other)).toBe(wrong);
    expect(await journal(houses, 'refused')).toHaveLength(1);
  });

  it('guessed by the named account is used up after five tries', async () => {
    const houses = await open();
    const { house, chat, other } = houses;
    const code = await start(houses);
    for (let n = 0; n < 5; n++) await house.say('1bob', 'link', { code: `ZZZZ-ZZZ${n + 2}` }, undefined, other);
    expect(answersTo(chat, 'Ubob').at(-1)?.summary).toContain('tried 5 times in vain');
    expect(await house.say('1bob', 'link', { code }, undefined, other)).toContain('not valid here');
  });

  it('cannot be guessed more than ten times an hour by one account', async () => {
    const { house, other } = await open();
    const guess = () => house.say('1eve', 'link', { code: 'ZZZZ-ZZZZ' }, undefined, other);
    for (let n = 0; n < 10; n++) expect(await guess()).toContain('not valid here');
    expect(await guess()).toContain('Too many wrong codes');
    house.pass(60 * minute);
    expect(await guess()).toContain('not valid here');
  });

  it('is good once, and for ten minutes', async () => {
    const houses = await open();
    const { house, other } = houses;
    const code = await start(houses);
    house.pass(10 * minute);
    expect(await house.say('1bob', 'link', { code }, undefined, other)).toContain('not valid here');
    const next = await start(houses);
    const link = linkIn((await house.call('1bob', 'link', { code: next }, undefined, other)).message);
    await house.say('1bob', 'link-confirm', { link }, undefined, other);
    await house.say('Ubob', 'link-confirm', { link });
    expect(await house.say('1bob', 'link', { code: next }, undefined, other)).toContain('not valid here');
  });

  it('is replaced by a newer one of the same account', async () => {
    const houses = await open();
    const first = await start(houses);
    const second = await start(houses);
    const enter = (code: string) => houses.house.say('1bob', 'link', { code }, undefined, houses.other);
    expect(await enter(first)).toContain('not valid here');
    expect(await enter(second)).toContain('Link bob (Slack) and bob there (Discord)?');
  });

  it('is not confirmed by a third account, nor late', async () => {
    const houses = await open();
    const { house, other } = houses;
    const link = await entered(houses);
    expect(await house.say('Ueve', 'link-confirm', { link })).toContain('not open any more');
    expect(await house.say('Ueve', 'link-refuse', { link })).toContain('not open any more');
    await house.say('1bob', 'link-confirm', { link }, undefined, other);
    house.pass(10 * minute);
    expect(await house.say('Ubob', 'link-confirm', { link })).toContain('not open any more');
    expect(await houses.store.people.byAccount(other.account('1bob'))).toBeNull();
  });

  it('is refused by either side for both, and the other hears it', async () => {
    const houses = await open();
    const { house, chat, other } = houses;
    const link = await entered(houses);
    await house.say('Ubob', 'link-confirm', { link });
    expect(await house.say('1bob', 'link-refuse', { link }, undefined, other)).toContain('nothing was linked');
    expect(answersTo(chat, 'Ubob').at(-1)?.summary).toContain('bob there (Discord) refused');
    expect(await house.say('Ubob', 'link-confirm', { link })).toContain('not open any more');
    expect(await journal(houses, 'link')).toEqual([]);
  });

  it('does not link a member who left before the last step', async () => {
    const houses = await open();
    const { house, chat, other, store } = houses;
    const link = await entered(houses);
    await house.say('1bob', 'link-confirm', { link }, undefined, other);
    other.byUser.get('1bob')!.outside = 'not-found';
    expect(await house.say('Ubob', 'link-confirm', { link })).toContain(
      'About the account in Discord: You are outside',
    );
    expect(await store.people.byAccount(other.account('1bob'))).toBeNull();
    other.byUser.get('1bob')!.outside = undefined as never;
    expect(await house.say('Ubob', 'link-confirm', { link })).toContain('not open any more');
    expect(chat.posts.filter(({ channel }) => channel === 'D-Ubob')).toEqual([]);
  });

  it('reaches the starter by a direct message where the private answer is no longer possible', async () => {
    const houses = await open();
    const { house, chat, other } = houses;
    const code = await start(houses);
    const answer = chat.chat.answer.bind(chat.chat);
    chat.chat.answer = () => Promise.reject(new Error('the reply has expired'));
    await house.say('1bob', 'link', { code }, undefined, other);
    chat.chat.answer = answer;
    expect(directTo(chat, 'Ubob')).toEqual(['Link bob (Slack) and bob there (Discord)?']);
  });
});

describe('who leaves where they are known', () => {
  it('has left everywhere, and is back with it', async () => {
    const houses = await open();
    const { house, chat, other, store } = houses;
    await linked(houses);
    chat.byUser.get('Ubob')!.outside = 'deactivated';
    const refused = await house.say('1bob', 'mine', {}, undefined, other);
    expect(refused).toContain('linked to bob in Slack, which is not inside any more');
    expect((await store.people.byAccount(chat.account('Ubob')))?.outsideSince).not.toBeNull();
    expect(await house.say('1bob', 'link', {}, undefined, other)).toBe(refused);
    chat.byUser.get('Ubob')!.outside = undefined as never;
    expect(await house.say('1bob', 'mine', {}, undefined, other)).not.toContain('not inside');
  });

  it('waits everywhere while a changed e-mail waits there to be confirmed', async () => {
    const houses = await open();
    const { house, chat, other, store } = houses;
    await linked(houses);
    chat.byUser.get('Ubob')!.email = 'robert@acme.test';
    expect(await house.say('1bob', 'mine', {}, undefined, other)).toContain('waits for its e-mail to be confirmed');
    expect(await store.people.waiting()).toMatchObject([{ newEmail: 'robert@acme.test', why: 'changed' }]);
  });

  it('is what was last seen while the chat is away; a decision that needs to know waits', async () => {
    const houses = await open();
    const { house, chat, other } = houses;
    await linked(houses);
    chat.chat.profile = () => Promise.reject(new ChatUnavailable('the chat is away', null));
    expect(await house.say('1bob', 'mine', {}, undefined, other)).not.toContain('not inside');
    await expect(house.services.identify(other.account('1bob'), { fresh: true })).rejects.toThrow('is away');
  });

  it('and who leaves the other chat alone goes on here', async () => {
    const houses = await open();
    const { house, other } = houses;
    await linked(houses);
    other.byUser.get('1bob')!.outside = 'not-found';
    expect(await house.say('1bob', 'mine', {}, undefined, other)).toContain('You are outside');
    expect(await house.say('Ubob', 'mine', {})).not.toContain('outside');
  });
});

describe('what cannot be linked is refused with the way out', () => {
  it('nobody is found by that name', async () => {
    const { house } = await open();
    expect(await house.say('Ubob', 'link', { account: 'nobody' })).toContain('There is no account “nobody” in Discord');
    expect(await house.say('Ubob', 'link', { account: 'Ueve' })).toContain('There is no account “Ueve” in Discord');
    expect(await house.say('Ubob', 'link', {})).toContain('/access link ACCOUNT');
    expect(await house.say('Ubob', 'link', { account: '1bob', code: 'ZZZZ-ZZZZ' })).toContain('not both');
  });

  it('accounts are not tried out one after the other', async () => {
    const { house, other } = await open();
    const name = () => house.say('1eve', 'link', { account: 'nobody@acme.test' }, undefined, other);
    for (let n = 0; n < 20; n++) expect(await name()).toContain('There is no account');
    expect(await name()).toContain('try again in an hour');
    expect(await house.say('1eve', 'link', { code: 'ZZZZ-ZZZZ' }, undefined, other)).toContain('not valid here');
  });

  it('both are one person already, or two', async () => {
    const houses = await open();
    const { house, other } = houses;
    await linked(houses);
    expect(await house.say('Ubob', 'link', { account: '1bob' })).toContain('are linked already');
    expect(await house.say('Ueve', 'link', { account: '1bob' })).toContain('take bob there (Discord) away');
    expect(await house.say('Ubob', 'link', { account: '1eve' })).toContain('has an account of Discord already');
    expect(await house.say('1bob', 'link', {}, undefined, other)).toContain('You are bob@acme.test');
  });

  it('a declared account stays what the file says', async () => {
    const { house, other } = await open(testCatalogue({ members: ['discord:1mod'] }));
    expect(await house.say('Ubob', 'link', { account: '1mod' })).toContain('is declared in latchkey.yml by its id');
    expect(await house.say('1mod', 'link', { account: 'bob@acme.test' }, undefined, other)).toContain(
      'take it out there',
    );
    expect(await house.say('1mod', 'unlink', {}, undefined, other)).toContain('is declared in latchkey.yml');
  });

  it('a declaration that is gone gives way to a link', async () => {
    const { house, other, store, restart } = await open(testCatalogue({ members: ['discord:1bob'] }));
    await house.say('1bob', 'mine', {}, undefined, other);
    const after = restart(testCatalogue({ hash: 'b'.repeat(64) }));
    const { message } = await after.call('Ubob', 'link', { account: '1bob' });
    const link = linkIn((await after.call('1bob', 'link', { code: codeIn(message) }, undefined, other)).message);
    await after.say('Ubob', 'link-confirm', { link });
    await after.say('1bob', 'link-confirm', { link }, undefined, other);
    const bob = await store.people.byEmail('bob@acme.test');
    expect(await store.people.byAccount(other.account('1bob'))).toMatchObject({ person: bob?.id, how: 'code' });
    expect(await store.people.byEmail('discord:1bob')).toMatchObject({ id: bob?.id });
  });
});

describe('a process that dies between two steps', () => {
  it.each([
    ['bound', 'link'],
    ['recorded', 'append'],
  ])('before it was %s, is finished by the job that comes again: once', async (_, method) => {
    const houses = await open();
    const { house, chat, other, store } = houses;
    const link = await entered(houses);
    await house.say('1bob', 'link-confirm', { link }, undefined, other);
    const restore = breakOnce(method === 'link' ? store.people : store.journal, method);
    await house.call('Ubob', 'link-confirm', { link });
    const [job] = house.jobs;
    await expect(house.settle()).rejects.toThrow('killed');
    restore();
    house.jobs.push(job!);
    await house.settle();
    expect(answersTo(chat, 'Ubob').at(-1)?.summary).toContain('Linked');
    await expectLinkedOnce(houses);
  });

  it.each([
    ['it was told', 'cards', 'ensure'],
    ['it was closed', 'links', 'close'],
  ] as const)('before %s, is finished by the sweeper: once', async (_, part, method) => {
    const houses = await open();
    const { house, other, store } = houses;
    const link = await entered(houses);
    await house.say('1bob', 'link-confirm', { link }, undefined, other);
    const restore = breakOnce(store[part], method);
    await house.call('Ubob', 'link-confirm', { link });
    await expect(house.settle()).rejects.toThrow('killed');
    restore();
    house.pass(4_000);
    await house.sweep();
    await expectLinkedOnce(houses);
    expect(await store.links.byId(link)).toMatchObject({ state: 'done' });
  });

  it('and two workers that confirm at once, link once', async () => {
    const houses = await open();
    const { house, other } = houses;
    const link = await entered(houses);
    await house.call('1bob', 'link-confirm', { link }, undefined, other);
    await house.call('Ubob', 'link-confirm', { link });
    const jobs = house.jobs.splice(0);
    const run = (one: (typeof jobs)[number]) =>
      one.kind === 'command' ? house.handlers.command(one.job, { attempt: 1, last: false }) : Promise.resolve();
    await Promise.allSettled([...jobs, ...jobs].map(run));
    for (const one of jobs) await run(one);
    await house.settle();
    await expectLinkedOnce(houses);
  });

  async function expectLinkedOnce(houses: OpenHouses): Promise<void> {
    const { store, chat, other, house } = houses;
    await house.settle();
    const bob = await store.people.byEmail('bob@acme.test');
    expect(await store.people.byAccount(other.account('1bob'))).toMatchObject({ person: bob?.id });
    expect(directTo(chat, 'Ubob')).toHaveLength(1);
    expect(await journal(houses, 'link')).toHaveLength(1);
  }
});

/** Makes the next call of a method fail as if the process had died there. */
function breakOnce(part: object, method: string): () => void {
  const target = part as Record<string, unknown>;
  const real = target[method];
  target[method] = () => Promise.reject(new Error('killed'));
  return () => {
    target[method] = real;
  };
}

describe('unlinking', () => {
  const button = (message: Message) => message.buttons?.[0];

  it.each(['Ubob', '1bob'])('asks first, and does it from either chat: %s', async (user) => {
    const houses = await open();
    const { house, store, chat, other } = houses;
    await linked(houses);
    const from = user === '1bob' ? other : chat;
    const asked = await house.call(user, 'unlink', {}, undefined, from);
    expect(asked.message.summary).toBe('Unlink bob there (Discord)?');
    expect(await store.people.byAccount(other.account('1bob'))).not.toBeNull();
    expect(await house.say(user, 'unlink-confirmed', button(asked.message)!.args, undefined, from)).toContain(
      'Unlinked',
    );
    expect(await store.people.byAccount(other.account('1bob'))).toBeNull();
    expect(directTo(chat, 'Ubob').at(-1)).toBe('bob there (Discord) was unlinked from bob@acme.test');
    expect(directTo(other, '1bob').at(-1)).toBe('bob there (Discord) was unlinked from bob@acme.test');
    expect(await journal(houses, 'unlink')).toHaveLength(1);
    expect(await house.say('1bob', 'mine', {}, undefined, other)).toContain('not linked to a person');
    expect(await house.say('Ubob', 'unlink-confirmed', button(asked.message)!.args)).toContain('not linked any more');
  });

  it('takes away no account whose platform proves its e-mail, nor what is not theirs', async () => {
    const houses = await open();
    const { house } = houses;
    expect(await house.say('Ubob', 'unlink', {})).toContain('yours by the e-mail bob@acme.test that Slack proves');
    await linked(houses);
    expect(await house.say('Ubob', 'unlink', { account: 'Ubob' })).toContain('that Slack proves');
    expect(await house.say('Ubob', 'unlink', { account: '1eve' })).toContain('is not one account of yours');
    const args = button((await house.call('Ubob', 'unlink', { account: 'discord:1bob' })).message)!.args;
    expect(await house.say('Ueve', 'unlink-confirmed', args)).toContain('Only whose account it is');
  });

  it('lasts, also where somebody could not be told of the link yet', async () => {
    const houses = await open();
    const { house, store, chat, other } = houses;
    const link = await entered(houses);
    await house.call('1bob', 'link-confirm', { link }, undefined, other);
    await house.call('Ubob', 'link-confirm', { link });
    const restore = breakOnce(chat.chat, 'directChannel');
    await expect(house.settle()).rejects.toThrow('killed');
    restore();
    const bound = (await store.people.byAccount(other.account('1bob')))!;
    await house.say('Ulena', 'unlink-confirmed', { ...bound.account, since: bound.boundAt });
    house.pass(minute);
    await house.sweep();
    expect(await store.people.byAccount(other.account('1bob'))).toBeNull();
    expect(await journal(houses, 'link')).toHaveLength(1);
    expect(await journal(houses, 'unlink')).toHaveLength(1);
  });

  it('is finished by the next process, and told once', async () => {
    const houses = await open();
    const { house, store, chat, other } = houses;
    await linked(houses);
    const args = button((await house.call('1bob', 'unlink', {}, undefined, other)).message)!.args;
    const restore = breakOnce(store.cards, 'ensure');
    await house.call('1bob', 'unlink-confirmed', args, undefined, other);
    const [job] = house.jobs;
    await expect(house.settle()).rejects.toThrow('killed');
    restore();
    house.jobs.push(job!);
    await house.settle();
    expect(answersTo(other, '1bob').at(-1)?.summary).toContain('Unlinked');
    expect(directTo(chat, 'Ubob').filter((one) => one.includes('unlinked'))).toHaveLength(1);
    expect(await journal(houses, 'unlink')).toHaveLength(1);
  });

  it('is also a Latchkey administrator’s, who sees every link', async () => {
    const houses = await open();
    const { house, store, chat, other } = houses;
    await linked(houses);
    const { message } = await house.call('Ulena', 'people', {});
    const row = message.blocks.find((block) => block.kind === 'row');
    expect(JSON.stringify(row)).toContain('bob there (Discord), discord:1bob, beside slack:T1/Ubob; by code, since');
    expect(await house.say('Ueve', 'people', {})).toContain('Only Latchkey administrators');
    const remove = row?.kind === 'row' ? row.buttons[0] : undefined;
    expect(remove).toMatchObject({ label: 'Remove', confirm: { yes: 'Remove' } });
    expect(await house.say('Ulena', 'unlink-confirmed', remove!.args)).toContain('Unlinked');
    expect(await store.people.byAccount(other.account('1bob'))).toBeNull();
    expect(directTo(chat, 'Ubob').at(-1)).toContain('was unlinked from bob@acme.test');
    expect(await journal(houses, 'unlink')).toEqual([
      expect.objectContaining({ actor: 'lena@acme.test', subject: 'bob@acme.test' }),
    ]);
  });
});

it('who is to replace an account is shown with what stays linked to its e-mail', async () => {
  const houses = await open();
  const { house, chat } = houses;
  await linked(houses);
  chat.byUser.set('Ubob2', { user: 'Ubob2', name: 'Robert', email: 'bob@acme.test' });
  await house.say('Ubob2', 'mine', {});
  const row = (await house.call('Ulena', 'people', {})).message.blocks.find((block) => block.kind === 'row');
  expect(JSON.stringify(row)).toContain('belongs to another account (also to discord:1bob, which stays)');
  expect(JSON.stringify(row)).toContain('So will discord:1bob, as before');
});

it('one account is one voice: what it approved for one person is void once it is another’s (A3, A4)', async () => {
  const { house, store, other } = await openTwoChats(['ada', 'grace', 'eve'], ['mod'])();
  async function linkTo(user: string): Promise<void> {
    const code = codeIn((await house.call(user, 'link', { account: '1mod' })).message);
    const link = linkIn((await house.call('1mod', 'link', { code }, undefined, other)).message);
    await house.say('1mod', 'link-confirm', { link }, undefined, other);
    await house.say(user, 'link-confirm', { link });
  }
  await linkTo('Ugrace');
  await house.say('Ueve', 'request', { kind: 'role', role: 'Editor', instance: 'mdm-eu' });
  const id = (await accessesOf(store, 'eve'))[0]!.id;
  await house.say('1mod', 'approve', { id }, undefined, other);
  const bound = (await store.people.byAccount(other.account('1mod')))!;
  await house.say('Ugrace', 'unlink-confirmed', { ...bound.account, since: bound.boundAt });
  house.pass(minute);
  await linkTo('Uada');
  await house.say('Uada', 'approve', { id });
  const [access] = await accessesOf(store, 'eve');
  expect(access?.asks[0]?.decisions).toHaveLength(2);
  expect(access?.state).toBe('requested');
  expect(JSON.stringify(access?.events.at(-1)?.because)).toContain('an account that is no longer theirs');
  await house.say('Ugrace', 'approve', { id });
  expect((await accessesOf(store, 'eve'))[0]?.state).toBe('active');
});
