import type { Endpoint } from '../domain/catalogue.ts';
import { readTarget, TargetRefused } from './read-target.ts';

/** An endpoint as it is used: with its secrets, at least one, each of which signs. */
export interface KnownEndpoint {
  readonly endpoint: Endpoint;
  readonly secrets: readonly string[];
}

/** Why nothing is ever sent to this address, as a sentence; null: it can be an endpoint. Names are looked up later. */
export function urlFault(url: string, network: Endpoint['network']): string | null {
  try {
    readTarget(url, network);
    return null;
  } catch (error) {
    if (error instanceof TargetRefused) return error.message;
    throw error;
  }
}

/** The length of a secret by the Standard Webhooks specification, in bytes. */
const shortest = 24;
const longest = 64;

/** What is wrong with a secret, to follow the name of its variable; null: nothing. Never says what it holds. */
export function secretFault(secret: string): string | null {
  const form = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  if (form === undefined)
    return 'has to begin with whsec_ and go on in base64, such as whsec_$(openssl rand -base64 32).';
  const bytes = Buffer.from(form, 'base64').length;
  return bytes < shortest || bytes > longest
    ? `has to hold ${shortest} to ${longest} bytes in base64 after whsec_.`
    : null;
}
