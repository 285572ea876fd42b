import type { ChainEntry } from '../domain/audit-event.ts';
import type { Platform } from '../domain/identity.ts';
import type { CardRecord } from '../ports/store.ts';
import { auditMessage } from './audit-message.ts';
import type { Deps } from './deps.ts';
import type { FindMentions } from './mentions.ts';
import { everyOne } from './every-one.ts';
import type { SendOnce } from './send-once.ts';

/** Entries in one audit message: well within every platform's limits. */
const perMessage = 12;

/** Posts the chain to the audit channels: in order, every entry once, as many in a message as wait. */
export function createAnnounce(
  { store, directory, chats }: Pick<Deps, 'store' | 'directory' | 'chats'>,
  sendOnce: SendOnce,
  mentions: FindMentions,
) {
  return async function announce(): Promise<void> {
    const channels = Object.entries(directory.catalogue.channels.audit).filter(([platform]) => chats.has(platform));
    await everyOne(channels, ([platform, channel]) => toChannel(platform, channel));
  };

  async function toChannel(platform: Platform, channel: string): Promise<void> {
    const head = (await store.chain.head())?.seq ?? 0;
    const last = await store.cards.lastAudit(platform, channel);
    if (last && last.ref === null && last.failed === null) await send(last);
    let from = (last?.to ?? (await store.cards.lastAuditTo(platform))) + 1;
    while (from <= head) {
      const wanted = record(platform, channel, from, Math.min(from + perMessage - 1, head));
      const card = await store.cards.ensure(wanted);
      if (card.ref === null) await send(card);
      from = (card.to ?? head) + 1;
    }
  }

  async function send(card: CardRecord): Promise<void> {
    await sendOnce(card, async () => {
      const entries: readonly ChainEntry[] = await store.chain.range(card.from ?? 1, card.to ?? 0);
      const message = auditMessage(entries);
      return { message, shown: card.to ?? 0, mentions: await mentions(message, card.platform) };
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
