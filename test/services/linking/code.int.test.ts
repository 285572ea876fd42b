import { describe, expect, it } from 'vitest';
import { answersTo, codeIn, directTo, entered, journal, linkIn, minute, open, start, textOf } from './house.ts';

describe('a code', () => {
  it('is shown to who started, with what linking allows and nothing about the account that they named', async () => {
    const { house, other, store } = await open();
    const { message } = await house.call('Ubob', 'link', { account: '1bob' });
    expect(codeIn(message)).toMatch(/^[2-9B-Z]{4}-[2-9B-Z]{4}$/);
    expect(textOf(message)).toContain('1bob');
    expect(textOf(message)).not.toContain('bob there');
    expect(textOf(message)).toContain('each can do what the other can');
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
    expect(await say(order[0]!)).toContain('The other account has to confirm too');
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
    expect(await say(order[1]!)).toContain('already confirmed this');
    expect(await house.say('1bob', 'mine', {}, undefined, other)).not.toContain('isn’t linked');
  });

  it('may be started from the account that is nobody yet, and typed in any case, without the dash', async () => {
    const { house, store, other } = await open();
    const { message } = await house.call('1bob', 'link', { account: 'bob@acme.test' }, undefined, other);
    expect(textOf(message)).toContain('bob@acme.test');
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
    expect(answersTo(chat, 'Ubob').at(-1)?.summary).toContain('entered incorrectly 5 times');
    expect(await house.say('1bob', 'link', { code }, undefined, other)).toBe(wrong);
    expect(await journal(houses, 'refused')).toHaveLength(1);
  });

  it('guessed by the named account is used up after five tries', async () => {
    const houses = await open();
    const { house, chat, other } = houses;
    const code = await start(houses);
    for (let n = 0; n < 5; n++) await house.say('1bob', 'link', { code: `ZZZZ-ZZZ${n + 2}` }, undefined, other);
    expect(answersTo(chat, 'Ubob').at(-1)?.summary).toContain('entered incorrectly 5 times');
    expect(await house.say('1bob', 'link', { code }, undefined, other)).toContain('doesn’t work here');
  });

  it('cannot be guessed more than ten times an hour by one account', async () => {
    const { house, other } = await open();
    const guess = () => house.say('1eve', 'link', { code: 'ZZZZ-ZZZZ' }, undefined, other);
    for (let n = 0; n < 10; n++) expect(await guess()).toContain('doesn’t work here');
    expect(await guess()).toContain('Too many wrong codes');
    house.pass(60 * minute);
    expect(await guess()).toContain('doesn’t work here');
  });

  it('is good once, and for ten minutes', async () => {
    const houses = await open();
    const { house, other } = houses;
    const code = await start(houses);
    house.pass(10 * minute);
    expect(await house.say('1bob', 'link', { code }, undefined, other)).toContain('doesn’t work here');
    const next = await start(houses);
    const link = linkIn((await house.call('1bob', 'link', { code: next }, undefined, other)).message);
    await house.say('1bob', 'link-confirm', { link }, undefined, other);
    await house.say('Ubob', 'link-confirm', { link });
    expect(await house.say('1bob', 'link', { code: next }, undefined, other)).toContain('doesn’t work here');
  });

  it('is replaced by a newer one of the same account', async () => {
    const houses = await open();
    const first = await start(houses);
    const second = await start(houses);
    const enter = (code: string) => houses.house.say('1bob', 'link', { code }, undefined, houses.other);
    expect(await enter(first)).toContain('doesn’t work here');
    expect(await enter(second)).toContain('Link bob (Slack) and bob there (Discord)?');
  });

  it('is not confirmed by a third account, nor late', async () => {
    const houses = await open();
    const { house, other } = houses;
    const link = await entered(houses);
    expect(await house.say('Ueve', 'link-confirm', { link })).toContain('no longer open');
    expect(await house.say('Ueve', 'link-refuse', { link })).toContain('no longer open');
    await house.say('1bob', 'link-confirm', { link }, undefined, other);
    house.pass(10 * minute);
    expect(await house.say('Ubob', 'link-confirm', { link })).toContain('no longer open');
    expect(await houses.store.people.byAccount(other.account('1bob'))).toBeNull();
  });

  it('is refused by either side for both, and the other hears it', async () => {
    const houses = await open();
    const { house, chat, other } = houses;
    const link = await entered(houses);
    await house.say('Ubob', 'link-confirm', { link });
    expect(await house.say('1bob', 'link-refuse', { link }, undefined, other)).toContain('Nothing was linked');
    expect(answersTo(chat, 'Ubob').at(-1)?.summary).toContain('bob there (Discord) declined');
    expect(await house.say('Ubob', 'link-confirm', { link })).toContain('no longer open');
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
    expect(await house.say('Ubob', 'link-confirm', { link })).toContain('no longer open');
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
