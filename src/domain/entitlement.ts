/** What a person can hold on one item; `no-read` is a limit (A6), the others extend what groups give (R4). */
export const itemRights = ['read', 'write', 'recovery-key', 'no-read'] as const;
export type ItemRight = (typeof itemRights)[number];

export const itemKinds = ['asset', 'package', 'tool'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** What can be given (DESIGN §3). `role` is a built-in group, a custom group or `Deny user listing`, spelt as declared. */
export type Entitlement =
  | { readonly kind: 'console'; readonly product: string }
  | { readonly kind: 'role'; readonly instance: string; readonly role: string }
  | { readonly kind: 'item'; readonly instance: string; readonly item: string; readonly right: ItemRight };

/** The written form: `console:PRODUCT`, `role:INSTANCE/ROLE`, `item:INSTANCE/ITEM/RIGHT`. */
export type EntitlementKey = string;

/** The group that takes a right away instead of giving one (R3, table 1 `****`; A6). */
export const denyUserListing = 'Deny user listing';

export function entitlementKey(entitlement: Entitlement): EntitlementKey {
  switch (entitlement.kind) {
    case 'console':
      return `console:${entitlement.product}`;
    case 'role':
      return `role:${entitlement.instance}/${entitlement.role}`;
    case 'item':
      return `item:${entitlement.instance}/${entitlement.item}/${entitlement.right}`;
  }
}

/** Parses the written form; null where it is none. Ids are not checked against a catalogue. */
export function parseEntitlementKey(key: EntitlementKey): Entitlement | null {
  const console_ = /^console:([^/]+)$/.exec(key);
  if (console_?.[1]) return { kind: 'console', product: console_[1] };
  const role = /^role:([^/]+)\/([^/]+)$/.exec(key);
  if (role?.[1] && role[2]) return { kind: 'role', instance: role[1], role: role[2] };
  const item = /^item:([^/]+)\/([^/]+)\/(read|write|recovery-key|no-read)$/.exec(key);
  if (item?.[1] && item[2] && item[3]) {
    return { kind: 'item', instance: item[1], item: item[2], right: item[3] as ItemRight };
  }
  return null;
}

/** A limit (A6) takes away: it can be granted but not asked for, and ending it is the widening step. */
export function isLimit(entitlement: Entitlement): boolean {
  return entitlement.kind === 'role'
    ? entitlement.role === denyUserListing
    : entitlement.kind === 'item' && entitlement.right === 'no-read';
}
