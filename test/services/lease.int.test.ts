import { describe, expect, it } from 'vitest';
import { ChatUnavailable } from '../../src/ports/chat.ts';
import { leaseMs } from '../../src/services/notify/send-once.ts';
import { openHouses } from '../support/open-house.ts';

const opened = openHouses(['ada', 'mia', 'lena']);
const ask = { kind: 'console', product: 'acme-prod' };
const approvals = 'C0APPROVE';

/** The card of the only request in the approvals channel. */
const cardOf = async (store: Awaited<ReturnType<typeof opened>>['store']) => {
  const [access] = await store.accesses.waiting(1);
  return (await store.cards.ofAccess(access!.id)).find(({ kind }) => kind === 'approval');
};

describe('whoever sends a message', () => {
  it('waits for the channel’s slot before it claims the message, so that no wait uses up the lease', async () => {
    const { house, chat, store } = await opened();
    chat.refuse('pace', (channel) => (channel === approvals ? new ChatUnavailable('busy', 30_000) : null));
    await house.call('Umia', 'request', ask);
    await house.settle(0);
    expect(chat.posts.filter(({ channel }) => channel === approvals)).toEqual([]);
    // Nothing is written before its turn.
    expect(await cardOf(store)).toBeUndefined();
    chat.refuse('pace', null);
    await house.settle(1);
    expect(chat.posts.filter(({ channel }) => channel === approvals)).toHaveLength(1);
  });

  it('posts nothing after a look-up that took longer than the lease, where somebody else is at it', async () => {
    const { house, chat, store } = await opened();
    chat.faults.push('before');
    await house.call('Umia', 'request', ask);
    await house.settle(0);
    const card = (await cardOf(store))!;
    expect(card.attemptedAt).not.toBeNull();
    // While it looks, its lease runs out and another process takes the message over.
    let isTaken = false;
    Object.assign(chat.chat, {
      find: async () => {
        house.pass(leaseMs + 1_000);
        isTaken = (await store.cards.claim(card, house.now(), leaseMs)) !== null;
        return null;
      },
    });
    house.pass(leaseMs);
    await house.services.drain(card.access!).catch(() => undefined);
    expect(isTaken).toBe(true);
    expect(chat.posts.filter(({ channel }) => channel === approvals)).toEqual([]);
  });
});
