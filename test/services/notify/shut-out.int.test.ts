import { cardKind } from '../../support/card-kind.ts';
import { describe, expect, it } from 'vitest';
import type { FakeChat } from '../../support/fake-chat.ts';
import { openHouses } from '../../support/open-house.ts';

const opened = openHouses(['ada', 'mia', 'lena']);
const ask = { kind: 'console', product: 'acme-prod' };
const minute = 60_000;
const inChannel = ({ posts }: FakeChat, channel: string) => posts.filter((post) => post.channel === channel);
const cards = (chat: FakeChat) => inChannel(chat, 'C0APPROVE').map(({ message }) => cardKind(message));

describe('a channel that shuts Latchkey out', () => {
  it('gets its card when it lets Latchkey in again, and the administrators are told once', async () => {
    const { house, chat } = await opened();
    chat.shut.add('C0APPROVE');
    await house.call('Umia', 'request', ask);
    await house.settle(0);
    await house.say('Ulena', 'request', ask);
    expect(cards(chat)).toEqual([]);
    expect(JSON.stringify(inChannel(chat, 'D-Uada'))).toContain(' wants ');
    const told = inChannel(chat, 'D-Ulena').filter(({ message }) => message.summary.includes('can’t post'));
    expect(told).toHaveLength(1);
    expect(told[0]?.message.summary).toContain('channels.approvals');
    chat.shut.clear();
    house.pass(minute);
    await house.sweep();
    expect(cards(chat)).toEqual(['request', 'request']);
  });

  it('does not keep an old card for ever: it follows when the channel is open again', async () => {
    const { house, chat, store } = await opened();
    await house.say('Umia', 'request', ask);
    const [access] = await store.accesses.waiting(1);
    chat.shut.add('C0APPROVE');
    await house.say('Uada', 'approve', { id: access!.id });
    expect((await store.accesses.byId(access!.id))?.access.state).toBe('active');
    expect(cards(chat)).toEqual(['request']);
    chat.shut.clear();
    house.pass(minute);
    await house.sweep();
    expect(cards(chat)).toEqual(['granted']);
  });

  it('has every entry of the audit trail once, in order, when it is open again', async () => {
    const { house, chat, store } = await opened();
    const before = inChannel(chat, 'C0AUDIT').length;
    chat.shut.add('C0AUDIT');
    await house.say('Umia', 'request', ask);
    await house.say('Ulena', 'request', ask);
    expect(inChannel(chat, 'C0AUDIT')).toHaveLength(before);
    chat.shut.clear();
    house.pass(minute);
    await house.sweep();
    const head = (await store.chain.head())!.seq;
    const last = await store.cards.lastAudit('slack', 'C0AUDIT', head);
    expect(last).toMatchObject({ to: head, failed: null });
    const ranges = inChannel(chat, 'C0AUDIT').map(({ message }) => /^Audit (\d+)(?:–(\d+))?/.exec(message.summary));
    const numbers = ranges.flatMap((range) => {
      const [from, to] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
    expect(numbers).toEqual(Array.from({ length: head }, (_, index) => index + 1));
  });

  it('goes on after somebody wrote a message into MongoDB that claims to be far ahead', async () => {
    const { house, chat, store } = await opened();
    const forged = await store.cards.lastAudit('slack', 'C0AUDIT', 1_000);
    await store.cards.ensure({ ...forged!, id: 'audit-slack-C0AUDIT-900', from: 900, to: 999_999 });
    const before = inChannel(chat, 'C0AUDIT').length;
    await house.say('Umia', 'request', ask);
    await house.sweep();
    expect(inChannel(chat, 'C0AUDIT').length).toBeGreaterThan(before);
  });
});
