import { sha256 } from '../lib/sha256.ts';
import type { Access } from './access.ts';
import type { Ask } from './ask.ts';

/** Hex digits of the digest: enough that nobody finds other terms with the same one, short enough for a button. */
const digits = 32;

/**
 * A digest of the terms that a card shows, carried by its buttons: when the terms differ, nothing is decided. SHA-256, cut to
 * 128 bits. It detects change, it doesn't authenticate: authority is checked on its own.
 */
export function termsDigest(access: Pick<Access, 'id' | 'person'>, ask: Ask): string {
  const terms = JSON.stringify([access.id, access.person.id, ask.id, ask.durationMs, ask.stages]);
  return sha256(terms).slice(0, digits);
}
