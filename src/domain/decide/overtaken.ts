import type { Access } from '../access.ts';
import { isOpen } from '../access.ts';
import { entitlementKey } from '../entitlement.ts';
import type { EntitlementKey } from '../entitlement.ts';
import type { PersonId } from '../identity.ts';

/**
 * Whether somebody cancelled, gave back or revoked an access to an entitlement after they typed a request for it, which comes
 * to its decision only now (DESIGN §4): workers decide one person's commands side by side, and receipt is what orders them.
 * `accesses`: the beneficiary's; `heardAt` in ms. Pure.
 */
export function isOvertaken(
  accesses: readonly Access[],
  entitlement: EntitlementKey,
  actor: PersonId,
  heardAt: number,
): boolean {
  return overOf(accesses, entitlement).some(({ events }) =>
    events.some(({ actorId, facts }) => actorId === actor && 'heardAt' in facts && (facts.heardAt ?? 0) > heardAt),
  );
}

/**
 * Whether the same person's request for the same entitlement was opened after they typed this one, and is over by now: they typed
 * it again because no answer came, and one request was meant (DESIGN §4). `accesses`: the beneficiary's; `heardAt` in ms. Pure.
 */
export function isRepeated(
  accesses: readonly Access[],
  entitlement: EntitlementKey,
  actor: PersonId,
  heardAt: number,
): boolean {
  return overOf(accesses, entitlement).some(({ asks: [first] }) => first?.by.id === actor && first.askedAt > heardAt);
}

/** Those to an entitlement that are over. */
function overOf(accesses: readonly Access[], entitlement: EntitlementKey): readonly Access[] {
  return accesses.filter((access) => !isOpen(access) && entitlementKey(access.entitlement) === entitlement);
}
