import { createHash } from 'node:crypto';
import type { ChainEntry, EventBody, TypedText } from '../../domain/events/index.ts';
import { exportEntry, hashedPart, type ExportedEntry } from '../../domain/exported-entry.ts';
import { canonicalHash } from '../../lib/canonical-hash.ts';

export { exportEntry, type ExportedEntry } from '../../domain/exported-entry.ts';

/** `prev` of the first entry. */
export const genesis = '0'.repeat(64);

/** SHA-256, hex, of salt followed by value, as UTF-8. */
export function textDigest(text: TypedText): string {
  return sha256(text.salt + text.value);
}

/**
 * SHA-256, hex, of the RFC 8785 canonical JSON of an exported entry without `hash` and `text`: what a person typed can
 * be erased and the proof stays. Throws on what is no JSON, such as a lone surrogate.
 */
export function hashOf(exported: Omit<ExportedEntry, 'hash' | 'text'>): string {
  const hash = canonicalHash(hashedPart(exported));
  if (hash === undefined) throw new Error(`entry ${exported.seq} has no canonical form`);
  return hash;
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
