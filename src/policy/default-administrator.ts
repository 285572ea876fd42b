import { sameEmail } from './console.ts';

/** Whether an e-mail is the instance's built-in default administrator account (R6). */
export function isDefaultAdministrator(defaultAdministrator: string | null | undefined, email: string): boolean {
  return typeof defaultAdministrator === 'string' && sameEmail(defaultAdministrator, email);
}
