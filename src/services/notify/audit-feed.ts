import type { ChainEntry } from '../../domain/events/index.ts';
import type { Platform } from '../../domain/identity.ts';
import type { CardRecord } from '../../ports/messages.ts';
import { auditMessage, storyLines } from '../audit/message.ts';
import type { Deps } from '../deps.ts';
import type { FindMentions } from '../identity/mentions.ts';
import { everyOne } from '../every-one.ts';
import { forChannels } from '../reader.ts';
import { Held } from './send-once.ts';
import type { SendOnce } from './send-once.ts';

/** Lines of one audit message: well within every platform's limits. */
const perMessage = 12;

/** The most entries of one audit message, where many are one line. */
const mostEntries = 200;

/** How long entries that were read are posted as they were, in ms: text may be erased while a message waits for its turn. */
const freshMs = 500;

/** How many messages that show erased text are edited in one go; the sweep comes back for the rest. */
const mostOutdated = 200;

/** Posts the chain to the audit channels: in order, every entry once, as many in a message as wait. */
export function createAnnounce(
  { store, directory, chats, clock }: Pick<Deps, 'store' | 'directory' | 'chats' | 'clock'>,
  sendOnce: SendOnce,
  mentions: FindMentions,
  parts: { readonly editEvent: (card: CardRecord) => Promise<void> },
) {
  /** Channels that somebody in this process posts to, and whether there may be more since they began. */
  const underWay = new Map<string, { isMore: boolean }>();

  /** `withOlder`: also those that were left behind, since only they could not be sent. */
  return async function announce({ withOlder = false } = {}): Promise<void> {
    const channels = Object.entries(directory.catalogue.channels.audit).filter(([platform]) => chats.has(platform));
    await everyOne(channels, ([platform, channel]) => once(platform, channel, withOlder));
    if (withOlder) await everyOne(await store.cards.outdated(mostOutdated), withoutErased);
  };

  /**
   * One at a time posts to a channel: whoever comes while it waits for its turn leaves it to that one, whose job comes again where
   * it fails.
   */
  async function once(platform: Platform, channel: string, withOlder: boolean): Promise<void> {
    const key = `${platform} ${channel}`;
    const other = underWay.get(key);
    if (other !== undefined && !withOlder) {
      other.isMore = true;
      return;
    }
    const own = { isMore: false };
    if (other === undefined) underWay.set(key, own);
    try {
      do {
        own.isMore = false;
        await toChannel(platform, channel, withOlder);
      } while (isMore(own));
    } finally {
      if (underWay.get(key) === own) underWay.delete(key);
    }
  }

  async function toChannel(platform: Platform, channel: string, withOlder: boolean): Promise<void> {
    const newest: Read = { readAt: clock.now(), entries: await store.chain.newest(perMessage) };
    const head = newest.entries.at(-1)?.seq ?? 0;
    const last = await store.cards.lastAudit(platform, channel, head);
    const held: Held[] = [];
    const older = withOlder ? await store.cards.unsentAudit(platform, channel) : [];
    for (const card of older) if (card.id !== last?.id) await sendOrHold(card, held);
    if (last && last.ref === null) await sendOrHold(last, held);
    let from = (last?.to ?? (await store.cards.lastAuditTo(platform, head))) + 1;
    while (from <= head) {
      const wanted = record(platform, channel, from, await lastOf(from, head));
      // Claiming inserts it; where somebody else began it, theirs says how far it goes.
      from = (await sendOrHold(wanted, held, newest)) + 1;
    }
    const soonest = held.sort((a, b) => a.ms - b.ms)[0];
    if (soonest !== undefined) throw soonest;
  }

  /** The last entry of a message that begins with `from`: as many lines as it has room for. */
  async function lastOf(from: number, head: number): Promise<number> {
    if (head - from < perMessage) return head;
    const entries = await store.chain.range(from, Math.min(from + mostEntries - 1, head));
    return storyLines(entries).slice(0, perMessage).at(-1)?.at(-1)?.seq ?? Math.min(from + perMessage - 1, head);
  }

  /** Edits a message that showed what was erased since. One that isn't there yet never shows it. */
  async function withoutErased(card: CardRecord): Promise<void> {
    if (!chats.has(card.platform)) return;
    if (card.kind === 'notice') await parts.editEvent(card);
    else if (card.ref !== null) await send(card);
    else if (card.failed === null) return;
    await store.cards.upToDate(card.id, card.erasures ?? 0);
  }

  /**
   * A message that waits alone holds up no later one; what waits for the channel or the chat does. Gives the number of the last
   * entry in it.
   */
  async function sendOrHold(card: CardRecord, held: Held[], newest: Read = nothing): Promise<number> {
    let stored = card;
    try {
      await send(card, newest, (claimed) => (stored = claimed));
    } catch (error) {
      if (!(error instanceof Held)) throw error;
      held.push(error);
    }
    return stored.to ?? 0;
  }

  /**
   * What was just read isn't read again where all of the message's entries are among it. `onClaimed`
   * is told what is stored before anything is sent.
   */
  async function send(
    card: CardRecord,
    { readAt, entries }: Read = nothing,
    onClaimed: (claimed: CardRecord) => void = () => {},
  ): Promise<void> {
    if (card.failed !== null) await store.cards.reopen(card.id);
    await sendOnce({ ...card, failed: null }, async (claimed) => {
      onClaimed(claimed);
      const { erasures = 0 } = claimed;
      const [from, to] = [claimed.from ?? 1, claimed.to ?? 0];
      const isRead =
        clock.now() - readAt <= freshMs && [from, to].every((one) => entries.some(({ seq }) => seq === one));
      const shown = isRead ? entries.filter(({ seq }) => seq >= from && seq <= to) : await store.chain.range(from, to);
      const message = forChannels({ directory }, () => auditMessage(shown));
      return { message, shown: to + erasures, mentions: await mentions(message, card.platform) };
    });
  }
}

/** Entries as they were at `readAt` (ms), in order. */
interface Read {
  readonly readAt: number;
  readonly entries: readonly ChainEntry[];
}

const nothing: Read = { readAt: 0, entries: [] };

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

function isMore(run: { readonly isMore: boolean }): boolean {
  return run.isMore;
}
