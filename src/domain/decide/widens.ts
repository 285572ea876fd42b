import type { Entitlement } from '../entitlement.ts';
import { isLimit } from '../entitlement.ts';
import type { AccessCommand } from './types.ts';

const giving: readonly AccessCommand['name'][] = ['request', 'grant', 'approve', 'start', 'import'];
const ending: readonly AccessCommand['name'][] = ['revoke', 'give-back', 'look', 'remove-import', 'retire'];

/** Whether a command gives somebody more than they have: it leads to an access, or to the end of a limit (A6). */
export function widens(name: AccessCommand['name'], entitlement: Entitlement): boolean {
  return (isLimit(entitlement) ? ending : giving).includes(name);
}
