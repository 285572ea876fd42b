import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../../src/domain/catalogue.ts';
import type { Message } from '../../../src/domain/message.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { accessesOf, openTwoChats } from '../../support/open-house.ts';
import { answersTo, breakOnce, codeIn, directTo, entered, journal, linkIn, linked, minute, open } from './house.ts';

/** The usual organisation with one more Administrator of mdm-eu. */
function withAdministrator(email: string): Catalogue {
  const catalogue = testCatalogue();
  const instances = catalogue.instances.map((one) => ({
    ...one,
    members: [...one.members, { role: 'Administrator', email }],
  }));
  return { ...catalogue, instances };
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
    expect(await house.say('1bob', 'mine', {}, undefined, other)).toContain('isn’t linked to a person');
    expect(await house.say('Ubob', 'unlink-confirmed', button(asked.message)!.args)).toContain('no longer linked');
  });

  it('takes away no account whose platform proves its e-mail, nor what is not theirs', async () => {
    const houses = await open();
    const { house } = houses;
    expect(await house.say('Ubob', 'unlink', {})).toContain('yours because Slack shows your e-mail bob@acme.test');
    await linked(houses);
    expect(await house.say('Ubob', 'unlink', { account: 'Ubob' })).toContain('because Slack shows your e-mail');
    expect(await house.say('Ubob', 'unlink', { account: '1eve' })).toContain('isn’t the name of one of your accounts');
    const args = button((await house.call('Ubob', 'unlink', { account: 'discord:1bob' })).message)!.args;
    expect(await house.say('Ueve', 'unlink-confirmed', args)).toContain('Only the person whose account it is');
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
    expect(JSON.stringify(row)).toContain(
      'bob there (Discord), discord:1bob, along with slack:T1/Ubob. Linked by code: ',
    );
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

it('one account is one vote: what it approved for one person is void once it is another’s (A3, A4, A7)', async () => {
  const { house, store, other } = await openTwoChats(
    ['ada', 'grace', 'eve', 'sven'],
    ['mod'],
  )(withAdministrator('sven@acme.test'));
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
  const refused = await house.say('Uada', 'approve', { id });
  expect(JSON.stringify(refused)).toContain('count as one person');
  await house.say('Usven', 'approve', { id });
  const [access] = await accessesOf(store, 'eve');
  expect(access?.asks[0]?.decisions).toHaveLength(2);
  expect(access?.state).toBe('requested');
  expect(JSON.stringify(access?.events.at(-1)?.because)).toContain('an account that is no longer theirs');
  await house.say('Ugrace', 'approve', { id });
  expect((await accessesOf(store, 'eve'))[0]?.state).toBe('active');
});
