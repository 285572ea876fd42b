import type { ChainEntry } from '../domain/audit-event.ts';
import { exportEntry, genesis, hashOf, textDigest } from './audit-chain.ts';

/** Something that is wrong with the record. */
export interface AuditProblem {
  /** `ACCESS/n`, `TENANT/n`, or an access's id. */
  readonly id: string;
  /** The place in the chain; null for what stands outside it. */
  readonly seq: number | null;
  readonly sentence: string;
}

/** Checks one entry after another: numbers, links, hashes, digests of typed text. Begins before the first entry. */
export function createLinkCheck(): (entry: ChainEntry) => AuditProblem[] {
  let seq = 0;
  let prev = genesis;
  const lastN = new Map<string | null, number>();
  return (entry) => {
    const faults: string[] = [];
    const n = (lastN.get(entry.access) ?? 0) + 1;
    if (entry.seq !== seq + 1) {
      const missing = entry.seq === seq + 2 ? `entry ${seq + 1} is` : `entries ${seq + 1} to ${entry.seq - 1} are`;
      faults.push(entry.seq > seq + 1 ? `${missing} missing before it` : `its number repeats ${entry.seq}`);
    } else if (entry.prev !== prev) faults.push(`its prev is not the hash of entry ${seq}`);
    if (entry.n !== n)
      faults.push(`it is event ${entry.n} of ${entry.access ?? entry.tenant}, where event ${n} was due`);
    faults.push(...contentFaults(entry));
    seq = entry.seq;
    prev = entry.hash;
    lastN.set(entry.access, entry.n);
    if (faults.length === 0) return [];
    const { id } = exportEntry(entry);
    return [{ id, seq: entry.seq, sentence: `Entry ${entry.seq} (${id}) is broken: ${faults.join('; ')}.` }];
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
