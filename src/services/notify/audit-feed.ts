import type { ChainEntry } from '../../domain/events/index.ts';
import type { Platform } from '../../domain/identity.ts';
import type { CardRecord } from '../../ports/messages.ts';
import { auditMessage } from '../audit/message.ts';
import type { Deps } from '../deps.ts';
import type { FindMentions } from '../identity/mentions.ts';
import { everyOne } from '../every-one.ts';
import { Held } from './send-once.ts';
import type { SendOnce } from './send-once.ts';

/** Entries in one audit message: well within every platform's limits. */
const perMessage = 12;

/** How many messages that show erased text are edited in one go; the sweep comes back for the rest. */
const mostOutdated = 200;

/** Posts the chain to the audit channels: in order, every entry once, as many in a message as wait. */
export function createAnnounce(
  { store, directory, chats }: Pick<Deps, 'store' | 'directory' | 'chats'>,
  sendOnce: SendOnce,
  mentions: FindMentions,
  parts: { readonly editEvent: (card: CardRecord) => Promise<void> },
) {
  /** `withOlder`: also those that were left behind, since only they could not be sent. */
  return async function announce({ withOlder = false } = {}): Promise<void> {
    const channels = Object.entries(directory.catalogue.channels.audit).filter(([platform]) => chats.has(platform));
    await everyOne(channels, ([platform, channel]) => toChannel(platform, channel, withOlder));
    if (withOlder) await everyOne(await store.cards.outdated(mostOutdated), withoutErased);
  };

  async function toChannel(platform: Platform, channel: string, withOlder: boolean): Promise<void> {
    const newest = await store.chain.newest(perMessage);
    const head = newest.at(-1)?.seq ?? 0;
    const last = await store.cards.lastAudit(platform, channel, head);
    const held: Held[] = [];
    const older = withOlder ? await store.cards.unsentAudit(platform, channel) : [];
    for (const card of older) if (card.id !== last?.id) await sendOrHold(card, held);
    if (last && last.ref === null) await sendOrHold(last, held);
    let from = (last?.to ?? (await store.cards.lastAuditTo(platform, head))) + 1;
    while (from <= head) {
      const wanted = record(platform, channel, from, Math.min(from + perMessage - 1, head));
      const card = await store.cards.ensure(wanted);
      if (card.ref === null) await sendOrHold(card, held, newest);
      from = (card.to ?? head) + 1;
    }
    const soonest = held.sort((a, b) => a.ms - b.ms)[0];
    if (soonest !== undefined) throw soonest;
  }

  /** Edits a message that showed what was erased since. One that isn't there yet never shows it. */
  async function withoutErased(card: CardRecord): Promise<void> {
    if (!chats.has(card.platform)) return;
    if (card.kind === 'notice') await parts.editEvent(card);
    else if (card.ref !== null) await send(card);
    else if (card.failed === null) return;
    await store.cards.upToDate(card.id, card.erasures ?? 0);
  }

  /** A message that waits alone holds up no later one; what waits for the channel or the chat does. */
  async function sendOrHold(card: CardRecord, held: Held[], newest: readonly ChainEntry[] = []): Promise<void> {
    try {
      await send(card, newest);
    } catch (error) {
      if (!(error instanceof Held)) throw error;
      held.push(error);
    }
  }

  /** `newest`: entries that were just read, in order; the message's own are read where they aren't all among them. */
  async function send(card: CardRecord, newest: readonly ChainEntry[] = []): Promise<void> {
    if (card.failed !== null) await store.cards.reopen(card.id);
    const { erasures = 0 } = card;
    await sendOnce({ ...card, failed: null }, async () => {
      const [from, to] = [card.from ?? 1, card.to ?? 0];
      const isRead = newest.some(({ seq }) => seq === from) && newest.some(({ seq }) => seq === to);
      const message = auditMessage(
        isRead ? newest.filter(({ seq }) => seq >= from && seq <= to) : await store.chain.range(from, to),
      );
      return { message, shown: (card.to ?? 0) + erasures, mentions: await mentions(message, card.platform) };
    });
  }
}

export type Announce = ReturnType<typeof createAnnounce>;

function record(platform: Platform, channel: string, from: number, to: number): CardRecord {
  return {
    id: `audit-${platform}-${channel}-${from}`,
    kind: 'audit',
    platform,
    channel,
    access: null,
    ask: null,
    from,
    to,
    person: null,
    ref: null,
    shown: 0,
    attemptedAt: null,
    failed: null,
  };
}
