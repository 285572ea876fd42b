import { canonicalHash } from '../../lib/canonical-hash.ts';

/** How what stands beside the accesses is named and summed up in the record (A9). */

/** The journal's key of a fence: one for each revocation that set it. */
export function fenceKey(person: string, entitlement: string, heardAt: number): string {
  return `fence/${person}/${entitlement}/${heardAt}`;
}

/** The journal's key of what was found of a role at the first start on older data. */
export function roleBaselineKey(target: string): string {
  return `target/${target}/baseline`;
}

/** SHA-256, hex, of what was imported, whichever number that has. */
export function catalogueDigest({ version: _version, ...state }: { readonly version: number }): string {
  return canonicalHash(state) ?? '';
}
