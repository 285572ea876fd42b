import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256, hex, of the RFC 8785 canonical JSON; undefined for what has none. Throws on what is no JSON, such as a lone surrogate. */
export function canonicalHash(value: unknown): string | undefined {
  const canonical = canonicalize(value);
  return canonical === undefined ? undefined : createHash('sha256').update(canonical, 'utf8').digest('hex');
}
