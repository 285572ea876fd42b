import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/domain/message.ts';
import { noEmails } from '../support/fake-chat.ts';
import { email, openTwoChats } from '../support/open-house.ts';

const open = openTwoChats(['ada', 'bob', 'mia', 'grace', 'guest', 'otto'], ['stranger', 'known']);

/** Somebody who exists and holds something, and somebody who doesn't; of the same length, so that answers can be compared. */
const existing = 'bob';
const unknown = 'zzz';

const console_ = { kind: 'console', product: 'acme-prod' };
const admin = { kind: 'role', instance: 'mdm-eu', role: 'Administrator' };
const commands: readonly (readonly [string, string, (name: string) => Record<string, unknown>])[] = [
  ['who WHO', 'who', (name) => ({ who: email(name) })],
  ['who ACCOUNT', 'who', (name) => ({ who: { kind: 'unknown', text: `slack:T1/U${name}` } })],
  ['check console', 'check', (name) => ({ who: email(name), permission: 'console', on: 'acme-prod' })],
  ['check permission', 'check', (name) => ({ who: email(name), permission: 'Create assets', on: 'mdm-eu' })],
  ['check everywhere', 'check', (name) => ({ who: email(name), permission: 'Create assets' })],
  ['grant console', 'grant', (name) => ({ ...console_, who: [email(name)] })],
  ['grant role', 'grant', (name) => ({ ...admin, who: [email(name)] })],
  ['revoke console', 'revoke', (name) => ({ ...console_, who: [email(name)] })],
  ['revoke role', 'revoke', (name) => ({ ...admin, who: [email(name)] })],
  ['audit about', 'audit', (name) => ({ about: email(name) })],
  ['link', 'link', (name) => ({ account: `${name}@acme.test` })],
  ['unlink', 'unlink', (name) => ({ account: `${name}@acme.test` })],
];

/** What somebody reads, with what they typed and what is different each time taken out. */
function readable(messages: readonly Message[], name: string): string {
  return JSON.stringify(messages)
    .replaceAll(name, 'WHO')
    .replace(/[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'CODE')
    .replace(/"time":\d+/g, '"time":0');
}

describe('until authority is established, an answer is the same whether somebody exists or not', () => {
  it.each([
    ['a guest', 'Uguest', false],
    ['a member without authority', 'Umia', false],
    ['an unlinked guild member', '1stranger', true],
  ] as const)('for %s', async (_who, user, there) => {
    const { chat, other, house } = await open();
    const from = there ? other : chat;
    const guest = chat.byUser.get('Uguest');
    if (guest) guest.outside = 'guest';
    for (const name of ['ada', 'grace', 'bob', 'mia']) await house.call(`U${name}`, 'mine', {});
    await house.say('Ubob', 'request', console_);
    await house.settle();
    for (const [title, command, args] of commands) {
      const seen = [];
      for (const name of [existing, unknown]) {
        const before = from.answers.length;
        const outcome = await house.call(user, command, args(name), undefined, from);
        await house.settle();
        seen.push(readable([outcome.message, ...from.answers.slice(before).map(({ message }) => message)], name));
      }
      expect(seen[0], title).toBe(seen[1]);
    }
  });

  it('and nobody is made or looked up at a chat for somebody without authority', async () => {
    const { chat, house, store } = await open();
    const asked: string[] = [];
    const accountByEmail = chat.chat.accountByEmail.bind(chat.chat);
    Object.assign(chat.chat, {
      accountByEmail: (address: string) => {
        asked.push(address);
        return accountByEmail(address);
      },
    });
    const many = Array.from({ length: 20 }, (_, at) => email(`new${at}`));
    await house.say('Umia', 'grant', { ...console_, who: many });
    expect(asked.filter((address) => address.startsWith('new'))).toEqual([]);
    expect(await store.people.byEmail('new0@acme.test')).toBeNull();
  });

  it('an approver and an auditor read who it is', async () => {
    const { house } = await open();
    for (const name of ['ada', 'bob', 'otto']) await house.call(`U${name}`, 'mine', {});
    await house.say('Ubob', 'request', console_);
    expect(await house.say('Uada', 'check', { who: email('bob'), permission: 'console', on: 'acme-prod' })).toContain(
      'bob@acme.test',
    );
    expect(await house.say('Uada', 'who', { who: email('bob') })).toContain('What bob has');
    expect(await house.say('Uotto', 'who', { who: email('zzz') })).toContain('is known');
  });

  it('offers nothing while an unlinked member types', async () => {
    const { house, other } = await open();
    const account = { platform: noEmails.platform, workspace: '', user: '1stranger' };
    expect(other.account('1stranger')).toEqual(account);
    for (const [command, form, option] of [
      ['grant', 'console', 'product'],
      ['why', null, 'id'],
      ['audit', null, 'entitlement'],
      ['check', 'permission', 'permission'],
    ] as const) {
      expect(await house.complete(account, { command, form, option, typed: '', filled: {} })).toEqual([]);
    }
  });
});
