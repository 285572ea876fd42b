import type { ChainEntry, Json, TypedText } from './events/index.ts';
import type { RecordedReason } from './reason.ts';

/** An entry as it leaves the house (CONTRACT "audit export"): every field always present, times in ISO 8601. */
export interface ExportedEntry {
  readonly v: 1;
  readonly seq: number;
  /** `ACCESS/n`, or `TENANT/n` for what concerns no access. */
  readonly id: string;
  readonly at: string;
  readonly access: string | null;
  readonly n: number;
  readonly event: string;
  readonly actor: string;
  readonly subject: string | null;
  readonly entitlement: string | null;
  readonly because: readonly RecordedReason[];
  /** What the decision rested on, and the opaque ids of the two people, so that the hash covers them as well. */
  readonly facts: { readonly [key: string]: Json };
  readonly textDigest: string | null;
  readonly text: TypedText | null;
  readonly via: string;
  readonly prev: string;
  readonly hash: string;
}

/** The exported form of a stored entry. */
export function exportEntry(entry: ChainEntry): ExportedEntry {
  return {
    v: 1,
    seq: entry.seq,
    id: `${entry.access ?? entry.tenant}/${entry.n}`,
    at: new Date(entry.at).toISOString(),
    access: entry.access,
    n: entry.n,
    event: entry.event,
    actor: entry.actor,
    subject: entry.subject,
    entitlement: entry.entitlement,
    because: entry.because,
    facts: { ...entry.facts, actorId: entry.actorId, subjectId: entry.subjectId },
    textDigest: entry.textDigest,
    text: entry.text,
    via: entry.via,
    prev: entry.prev,
    hash: entry.hash,
  };
}

/** What the hash of an entry is over: all of it but the hash, and what a person typed, so that it can be erased. */
export function hashedPart(exported: Omit<ExportedEntry, 'hash' | 'text'>): object {
  const { hash: _hash, text: _text, ...rest } = exported as ExportedEntry;
  return rest;
}
