import type { Entitlement } from '../../domain/entitlement.ts';

/** What a person holds in one instance. */
export interface Holdings {
  readonly roles: readonly string[];
  readonly itemRights: readonly {
    readonly item: string;
    readonly right: 'read' | 'write' | 'recovery-key' | 'no-read';
  }[];
}

/** Direct roles and item rights in an instance, of everything that a person holds. Pure. */
export function holdingsIn(instance: string, held: readonly Entitlement[]): Holdings {
  return {
    roles: held.flatMap((one) => (one.kind === 'role' && one.instance === instance ? [one.role] : [])),
    itemRights: held.flatMap((one) =>
      one.kind === 'item' && one.instance === instance ? [{ item: one.item, right: one.right }] : [],
    ),
  };
}
