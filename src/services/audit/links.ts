import type { ChainEntry } from '../../domain/events/index.ts';
import { exportEntry, genesis, hashOf, textDigest } from './entry.ts';
import type { SealState } from '../../ports/record.ts';
import { isFromTheFuture } from './problem.ts';
import type { AuditProblem } from './problem.ts';

/**
 * Checks one entry after another: numbers, links, hashes, dates, digests of typed text. Begins before the first entry. An
 * entry that can't be read is passed over with `skip`. `since`: from where on there must be seals.
 */
export function createLinkCheck(now: number, since: { readonly from: number } | null = null) {
  let seq = 0;
  /** Null: not known, because the entry before can't be read. */
  let prev: string | null = genesis;
  let tenantN = 0;
  /** The first entry with a seal: from there on each has one (A9). */
  let sealedFrom: number | null = null;

  return {
    check(entry: ChainEntry, seal: SealState): AuditProblem[] {
      const faults: string[] = [];
      if (entry.seq !== seq + 1) {
        const missing = entry.seq === seq + 2 ? `entry ${seq + 1} is` : `entries ${seq + 1} to ${entry.seq - 1} are`;
        faults.push(entry.seq > seq + 1 ? `${missing} missing before it` : `its number repeats ${entry.seq}`);
      } else if (prev !== null && entry.prev !== prev) faults.push(`its prev is not the hash of entry ${seq}`);
      if (entry.access === null) {
        // What is void leaves a gap; that anything else is missing, the journal tells.
        if (entry.n <= tenantN) faults.push(`it is event ${entry.n} of ${entry.tenant}, after event ${tenantN}`);
        tenantN = entry.n;
      }
      faults.push(...contentFaults(entry));
      if (isFromTheFuture(entry.at, now))
        faults.push(`it is dated in the future (${new Date(entry.at).toISOString()})`);
      if (seal !== 'none') sealedFrom ??= entry.seq;
      else if (sealedFrom !== null || (since !== null && entry.seq >= since.from))
        faults.push('it has no seal, so Latchkey did not write it');
      if (since !== null && entry.seq < since.from && entry.event === 'baseline')
        faults.push('it belongs to an earlier beginning of the seals, so the record was sealed a second time');
      if (seal === 'wrong') faults.push('its seal is not that of Latchkey');
      seq = entry.seq;
      prev = entry.hash;
      if (faults.length === 0) return [];
      const { id } = exportEntry(entry);
      return [{ id, seq: entry.seq, sentence: `Entry ${entry.seq} (${id}) is broken: ${faults.join('; ')}.` }];
    },
    sealedFrom: () => sealedFrom,
    /** Passes over an entry that can't be read; gives the number that it should have. */
    skip(): number {
      prev = null;
      return ++seq;
    },
  };
}

function contentFaults(entry: ChainEntry): string[] {
  const faults: string[] = [];
  if (recomputed(entry) !== entry.hash) faults.push('its hash is not that of its content');
  if (entry.text !== null && textDigest(entry.text) !== entry.textDigest) {
    faults.push('its textDigest is not that of the typed text');
  }
  return faults;
}

function recomputed(entry: ChainEntry): string | null {
  try {
    return hashOf(exportEntry(entry));
  } catch {
    return null;
  }
}
