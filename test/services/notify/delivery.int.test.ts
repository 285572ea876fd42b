import { cardKind } from '../../support/card-kind.ts';
import { describe, expect, it } from 'vitest';
import { ChatRefused, ChatUnavailable } from '../../../src/ports/chat.ts';
import type { SortedRefusal } from '../../../src/ports/chat.ts';
import { lookUpsPerMinute } from '../../../src/services/identity/look-ups.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import type { FakeChat } from '../../support/fake-chat.ts';
import type { House } from '../../support/house.ts';
import { openHouses } from '../../support/open-house.ts';

const opened = openHouses(['ada', 'mia', 'lena']);
const ask = { kind: 'console', product: 'acme-prod' };
const hourMs = 3_600_000;
const approvals = 'C0APPROVE';
const refusal = (code: string, sorted: Partial<SortedRefusal>) => new ChatRefused(`no: ${code}`, code, sorted);
const inChannel = ({ posts }: FakeChat, channel: string) => posts.filter((post) => post.channel === channel);
const titles = (chat: FakeChat, channel = approvals) =>
  inChannel(chat, channel).map(({ message }) => cardKind(message));
const count = (chat: FakeChat, call: string) => chat.calls.filter((one) => one === call).length;

/** Everything that can happen now, and what waits for pauses of up to a minute, for so many minutes. */
async function minutes(house: House, many: number): Promise<void> {
  for (let minute = 0; minute < many; minute++) {
    await house.settle(0).catch(() => undefined);
    house.pass(61_000);
    await house.sweep();
  }
}

describe('a message that may have been sent', () => {
  it('keeps its mark while it can’t be looked up, and is there once', async () => {
    const { house, chat } = await opened();
    chat.faults.push('after');
    chat.refuse('find', () => new ChatUnavailable('wait', 5_000));
    await house.call('Umia', 'request', ask);
    await minutes(house, 2);
    expect(count(chat, `find ${approvals}`)).toBeGreaterThan(0);
    chat.refuse('find', null);
    await minutes(house, 1);
    expect(titles(chat)).toEqual(['request']);
  });
});

describe('a message that was found', () => {
  it.each([
    ['the chat doesn’t answer', () => new ChatUnavailable('busy', null)],
    ['the chat says wait', () => new ChatUnavailable('wait', 1_000)],
    ['the chat refuses it', () => refusal('brand_new', { kind: 'our-fault', isKnown: false })],
    ['the channel refuses it', () => refusal('restricted', { kind: 'blocked', concerns: 'message', isKnown: true })],
  ])('is not posted again where its first edit fails because %s', async (_why, error) => {
    const { house, chat } = await opened();
    chat.faults.push('after');
    await house.call('Umia', 'request', ask);
    await house.settle(0).catch(() => undefined);
    chat.refuse('update', (channel) => (channel === approvals ? error() : null));
    await minutes(house, 2);
    chat.refuse('update', null);
    await minutes(house, 2);
    expect(titles(chat)).toEqual(['request']);
  });
});

describe('a message that is gone', () => {
  it('is posted again with the next change, at most three times an hour', async () => {
    const { house, chat, store } = await opened();
    await house.say('Umia', 'request', ask);
    chat.refuse('update', (channel) =>
      channel === approvals ? refusal('message_not_found', { kind: 'gone', isKnown: true }) : null,
    );
    const [access] = await store.accesses.waiting(1);
    await house.say('Uada', 'approve', { id: access!.id });
    expect(titles(chat)).toEqual(['request', 'granted']);
    for (let change = 0; change < 4; change++) {
      await store.accesses.noteTarget(
        access!.id,
        { platform: 'slack', role: `r${change}`, name: 'R', account: 'slack:T1/Umia', is: 'given', sentence: null },
        house.now(),
      );
      await house.services.drain(access!.id).catch(() => undefined);
      await house.services.drain(access!.id).catch(() => undefined);
    }
    expect(titles(chat)).toHaveLength(4);
    house.pass(hourMs);
    await minutes(house, 1);
    expect(titles(chat)).toHaveLength(5);
  });
});

describe('a code that nobody knows', () => {
  it('holds up its own message only, and gives a plain version that says what to type after three tries', async () => {
    const { house, chat } = await opened();
    let left = 3;
    chat.refuse('post', (channel) =>
      channel === approvals && left-- > 0 ? refusal('brand_new', { kind: 'our-fault', isKnown: false }) : null,
    );
    await house.call('Umia', 'request', ask);
    await house.settle(0);
    expect(titles(chat)).toEqual([]);
    expect(titles(chat, 'D-Uada')).toEqual(['request']);
    await minutes(house, 3);
    const [card] = inChannel(chat, approvals);
    expect(card?.message.isPlain).toBe(true);
    expect(card?.message.summary).toMatch(/Approve: \/access approve \w+/);
    expect(inChannel(chat, approvals)).toHaveLength(1);
    const told = inChannel(chat, 'D-Ulena').filter(({ message }) => message.summary.includes('(brand_new)'));
    expect(told).toHaveLength(1);
    expect(told[0]?.message.summary).not.toContain('mia');
  });
});

describe('a token that is refused', () => {
  it('is asked by a harmless call only, and told once when it works again', async () => {
    const { house, chat } = await opened();
    const no = () => refusal('invalid_auth', { kind: 'blocked', concerns: 'token', isKnown: true });
    for (const call of ['post', 'update', 'open', 'find', 'probe'] as const) chat.refuse(call, no);
    await house.call('Umia', 'request', ask);
    await minutes(house, 1);
    const before = chat.calls.filter((call) => /^(post|update|open|find) /.test(call)).length;
    await minutes(house, 5);
    expect(chat.calls.filter((call) => /^(post|update|open|find) /.test(call))).toHaveLength(before);
    expect(count(chat, 'probe token')).toBeGreaterThanOrEqual(5);
    expect(count(chat, 'probe token')).toBeLessThanOrEqual(30);
    for (const call of ['post', 'update', 'open', 'find', 'probe'] as const) chat.refuse(call, null);
    await minutes(house, 3);
    expect(titles(chat)).toEqual(['request']);
    expect(inChannel(chat, 'D-Ulena').filter(({ message }) => message.summary.includes('(invalid_auth)'))).toHaveLength(
      1,
    );
  });
});

describe('approvers who can’t be looked up', () => {
  const administrators = Array.from({ length: 150 }, (_, n) => `a${n}@acme.test`);
  const manyAdministrators = testCatalogue({ products: [{ id: 'acme-prod', name: 'ACME', administrators }] });

  it('150 who were never met: the channel’s card stands at once, and they’re looked up within a budget', async () => {
    const { house, chat } = await opened(manyAdministrators);
    const before = chat.calls.filter((call) => call.startsWith('look-up')).length;
    await house.call('Umia', 'request', ask);
    await house.settle(0);
    expect(titles(chat)).toEqual(['request']);
    expect(chat.calls.filter((call) => call.startsWith('look-up')).length - before).toBeLessThanOrEqual(
      lookUpsPerMinute,
    );
  });

  it('nobody is told that nobody could approve before every look-up has an answer; each is asked once', async () => {
    const catalogue = testCatalogue({
      products: [{ id: 'acme-prod', name: 'ACME', administrators: administrators.slice(0, 70) }],
    });
    const { house, chat } = await opened(catalogue);
    chat.calls.length = 0;
    await house.call('Umia', 'request', ask);
    const stuck = () =>
      inChannel(chat, 'D-Ulena').filter(
        ({ message }) => message.summary.includes('ACME') || message.summary.includes('acme-prod'),
      );
    await minutes(house, 1);
    expect(titles(chat)).toEqual(['request']);
    expect(stuck()).toEqual([]);
    await minutes(house, 4);
    expect(stuck()).toHaveLength(1);
    expect(new Set(chat.calls.filter((call) => call.startsWith('look-up a'))).size).toBe(70);
    expect(chat.calls.filter((call) => call.startsWith('look-up a'))).toHaveLength(70);
  });

  it('a scope that look-ups lack holds up no card', async () => {
    const { house, chat } = await opened();
    chat.refuse('look-up', () => refusal('missing_scope', { kind: 'blocked', isKnown: true }));
    await house.call('Umia', 'request', ask);
    await house.settle(0);
    expect(titles(chat)).toEqual(['request']);
    await minutes(house, 3);
    expect(inChannel(chat, 'D-Ulena')).toEqual([]);
    expect(count(chat, 'look-up ada@acme.test')).toBeLessThanOrEqual(2);
  });
});

describe('a command that needs a look-up which is refused', () => {
  it('says that it waits, and is decided when the chat answers again', async () => {
    const { house, chat } = await opened();
    chat.refuse('profile', () => refusal('missing_scope', { kind: 'blocked', isKnown: true }));
    await house.call('Umia', 'request', ask).catch(() => undefined);
    await house.settle(12);
    const told = () => chat.answers.map(({ message }) => message.summary);
    expect(told().filter((words) => words.includes('taking longer than usual'))).toHaveLength(1);
    chat.refuse('profile', null);
    await house.settle(1);
    expect(told().at(-1)).toContain('You asked for');
  });
});

describe('what can’t be told', () => {
  it('a private answer whose place is closed becomes a direct message', async () => {
    const { house, chat } = await opened();
    chat.refuse('answer', () => refusal('expired_url', { kind: 'expired', isKnown: true }));
    await house.call('Umia', 'request', ask);
    await house.settle();
    expect(inChannel(chat, 'D-Umia').map(({ message }) => message.summary)).toEqual([
      expect.stringContaining('You asked for'),
    ]);
  });

  it('a notice is tried for 24 hours, then shown with the next answer, once', async () => {
    const { house, chat, store } = await opened();
    await house.say('Umia', 'request', ask);
    const [access] = await store.accesses.waiting(1);
    chat.refuse('open', (user) => (user === 'Umia' ? new ChatUnavailable('away', null) : null));
    await house.say('Uada', 'approve', { id: access!.id });
    for (let hour = 0; hour < 25; hour++) {
      house.pass(hourMs);
      await house.sweep();
    }
    expect(inChannel(chat, 'D-Umia')).toEqual([]);
    const answers = async () => {
      await house.say('Umia', 'request', ask);
      return JSON.stringify(chat.answers.at(-1)?.message);
    };
    const first = await answers();
    expect(first).toContain('couldn’t tell you this earlier');
    expect(first).toContain('You have');
    await house.sweep();
    expect(await answers()).not.toContain('earlier');
  });
});

describe('a card that an earlier version gave up', () => {
  it('is taken up again where its ask is open', async () => {
    const { house, chat, store } = await opened();
    chat.shut.add(approvals);
    await house.call('Umia', 'request', ask);
    await house.settle(0);
    const [access] = await store.accesses.waiting(1);
    const [card] = (await store.cards.ofAccess(access!.id)).filter(({ kind }) => kind === 'approval');
    // As the earlier version left it: given up, and its effect done.
    await store.cards.claim(card!, house.now() + 20_000, 10_000);
    await store.cards.settle(card!.id, house.now() + 20_000, { failed: 'invalid_auth' });
    await store.accesses.done(
      access!.id,
      (await store.accesses.byId(access!.id))!.outbox.map(({ id }) => id),
    );
    house.jobs.length = 0;
    chat.shut.clear();
    await house.services.takeUpAgain();
    await minutes(house, 2);
    expect(titles(chat)).toEqual(['request']);
  });
});
