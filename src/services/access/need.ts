import type { Ask } from '../../domain/ask.ts';
import { askedFor } from '../../domain/askers.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import type { HeldThere, InstancePolicy } from '../../policy/index.ts';
import { findPermission, holdingWith, mayWith, smallerRoles } from '../../policy/index.ts';

/** What a role is needed for, and what would do. */
export interface Need {
  readonly permission: string;
  /** `had`: the person can do it already; `missing`: the role that was requested doesn't give it. */
  readonly is: 'given' | 'had' | 'missing';
  /** Roles that would do in place of the one that was requested, the smallest first. */
  readonly smaller: readonly string[];
}

/** `held`: what the person has in the instance besides. Null: nobody said what it's needed for. Pure. */
export function needOf(entitlement: Entitlement, ask: Ask, policy: InstancePolicy, held: HeldThere): Need | null {
  const permission = findPermission(askedFor(ask)?.action ?? '')?.label;
  if (permission === undefined || entitlement.kind !== 'role') return null;
  if (mayWith(policy, held, permission)) return { permission, is: 'had', smaller: [] };
  const { role } = entitlement;
  // Also where the role gives it for some items only.
  const { rights } = policy.change(holdingWith(policy, held), holdingWith(policy, held, role));
  const isGiven = rights.some((one) => one.permission === permission && one.effect === 'gained');
  return { permission, is: isGiven ? 'given' : 'missing', smaller: smallerRoles(policy, held, role, permission) };
}
