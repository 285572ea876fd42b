import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ChainEntry, EventBody, Json, TypedText } from '../domain/audit-event.ts';
import type { Reason } from '../domain/reason.ts';

/** `prev` of the first entry. */
export const genesis = '0'.repeat(64);

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
  readonly because: readonly Reason[];
  /** What the decision rested on, and the opaque ids of the two people, so that the hash covers them as well. */
  readonly facts: { readonly [key: string]: Json };
  readonly textDigest: string | null;
  readonly text: TypedText | null;
  readonly via: string;
  readonly prev: string;
  readonly hash: string;
}

/** SHA-256, hex, of salt followed by value, as UTF-8. */
export function textDigest(text: TypedText): string {
  return sha256(text.salt + text.value);
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

/**
 * SHA-256, hex, of the RFC 8785 canonical JSON of an exported entry without `hash` and `text`: what a person typed can
 * be erased and the proof stays. Throws on what is no JSON, such as a lone surrogate.
 */
export function hashOf(exported: Omit<ExportedEntry, 'hash' | 'text'>): string {
  const { hash: _hash, text: _text, ...rest } = exported as ExportedEntry;
  const canonical = canonicalize(rest);
  if (canonical === undefined) throw new Error(`entry ${exported.seq} has no canonical form`);
  return sha256(canonical);
}

/** Links events, in order, to the head of a chain (null: it is empty). `access` null: events of the tenant. */
export function linkEntries(
  tenant: string,
  access: string | null,
  events: readonly (EventBody & { readonly n: number })[],
  head: { readonly seq: number; readonly hash: string } | null,
): ChainEntry[] {
  let { seq, hash } = head ?? { seq: 0, hash: genesis };
  return events.map((event) => {
    const entry = unhashed(tenant, access, event, ++seq, hash);
    hash = hashOf(exportEntry(entry));
    return { ...entry, hash };
  });
}

function unhashed(
  tenant: string,
  access: string | null,
  event: EventBody & { readonly n: number },
  seq: number,
  prev: string,
): ChainEntry {
  return {
    tenant,
    seq,
    access,
    n: event.n,
    event: event.event,
    at: event.at,
    actor: event.actor,
    actorId: event.actorId,
    subject: event.subject,
    subjectId: event.subjectId,
    entitlement: event.entitlement,
    because: event.because,
    facts: event.facts,
    text: event.text,
    via: event.via,
    textDigest: event.text === null ? null : textDigest(event.text),
    prev,
    hash: '',
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
