/**
 * An `_id` that follows from what it stands for, so that the thing exists once whichever process is faster.
 * Every part is escaped: different parts never give the same id. Throws on text that is not well-formed Unicode.
 */
export function derivedId(...parts: readonly string[]): string {
  return parts.map((part) => encodeURIComponent(part)).join('/');
}

/** The first `_id` of a tenant, and one after its last. */
export function idRange(tenant: string): { readonly from: string; readonly to: string } {
  const afterSlash = '0';
  return { from: `${derivedId(tenant)}/`, to: `${derivedId(tenant)}${afterSlash}` };
}

/** The `_id`s of a tenant's things whose last part begins so, for a query. */
export function idsBeginning(tenant: string, prefix: string): { readonly $gte: string; readonly $lt: string } {
  const from = derivedId(tenant, prefix);
  const afterAny = '\u{10ffff}';
  return { $gte: from, $lt: `${from}${afterAny}` };
}
