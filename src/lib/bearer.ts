import { hash } from 'node:crypto';

/** The token of an `Authorization: Bearer TOKEN`; null: there is none. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** What tokens are compared by, in constant time: the SHA-256 of their UTF-8, which is as long for each. */
export function tokenDigest(token: string): Uint8Array {
  return hash('sha256', token, 'buffer');
}
