import { createHash, timingSafeEqual } from 'node:crypto';
import type { Client } from '../domain/catalogue.ts';

/** A client of the decision API with the SHA-256 of each token that it may use. */
export interface KnownClient {
  readonly client: Client;
  readonly digests: readonly Uint8Array[];
}

export function digestOf(token: string): Uint8Array {
  return createHash('sha256').update(token, 'utf8').digest();
}

/**
 * Who sends `Authorization: Bearer TOKEN`; null: nobody who is known. Every token of every client is compared, by its SHA-256
 * in constant time, so that the time tells nothing.
 */
export function authenticate(authorization: string | undefined, clients: readonly KnownClient[]): Client | null {
  const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  const digest = digestOf(given ?? '');
  let found: Client | null = null;
  for (const { client, digests } of clients) {
    for (const known of digests) if (timingSafeEqual(known, digest)) found = client;
  }
  return given === undefined ? null : found;
}
