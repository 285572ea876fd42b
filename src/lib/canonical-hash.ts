import { isDeepStrictEqual } from 'node:util';
import canonicalize from 'canonicalize';
import { sha256 } from './sha256.ts';

/** SHA-256, hex, of the RFC 8785 canonical JSON; undefined for what has none. Throws on what is no JSON, such as a lone surrogate. */
export function canonicalHash(value: unknown): string | undefined {
  const canonical = canonicalize(value);
  return canonical === undefined ? undefined : sha256(canonical);
}

/**
 * The RFC 8785 canonical JSON: two values are equal by structure if theirs is the same. Null where there is none, as for a lone
 * surrogate or something nested too deeply.
 */
export function canonicalJson(value: unknown): string | null {
  try {
    return canonicalize(value) ?? null;
  } catch {
    return null;
  }
}

/**
 * Whether two values are the same JSON. Comparing them takes a fraction of writing both, which only differences need. Throws where
 * they differ and one of them is no JSON.
 */
export function isSameJson(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other) || canonicalize(one) === canonicalize(other);
}
