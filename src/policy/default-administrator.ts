import type { Reason } from '../domain/reason.ts';
import { sameEmail } from './console.ts';

/** Whether an e-mail is the instance's built-in default administrator account (R6). */
export function isDefaultAdministrator(defaultAdministrator: string | null | undefined, email: string): boolean {
  return typeof defaultAdministrator === 'string' && sameEmail(defaultAdministrator, email);
}

/**
 * Why nothing can be granted to, limited for or revoked from this account, and why it counts as no approver (R6); null
 * where the e-mail is not the instance's default administrator.
 */
export function defaultAdministratorReason(
  defaultAdministrator: string | null | undefined,
  email: string,
): Reason | null {
  return isDefaultAdministrator(defaultAdministrator, email) ? builtInAccount : null;
}

const builtInAccount: Reason = Object.freeze({
  rule: 'R6',
  sentence:
    'This is the built-in default administrator, an account and no person: nothing of it is granted, limited or revoked, and it approves nothing; name a person instead.',
});
