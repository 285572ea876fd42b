import type { Entitlement } from '../../domain/entitlement.ts';
import type { Names } from '../names.ts';
import { ids } from '../names.ts';

/** An entitlement within a sentence: `console access to acme-prod`, `the role Help desk on mdm-eu`. */
export function entitlement(one: Entitlement, { product, instance }: Names = ids): string {
  switch (one.kind) {
    case 'console':
      return `console access to ${product(one.product)}`;
    case 'role':
      return `the role ${one.role} on ${instance(one.instance)}`;
    case 'item':
      return `${one.right} on ${instance(one.instance)}/${one.item}`;
  }
}
