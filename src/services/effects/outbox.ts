import type { Access } from '../../domain/access.ts';
import { dueAt } from '../../domain/access.ts';
import { isLimit } from '../../domain/entitlement.ts';
import type { Metrics } from '../../ports/log.ts';
import { TryLater } from '../../ports/queue.ts';
import type { OutboxEntry, StoredAccess } from '../../ports/access.ts';
import { asTryLater } from '../../ports/unavailable.ts';
import type { Cards } from '../cards/sync.ts';
import { decidersOf } from '../cards/who-decides.ts';
import type { Chain } from '../audit/chain.ts';
import type { Deps } from '../deps.ts';
import { ownOrder } from '../access/facts.ts';
import { startId } from '../effects-of.ts';
import type { Notify } from '../notify/notify.ts';
import type { Perform } from '../access/handle-command.ts';
import type { Targets } from '../roles/schedule.ts';
import type { TellEndpoints } from '../webhooks/tell-endpoints.ts';
import { reason } from '../../domain/reason.ts';

/**
 * What comes first, when several wait: what gives access, then what people see. What stands together is done at once, so that
 * no chat delays another; direct cards, for which people are looked up, hold up nothing. The record waits for none of
 * it, and nothing waits for the record.
 */
const order: readonly (readonly OutboxEntry['kind'][])[] = [
  ['start'],
  ['timer', 'hand-over', 'targets'],
  ['cards', 'tell', 'webhooks'],
  ['direct'],
];

/** Whoever takes longer, in ms, takes away what is done so far, before the sweeper has it done again. */
const longMs = 1_000;

/** What is done once for all that wait: mostly because it brings something to where the access stands now. */
const toNow: readonly OutboxEntry['kind'][] = ['chain', 'timer', 'targets', 'cards', 'direct', 'webhooks'];

/**
 * Does what an access's outbox says, and takes what is done away in one write. Every part may be done again
 * harmlessly, which happens where a process dies before that.
 */
export function createOutbox(
  { store, queue, clock, log, directory }: Pick<Deps, 'store' | 'queue' | 'clock' | 'log' | 'directory'>,
  parts: {
    readonly chain: Chain;
    readonly perform: Perform;
    readonly cards: Cards;
    readonly notify: Notify;
    readonly targets: Pick<Targets, 'lookAtAccess'>;
    readonly tellEndpoints: Pick<TellEndpoints, 'ofAccess'>;
    readonly metrics: Pick<Metrics, 'effect'>;
  },
) {
  return async function drain(id: string): Promise<void> {
    const stored = await store.accesses.byId(id);
    if (!stored || stored.outbox.length === 0) return;
    const began = clock.now();
    const people = readPeople(stored);
    const read: Read = { stored, cards: parts.cards.at(stored) };
    const results: Attempted[] = [];
    let taken = 0;
    const takeAway = async (): Promise<void> => {
      const done = results.slice(taken).flatMap(({ entry, error }) => (error === null ? [entry.id] : []));
      taken = results.length;
      if (done.length > 0) await store.accesses.done(id, done);
    };
    const chained = attempt(read, ['chain']);
    for (const kinds of order) {
      results.push(...(await attempt(read, kinds)));
      if (clock.now() - began > longMs) await takeAway();
    }
    results.push(...(await chained));
    await people;
    await takeAway();
    const failure = results.map(({ error }) => error).reduce<Error | null>(sooner, null);
    if (failure) throw failure;
  };

  /** Whoever is named in what is shown is read in one question, and not again within this job; whoever needs them says if it fails. */
  async function readPeople({ access, outbox }: StoredAccess): Promise<void> {
    if (!outbox.some(({ kind }) => kind === 'cards' || kind === 'tell')) return;
    const named = access.asks.flatMap(({ by, decisions }) => [by.id, ...decisions.map((one) => one.person.id)]);
    const deciders = decidersOf(access, directory).shown;
    const ids = [access.person.id, ...named, ...deciders.flatMap(({ id }) => (id === '' ? [] : [id]))];
    const addresses = deciders.flatMap(({ id, label }) => (id === '' ? [label] : []));
    await Promise.all([store.people.byIds(ids), store.people.byEmails(addresses)]).catch(() => undefined);
  }

  /** Does the entries of these kinds; never rejects. */
  async function attempt(read: Read, kinds: readonly OutboxEntry['kind'][]): Promise<readonly Attempted[]> {
    const entries = read.stored.outbox.filter(({ kind }) => kinds.includes(kind)).sort((a, b) => a.n - b.n);
    const work = new Map<string, OutboxEntry[]>();
    for (const entry of entries) {
      const key = toNow.includes(entry.kind) ? entry.kind : entry.id;
      work.set(key, [...(work.get(key) ?? []), entry]);
    }
    const tried = [...work.values()].map(async (same): Promise<readonly Attempted[]> => {
      const error = await failureOf(read, same);
      return same.map((entry) => ({ entry, error }));
    });
    return (await Promise.all(tried)).flat();
  }

  /** Null: it is done. `same`: entries for which one and the same is to be done. */
  async function failureOf(read: Read, same: readonly OutboxEntry[]): Promise<Error | null> {
    const [entry] = same;
    if (entry === undefined) return null;
    try {
      await act(read, entry, same);
      for (const { kind } of same) parts.metrics.effect(kind, 'done');
      return null;
    } catch (thrown) {
      const isLater = asTryLater(thrown) !== null;
      for (const { kind } of same) parts.metrics.effect(kind, isLater ? 'later' : 'failed');
      log[isLater ? 'debug' : 'warn'](
        { err: thrown, access: read.stored.access.id, entry: entry.id },
        'An effect has to be tried again',
      );
      return asLater(thrown);
    }
  }

  async function act({ stored, cards }: Read, entry: OutboxEntry, same: readonly OutboxEntry[]): Promise<void> {
    const { access } = stored;
    switch (entry.kind) {
      case 'chain':
        if (await parts.chain.access(access.id, stored)) await announceSoon();
        return;
      case 'start':
        await parts.perform(ownOrder(access, { name: 'start' }, startId(access.id, entry.n), clock.now()), access);
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
        return cards.sync();
      case 'direct':
        return cards.direct();
      case 'webhooks':
        return parts.tellEndpoints.ofAccess(
          access,
          same.map(({ n }) => n),
        );
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
    const because = [reason('A6', 'handed-over', { to: person.label })];
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

/** An access as it was read for this. */
interface Read {
  readonly stored: StoredAccess;
  readonly cards: ReturnType<Cards['at']>;
}

interface Attempted {
  readonly entry: OutboxEntry;
  readonly error: Error | null;
}

/** A failure that is none (try later) gives way to a real one only when there is no wait to respect. */
function sooner(known: Error | null, next: Error | null): Error | null {
  if (known === null || next === null) return known ?? next;
  if (known instanceof TryLater && next instanceof TryLater) return known.ms <= next.ms ? known : next;
  return known instanceof TryLater ? known : next;
}

function asLater(error: unknown): Error {
  return asTryLater(error) ?? (error instanceof Error ? error : new Error(String(error)));
}
