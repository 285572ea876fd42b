import type { Reach } from '../../domain/catalogue.ts';
import type { Entitlement } from '../../domain/entitlement.ts';

/** Whether an entitlement lies in what a system may know of. */
export function reaches({ products, instances }: Reach, entitlement: Entitlement): boolean {
  return entitlement.kind === 'console'
    ? products.includes(entitlement.product)
    : instances.includes(entitlement.instance);
}
