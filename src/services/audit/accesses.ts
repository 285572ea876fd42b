import canonicalize from 'canonicalize';
import type { Access, Ask } from '../../domain/access.ts';
import { dueAt, isOpen, startAsk } from '../../domain/access.ts';
import type { AccessEvent, ChainEntry, TypedText } from '../../domain/events/index.ts';
import { evolve } from '../../domain/events/index.ts';
import { cut } from '../../domain/cut.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import { isSameJson } from '../../lib/canonical-hash.ts';
import type { FoundAccess } from '../../ports/record.ts';
import { textDigest } from './entry.ts';
import { strayOutbox } from './outbox.ts';
import { beside, isFromTheFuture } from './problem.ts';
import type { AuditProblem } from './problem.ts';

/** What the comparison of one access found. `unchained`: its events that the chain doesn't have. */
export interface AccessFindings {
  readonly problems: readonly AuditProblem[];
  readonly unchained: readonly AccessEvent[];
}

/**
 * Compares a stored access with its entries of the chain (by n): every event, every typed text by its digest, and every
 * field that follows from the events, including those that queries use.
 */
export function compareAccess(
  found: FoundAccess,
  entries: readonly ChainEntry[],
  tenant: string,
  now: number,
): AccessFindings {
  const { access, derived, expectedKey } = found;
  if (access.tenant !== tenant || derived._id !== expectedKey) {
    const sentence = `Access ${access.id} lies under ${derived._id} with the tenant ${access.tenant}, where Latchkey never writes it.`;
    return { problems: [beside(derived._id, sentence)], unchained: [] };
  }
  const differing = firstDifference(access, entries);
  if (differing !== null) return { problems: [differing], unchained: [] };
  const last = entries.at(-1)?.n ?? 0;
  const unchained = access.events.filter(({ n }) => n > last);
  return {
    problems: [
      ...orderProblems(access.id, entries),
      ...futureProblems(unchained, access.id, now),
      ...foreignProblems(unchained, found),
      ...stateProblems(found),
    ],
    unchained,
  };
}

function firstDifference(access: Access, entries: readonly ChainEntry[]): AuditProblem | null {
  for (const entry of entries) {
    const stored = access.events[entry.n - 1];
    const id = `${access.id}/${entry.n}`;
    if (stored === undefined)
      return beside(id, `The chain has event ${id}, but access ${access.id} is stored without it.`);
    if (!isSameJson(eventBody(stored), eventBody(entry))) {
      return beside(id, `The stored access differs from the chain in event ${id}.`);
    }
    if (stored.text !== null && textDigest(stored.text) !== entry.textDigest) {
      return beside(id, `The typed text of event ${id} is not the one that was recorded.`);
    }
  }
  return null;
}

/** Entries of one access are chained by their numbers, without gaps. */
function orderProblems(access: string, entries: readonly ChainEntry[]): AuditProblem[] {
  return entries.flatMap((entry, index): AuditProblem[] => {
    const id = `${access}/${entry.n}`;
    const before = entries[index - 1];
    if (entry.n !== (before?.n ?? 0) + 1) {
      return [
        {
          id,
          seq: entry.seq,
          sentence: `Entry ${entry.seq} (${id}) is chained, but event ${access}/${entry.n - 1} before it isn't.`,
        },
      ];
    }
    if (before !== undefined && before.seq > entry.seq) {
      return [
        { id, seq: entry.seq, sentence: `Entry ${entry.seq} (${id}) is chained before the event that it follows.` },
      ];
    }
    return [];
  });
}

function futureProblems(events: readonly AccessEvent[], access: string, now: number): AuditProblem[] {
  return events
    .filter(({ at }) => isFromTheFuture(at, now))
    .map(({ n, at }) => {
      const id = `${access}/${n}`;
      return beside(id, `Event ${id} is dated in the future (${new Date(at).toISOString()}): it is void.`);
    });
}

/** Latchkey chains only what it wrote. */
function foreignProblems(events: readonly AccessEvent[], { access, seals }: FoundAccess): AuditProblem[] {
  const isSealed = seals.some((seal) => seal !== 'none');
  return events
    .filter(({ n }) => seals[n - 1] === 'wrong' || (seals[n - 1] === 'none' && isSealed))
    .map(({ n }) => beside(`${access.id}/${n}`, `Event ${access.id}/${n} was not written by Latchkey.`));
}

/** What the events say, against what is stored. */
function stateProblems(found: FoundAccess): AuditProblem[] {
  const { access } = found;
  let folded: Access | null = null;
  const states: Access[] = [];
  try {
    for (const event of access.events) {
      folded = evolve(folded, withDigest(event), { id: access.id, tenant: access.tenant });
      states.push(folded);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [beside(access.id, `The events of access ${access.id} cannot be followed: ${why}.`)];
  }
  if (folded === null) return [beside(access.id, `Access ${access.id} is stored without any event.`)];
  return [...differences(folded, found), ...strayOutbox(access.id, states, found)];
}

function differences(folded: Access, { access, derived }: FoundAccess): AuditProblem[] {
  const told = { ...comparable(folded), ...derivedFrom(folded) };
  const held: Record<string, unknown> = { ...comparable(withDigests(access, folded)), ...derived };
  return Object.entries(told).flatMap(([field, value]): AuditProblem[] => {
    if (isSameJson(value, held[field]) || (field === 'dueAt' && isOlderDue(folded, derived.dueAt))) return [];
    const [one, other] = [canonical(value), canonical(held[field])];
    const sentence = `Access ${access.id} is stored with another ${field} than its events say: ${cut(other, 120)} instead of ${cut(one, 120)}.`;
    return [beside(access.id, sentence)];
  });
}

/** Older versions had what was approved looked at when its ask would have lapsed; nothing follows from that look now. */
function isOlderDue(access: Access, stored: unknown): boolean {
  return access.state === 'approved' && stored === startAsk(access)?.lapsesAt;
}

/** The fields that queries use. */
function derivedFrom(access: Access) {
  return {
    entitlementKey: entitlementKey(access.entitlement),
    open: isOpen(access),
    dueAt: dueAt(access),
    createdAt: access.events[0]?.at ?? 0,
  };
}

function comparable(access: Access) {
  return {
    tenant: access.tenant,
    person: access.person,
    entitlement: entitlementKey(access.entitlement),
    state: access.state,
    since: access.since,
    until: access.until,
    imported: access.imported,
    endedAt: access.endedAt,
    events: access.events.length,
    asks: access.asks,
  };
}

/** Typed text stands in the chain by its digest: an event with that in place of its text. */
function withDigest<E extends { readonly text: TypedText | null }>(event: E): E {
  return { ...event, text: digested(event.text) };
}

function digested(text: TypedText | null): TypedText | null {
  return text === null ? null : { salt: '', value: textDigest(text) };
}

/** The stored asks with digests; what was erased there counts as what the events say. */
function withDigests(access: Access, folded: Access): Access {
  const asks = access.asks.map((ask, index): Ask => {
    const told = folded.asks[index];
    const decisions = ask.decisions.map((decision, place) => ({
      ...decision,
      comment: digested(decision.comment) ?? told?.decisions[place]?.comment ?? null,
    }));
    return { ...ask, reason: digested(ask.reason) ?? told?.reason ?? null, decisions };
  });
  return { ...access, asks };
}

function eventBody(event: AccessEvent | ChainEntry): object {
  const { n, event: name, at, actor, actorId, subject, subjectId, entitlement, because, facts, via } = event;
  return { n, name, at, actor, actorId, subject, subjectId, entitlement, because, facts, via };
}

function canonical(value: unknown): string {
  return canonicalize(value) ?? '';
}
