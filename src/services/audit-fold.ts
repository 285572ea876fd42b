import canonicalize from 'canonicalize';
import type { Access, Ask } from '../domain/access.ts';
import type { AccessEvent, ChainEntry } from '../domain/audit-event.ts';
import { cut } from '../domain/cut.ts';
import { entitlementKey } from '../domain/entitlement.ts';
import { evolve } from '../domain/evolve.ts';
import type { AuditProblem } from './audit-links.ts';

/** What the chain says of one access, so far. */
interface Folded {
  readonly state: Access | null;
  /** The event that could not follow; nothing after it is folded. */
  readonly fault: AuditProblem | null;
}

/** Folds every access from the chain, to be compared with what is stored. */
export function createFold(tenant: string) {
  const folded = new Map<string, Folded>();

  return {
    /** Takes the next entry of the chain. */
    add(entry: ChainEntry): void {
      if (entry.access === null) return;
      const before = folded.get(entry.access) ?? { state: null, fault: null };
      if (before.fault === null) folded.set(entry.access, follow(before.state, entry, entry.access));
    },
    /**
     * Compares with a stored access, which may have gone on since the chain was read: its own events are then followed
     * from where the chain stops. Each access is compared once; those never compared are `rest`.
     */
    compare(stored: Access): AuditProblem[] {
      const { state, fault } = folded.get(stored.id) ?? { state: null, fault: null };
      folded.delete(stored.id);
      if (fault !== null) return [fault];
      const chained = state?.events ?? [];
      const differing = chained.find((event, index) => !sameEvent(event, stored.events[index]));
      if (differing !== undefined) {
        const id = `${stored.id}/${differing.n}`;
        return [{ id, seq: null, sentence: `The stored access differs from the chain in event ${id}.` }];
      }
      return finish(state, stored);
    },
    /** Accesses that the chain has and nothing else. */
    rest: (): AuditProblem[] =>
      [...folded.keys()].map((id) => ({
        id,
        seq: null,
        sentence: `The chain has access ${id}, but it is not stored: it was removed.`,
      })),
  };

  function follow(state: Access | null, entry: ChainEntry, access: string): Folded {
    try {
      return { state: evolve(state, entry as unknown as AccessEvent, { id: access, tenant }), fault: null };
    } catch (error) {
      const id = `${access}/${entry.n}`;
      const why = error instanceof Error ? error.message : String(error);
      return {
        state,
        fault: { id, seq: entry.seq, sentence: `Entry ${entry.seq} (${id}) cannot be followed: ${why}.` },
      };
    }
  }

  function finish(state: Access | null, stored: Access): AuditProblem[] {
    let last: Access | null = state;
    try {
      for (const event of stored.events.slice(state?.events.length ?? 0)) {
        last = evolve(last, event, { id: stored.id, tenant });
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return [{ id: stored.id, seq: null, sentence: `The events of access ${stored.id} cannot be followed: ${why}.` }];
    }
    return last === null ? noEvents(stored) : differences(last, stored);
  }
}

function noEvents({ id }: Access): AuditProblem[] {
  return [{ id, seq: null, sentence: `Access ${id} is stored without any event.` }];
}

/** What the chain says against what is stored, without versions and typed text. */
function differences(folded: Access, stored: Access): AuditProblem[] {
  const [told, held] = [comparable(folded), comparable(stored)];
  return Object.keys(told).flatMap((field): AuditProblem[] => {
    const [one, other] = [canonical(told[field]), canonical(held[field])];
    if (one === other) return [];
    const sentence = `Access ${stored.id} is stored with another ${field} than its events say: ${cut(other, 120)} instead of ${cut(one, 120)}.`;
    return [{ id: stored.id, seq: null, sentence }];
  });
}

function comparable(access: Access): Record<string, unknown> {
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
    asks: access.asks.map(withoutText),
  };
}

function withoutText(ask: Ask): object {
  return { ...ask, reason: null, decisions: ask.decisions.map((decision) => ({ ...decision, comment: null })) };
}

function sameEvent(chained: AccessEvent, stored: AccessEvent | undefined): boolean {
  return stored !== undefined && canonical(eventBody(chained)) === canonical(eventBody(stored));
}

function eventBody(event: AccessEvent): object {
  const { n, event: name, at, actor, actorId, subject, subjectId, entitlement, because, facts, via } = event;
  return { n, name, at, actor, actorId, subject, subjectId, entitlement, because, facts, via };
}

function canonical(value: unknown): string {
  return canonicalize(value) ?? '';
}
