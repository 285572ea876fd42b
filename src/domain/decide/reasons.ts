import type { BasisFacts } from '../access.ts';
import type { Entitlement } from '../entitlement.ts';
import type { Reason } from '../reason.ts';
import { reason } from '../reason.ts';

/** What a decision by authority rests on: C4 for a console, R5 for roles and item rights. */
export function authorityReason({ kind }: Entitlement, basis: BasisFacts): Reason {
  return reason(kind === 'console' ? 'C4' : 'R5', 'authority', basis);
}
