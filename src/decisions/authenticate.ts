import { timingSafeEqual } from 'node:crypto';
import { bearerToken, tokenDigest } from '../lib/bearer.ts';
import type { Client } from '../domain/catalogue.ts';

/** A client of the decision API with the SHA-256 of each token that it may use. */
export interface KnownClient {
  readonly client: Client;
  readonly digests: readonly Uint8Array[];
}

/**
 * Who sends `Authorization: Bearer TOKEN`; null: nobody who is known. Every token of every client is compared, by its SHA-256
 * in constant time, so that the time tells nothing.
 */
export function authenticate(authorization: string | undefined, clients: readonly KnownClient[]): Client | null {
  const given = bearerToken(authorization);
  const digest = tokenDigest(given ?? '');
  let found: Client | null = null;
  for (const { client, digests } of clients) {
    for (const known of digests) if (timingSafeEqual(known, digest)) found = client;
  }
  return given === null ? null : found;
}
