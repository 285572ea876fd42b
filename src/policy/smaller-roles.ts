import { denyUserListing } from '../domain/entitlement.ts';
import type { EffectiveChange, Holding } from './change.ts';
import { fewestFirst } from './fewest-first.ts';
import type { InstancePolicy } from './instance-policy.ts';
import type { HeldItemRight } from './item-rights.ts';

/** What a person has on an instance. */
export interface HeldThere {
  readonly roles: readonly string[];
  readonly itemRights: readonly HeldItemRight[];
}

/** Whether what somebody has, with a role besides where one is given, lets them do something in general: on no certain item. */
export function mayWith(policy: InstancePolicy, held: HeldThere, permission: string, role?: string): boolean {
  return policy.decide({ ...holdingWith(policy, held, role), permission }).effect === 'allow';
}

/**
 * Roles that would do in place of `role`, the smallest first: each lets this person do what they need it for, and what they
 * could do with it is a strict subset of what they could do with `role`. None where they can do it already, or not even with
 * `role`. Never a limit, nor a role through which one defines permissions.
 */
export function smallerRoles(
  policy: InstancePolicy,
  held: HeldThere,
  role: string,
  permission: string,
): readonly string[] {
  if (mayWith(policy, held, permission) || !mayWith(policy, held, permission, role)) return [];
  const before = holdingWith(policy, held);
  const asked = holdingWith(policy, held, role);
  const others = policy.roles.filter((one) => one !== denyUserListing && !policy.rolesGivingAuthority.includes(one));
  const ways = others.flatMap((choice) => {
    if (!mayWith(policy, held, permission, choice)) return [];
    const after = holdingWith(policy, held, choice);
    return isMore(policy.change(after, asked)) ? [{ choice, rights: policy.change(before, after).rights }] : [];
  });
  return fewestFirst(ways);
}

/** What somebody has, with a role besides where one is given. */
export function holdingWith(policy: InstancePolicy, { roles, itemRights }: HeldThere, role?: string): Holding {
  return { membership: policy.membership(role === undefined ? roles : [...roles, role]), itemRights };
}

/** Whether a change adds something and takes nothing away. */
function isMore({ rights }: EffectiveChange): boolean {
  return rights.length > 0 && rights.every(({ effect }) => effect === 'gained');
}
