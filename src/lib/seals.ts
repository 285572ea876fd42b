import { createHmac, timingSafeEqual } from 'node:crypto';
import { derivedKey } from './derived-keys.ts';

/**
 * Seals under keys that are derived by HKDF-SHA-256 from each secret, with `salt` (the installation's id) and the purpose as
 * info. The first secret seals, all of them are accepted, so that a secret can be rotated. Throws without a secret.
 */
export function createSeals(secrets: readonly Uint8Array[], salt: string) {
  const keys = new Map<string, readonly Uint8Array[]>();

  function keysOf(purpose: string): readonly Uint8Array[] {
    const known = keys.get(purpose);
    if (known !== undefined) return known;
    const derived = secrets.map((secret) => derivedKey(secret, salt, purpose));
    keys.set(purpose, derived);
    return derived;
  }

  function macOf(key: Uint8Array, parts: readonly string[]): Buffer {
    const mac = createHmac('sha256', key);
    // Each part with its length before it: different parts never make the same bytes.
    for (const part of parts) mac.update(`${Buffer.byteLength(part)}:`).update(part);
    return mac.digest();
  }

  return {
    seal(purpose: string, parts: readonly string[]): string {
      const [first] = keysOf(purpose);
      if (first === undefined) throw new Error('Nothing can be sealed without a secret');
      return macOf(first, parts).toString('base64url');
    },
    isSealed(mac: unknown, purpose: string, parts: readonly string[]): boolean {
      if (typeof mac !== 'string' || mac.length !== 43) return false;
      const given = Buffer.from(mac, 'base64url');
      return keysOf(purpose).reduce((found, key) => {
        const own = macOf(key, parts);
        return (given.length === own.length && timingSafeEqual(given, own)) || found;
      }, false);
    },
  };
}
