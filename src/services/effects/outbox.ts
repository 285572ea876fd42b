import type { Access } from '../../domain/access.ts';
import { dueAt } from '../../domain/access.ts';
import { isLimit } from '../../domain/entitlement.ts';
import type { Metrics } from '../../ports/log.ts';
import { TryLater } from '../../ports/queue.ts';
import type { OutboxEntry } from '../../ports/access.ts';
import { asTryLater } from '../../ports/unavailable.ts';
import type { Cards } from '../cards/sync.ts';
import type { Chain } from '../audit/chain.ts';
import type { Deps } from '../deps.ts';
import { ownOrder } from '../access/facts.ts';
import type { Notify } from '../notify/notify.ts';
import type { Perform } from '../access/handle-command.ts';
import type { Targets } from '../roles/schedule.ts';

/**
 * What comes first, when several wait: the record, then what gives access, then what people see. What stands together is
 * done at once, so that no chat delays another; direct cards, for which people are looked up, hold up nothing.
 */
const order: readonly (readonly OutboxEntry['kind'][])[] = [
  ['chain'],
  ['start'],
  ['timer'],
  ['hand-over'],
  ['targets'],
  ['cards', 'tell'],
  ['direct'],
];

/** Does what an access's outbox says, and takes each entry away when it is done. Every part may be done again harmlessly. */
export function createOutbox(
  { store, queue, clock, log }: Pick<Deps, 'store' | 'queue' | 'clock' | 'log'>,
  parts: {
    readonly chain: Chain;
    readonly perform: Perform;
    readonly cards: Pick<Cards, 'sync' | 'direct'>;
    readonly notify: Notify;
    readonly targets: Pick<Targets, 'lookAtAccess'>;
    readonly metrics: Pick<Metrics, 'effect'>;
  },
) {
  return async function drain(id: string): Promise<void> {
    const stored = await store.accesses.byId(id);
    if (!stored) return;
    const failures: unknown[] = [];
    for (const kinds of order) {
      const entries = stored.outbox.filter(({ kind }) => kinds.includes(kind)).sort((a, b) => a.n - b.n);
      // Chain, start and the like one after another; what people see at once.
      if (kinds.length === 1) for (const entry of entries) await attempt(stored.access, entry, failures);
      else await Promise.all(entries.map((entry) => attempt(stored.access, entry, failures)));
    }
    const failure = failures.reduce<Error | null>(sooner, null);
    if (failure) throw failure;
  };

  async function attempt(access: Access, entry: OutboxEntry, failures: unknown[]): Promise<void> {
    try {
      await act(access, entry);
      await store.accesses.done(access.id, entry.id);
      parts.metrics.effect(entry.kind, 'done');
    } catch (error) {
      const later = asTryLater(error) !== null;
      parts.metrics.effect(entry.kind, later ? 'later' : 'failed');
      log[later ? 'debug' : 'warn'](
        { err: error, access: access.id, entry: entry.id },
        'An effect has to be tried again',
      );
      failures.push(error);
    }
  }

  async function act(access: Access, entry: OutboxEntry): Promise<void> {
    switch (entry.kind) {
      case 'chain':
        if (await parts.chain.access(access.id)) await announceSoon();
        return;
      case 'start':
        await parts.perform(ownOrder(access, { name: 'start' }, `start/${access.id}/${entry.n}`, clock.now()), access);
        return;
      case 'timer': {
        const at = dueAt(access);
        if (at !== null) await queue.timer(access.id, at);
        return;
      }
      case 'hand-over':
        return endHandedOver(access, entry);
      case 'targets':
        return parts.targets.lookAtAccess(access);
      case 'cards':
        return parts.cards.sync(access.id);
      case 'direct':
        return parts.cards.direct(access.id);
      case 'tell': {
        const event = access.events.find((one) => one.n === entry.n);
        if (event && entry.person !== undefined) await parts.notify.event(access, event, entry.person);
      }
    }
  }

  /** Whoever handed it over keeps it until it starts for the new person, and no longer (A6). A limit stays with both. */
  async function endHandedOver({ id, asks, person }: Access, { n }: OutboxEntry): Promise<void> {
    const from = asks.findLast((ask) => ask.from !== undefined)?.from;
    const given = from === undefined ? null : await store.accesses.byId(from.access);
    if (given === null || isLimit(given.access.entitlement)) return;
    const because = [{ rule: 'A6' as const, sentence: `It was handed over to ${person.label}, for whom it started.` }];
    await parts.perform(
      { ...ownOrder(given.access, { name: 'revoke' }, `hand-over/${id}/${n}`, clock.now()), because },
      given.access,
    );
  }

  /** Entries that come within a moment go into one audit message. */
  async function announceSoon(): Promise<void> {
    await queue.effect({ name: 'announce' }, `announce-${Math.floor(clock.now() / 500)}`, 300);
  }
}

export type DrainOutbox = ReturnType<typeof createOutbox>;

/** A failure that is none (try later) gives way to a real one only when there is no wait to respect. */
function sooner(known: Error | null, error: unknown): Error {
  const next = asLater(error);
  if (known === null) return next;
  if (known instanceof TryLater && next instanceof TryLater) return known.ms <= next.ms ? known : next;
  return known instanceof TryLater ? known : next;
}

function asLater(error: unknown): Error {
  return asTryLater(error) ?? (error instanceof Error ? error : new Error(String(error)));
}
