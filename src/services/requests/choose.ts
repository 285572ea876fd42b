import type { Entitlement } from '../../domain/entitlement.ts';
import { isLimit, itemRights } from '../../domain/entitlement.ts';
import type { ItemRight } from '../../domain/entitlement.ts';
import { fewestFirst } from '../../policy/index.ts';
import { holdingsIn } from '../authority/holdings.ts';
import { isProductAction, permissionOf } from '../decisions/action-names.ts';
import type { Resource } from '../decisions/scope.ts';
import type { Standing } from '../decisions/standings.ts';
import type { Directory } from '../directory.ts';

/** An entitlement that would give what was denied. */
export interface Choice {
  readonly entitlement: Entitlement;
  /** What was denied, as people read it. */
  readonly action: string;
  /** Rights that it adds for this person besides. */
  readonly more: number;
  /** Who has it can define permissions: it's never chosen, only named, by clients that may. */
  readonly isNamedOnly: boolean;
}

/**
 * Everything that would give what was denied, the first choice first: what adds the fewest rights of the first rank, then the
 * fewest in all; an item right before a role, then the order of the tables (DESIGN §8). Pure.
 */
export function choicesFor(
  resource: Resource,
  action: string,
  { grants }: Standing,
  directory: Directory,
  now: number,
): readonly Choice[] {
  if (resource.kind === 'product') {
    const entitlement: Entitlement = { kind: 'console', product: resource.product.id };
    if (!isProductAction(action)) return [];
    return [
      { entitlement, action: action === 'console' ? 'console access' : 'add users', more: 0, isNamedOnly: false },
    ];
  }
  const { instance, item } = resource;
  const permission = permissionOf(action);
  const policy = directory.policy(instance.id);
  if (permission === null || policy === null) return [];
  const inForce = grants.filter(({ until }) => until === null || now < until).map(({ entitlement }) => entitlement);
  const holdingOf = (held: readonly Entitlement[]) => {
    const { roles, itemRights } = holdingsIn(instance.id, held);
    return { membership: policy.membership(roles), itemRights };
  };
  const before = holdingOf(inForce);
  const asItem = item?.kind === 'asset' ? item.id : null;
  const possible: readonly Entitlement[] = [
    ...(asItem === null ? [] : itemRights.map((right) => itemRight(instance.id, asItem, right))),
    ...policy.roles.map((role): Entitlement => ({ kind: 'role', instance: instance.id, role })),
  ];
  const giving = possible.flatMap((entitlement) => {
    if (isLimit(entitlement)) return [];
    const after = holdingOf([...inForce, entitlement]);
    const question = { ...after, permission };
    const { effect } = policy.decide(item === null ? question : { ...question, item });
    if (effect !== 'allow') return [];
    const { rights } = policy.change(before, after);
    const choice = {
      entitlement,
      action: permission,
      more: rights.filter((one) => one.effect === 'gained' && one.permission !== permission).length,
      isNamedOnly: entitlement.kind === 'role' && policy.rolesGivingAuthority.includes(entitlement.role),
    };
    return [{ choice, rights }];
  });
  // Of equals: an item right before a role, then the order of the tables.
  return fewestFirst(giving);
}

function itemRight(instance: string, item: string, right: ItemRight): Entitlement {
  return { kind: 'item', instance, item, right };
}
