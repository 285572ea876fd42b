import type { Entitlement } from '../../domain/entitlement.ts';

/** An entitlement within a sentence: `console access to acme-prod`, `the role Help desk on mdm-eu`. */
export function entitlement(one: Entitlement): string {
  switch (one.kind) {
    case 'console':
      return `console access to ${one.product}`;
    case 'role':
      return `the role ${one.role} on ${one.instance}`;
    case 'item':
      return `${one.right} on ${one.instance}/${one.item}`;
  }
}
