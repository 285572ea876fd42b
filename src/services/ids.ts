import { createHash } from 'node:crypto';
import { entitlementKey } from '../domain/entitlement.ts';
import type { Entitlement } from '../domain/entitlement.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Twelve letters and digits (60 bits) that follow from the words: the same words, the same id. */
export function derivedId(...words: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(words)).digest();
  let id = '';
  for (const byte of digest.subarray(0, 12)) id += alphabet.charAt(byte & 31);
  return id;
}

/** The id of a new access: the same delivery about the same person and entitlement makes the same one. */
export function accessId(tenant: string, delivery: string, person: string, entitlement: Entitlement): string {
  return derivedId('access', tenant, delivery, person, entitlementKey(entitlement));
}
