import type { Catalogue, Instance, Product } from './catalogue.ts';
import { definesPermissions, groupsThrough } from './group-reach.ts';

/** Products whose console nobody could decide about (C4), by what the file or a report says: no administrator, and no role. Pure. */
export function undecidableProducts(catalogue: Catalogue): readonly Product[] {
  return catalogue.products.filter(
    ({ id, administrators }) => administrators.length === 0 && !stands(catalogue, 'product', id),
  );
}

/** Instances whose roles and items nobody could decide about (R5), in the same way. Pure. */
export function undecidableInstances(catalogue: Catalogue): readonly Instance[] {
  return catalogue.instances.filter(
    (instance) => !hasAdministrator(instance) && !stands(catalogue, 'instance', instance.id),
  );
}

function stands({ authority }: Catalogue, scope: 'product' | 'instance', id: string): boolean {
  return authority.some((one) => (one.scope as Readonly<Record<string, string>>)[scope] === id);
}

/** Whether anybody may define permissions there (R5), by a custom group too (R7). */
function hasAdministrator(instance: Instance): boolean {
  return instance.members.some(({ role }) => groupsThrough(instance, role).includes(definesPermissions));
}
