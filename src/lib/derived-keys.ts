import { hkdfSync } from 'node:crypto';

const keyBytes = 32;

/** A key of 32 bytes for one purpose by HKDF-SHA-256: of another secret, installation (`salt`) or purpose it’s another one. */
export function derivedKey(secret: Uint8Array, salt: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, purpose, keyBytes));
}
