import canonicalize from 'canonicalize';
import type { ChainEntry, TenantEvent } from '../../domain/events/index.ts';
import { recordedBody } from '../../domain/events/index.ts';
import type { Found, FoundEvent } from '../../ports/record.ts';
import { textDigest } from './entry.ts';
import { beside, isFromTheFuture } from './problem.ts';
import type { AuditProblem } from './problem.ts';

type Stored = Found<FoundEvent>;

/** Compares the tenant's own events with the chain in step: both are in the order of n, and neither is kept in memory. */
export function createJournalCheck(pages: AsyncIterable<readonly Stored[]>, tenant: string, now: number) {
  const stored = flat(pages)[Symbol.asyncIterator]();
  /** Whether an event with a seal was met: from there on each has one. */
  let isSealed = false;
  let next: IteratorResult<Stored, unknown> | null = null;

  async function peek(): Promise<Stored | null> {
    next ??= await stored.next();
    return next.done === true ? null : next.value;
  }

  return {
    /** Takes the next entry of the chain that concerns no access. */
    async check(entry: ChainEntry): Promise<AuditProblem[]> {
      const id = `${tenant}/${entry.n}`;
      const problems: AuditProblem[] = [];
      for (let one = await peek(); one !== null; one = await peek()) {
        if (one.value !== undefined && one.value.n > entry.n) break;
        next = null;
        isSealed ||= one.value !== undefined && one.value.seal !== 'none';
        if (one.value === undefined) {
          problems.push(beside(one.key, `The journal's event ${one.key} cannot be read: ${one.fault}`));
          continue;
        }
        if (one.value.n < entry.n) {
          problems.push(...left(one.value));
          continue;
        }
        return [...problems, ...differences(id, one.value, entry)];
      }
      return [...problems, beside(id, `The chain has event ${id}, but the journal doesn't: it was removed.`)];
    },
    /** The events that the chain doesn't have. */
    async *rest(): AsyncGenerator<{ readonly event: TenantEvent; readonly problems: readonly AuditProblem[] }> {
      for (let one = await peek(); one !== null; one = await peek()) {
        next = null;
        if (one.value === undefined) continue;
        const problems = voidProblems(one.value);
        yield { event: one.value, problems };
      }
    },
  };

  /** An event of the journal that was passed over. */
  function left(event: FoundEvent): AuditProblem[] {
    const id = `${tenant}/${event.n}`;
    const why = voidProblems(event);
    return why.length > 0 ? why : [beside(id, `The journal has event ${id}, but the chain doesn't.`)];
  }

  function voidProblems(event: FoundEvent): AuditProblem[] {
    const id = `${tenant}/${event.n}`;
    if (event.seal === 'wrong' || (event.seal === 'none' && isSealed)) {
      return [beside(id, `Event ${id} was not written by Latchkey.`)];
    }
    return isFromTheFuture(event.at, now) ? [beside(id, `Event ${id} is dated in the future: it is void.`)] : [];
  }

  function differences(
    id: string,
    event: TenantEvent & { readonly isInPlace: boolean },
    entry: ChainEntry,
  ): AuditProblem[] {
    if (!event.isInPlace) return [beside(id, `The journal's event ${id} lies under another _id than its key gives.`)];
    if (event.n !== entry.n || canonicalize(recordedBody(event)) !== canonicalize(recordedBody(entry))) {
      return [beside(id, `The journal differs from the chain in event ${id}.`)];
    }
    if (event.key !== entry.facts.command)
      return [beside(id, `The journal's event ${id} has another key than was recorded.`)];
    if (event.text !== null && textDigest(event.text) !== entry.textDigest) {
      return [beside(id, `The typed text of event ${id} in the journal is not the one that was recorded.`)];
    }
    return [];
  }
}

async function* flat<T>(pages: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const page of pages) yield* page;
}
