import { isLimit } from '../src/domain/entitlement.ts';
import type { CommandAction, CommandJob } from '../src/ports/queue.ts';

/** How long after its receipt a command that widens access is decided, in ms (DESIGN §4, _Age_). */
export const longestAgeMs = 24 * 3_600_000;

/** Whether a command gives somebody more than they had. What takes away is decided however late it comes. */
const widens: Readonly<Record<CommandAction['name'], boolean>> = {
  request: true,
  grant: true,
  approve: true,
  'request-again': true,
  'request-instead': true,
  'not-asked': false,
  'two-people': true,
  'settle-entry': true,
  'settle-report': true,
  'hand-over': true,
  vouch: true,
  'confirm-person': true,
  'separate-person': true,
  'link-confirm': true,
  'consent-person': true,
  'resume-endpoint': true,
  deny: false,
  cancel: false,
  revoke: false,
  'give-back': false,
  'refuse-person': false,
  'link-refuse': false,
  'take-away': false,
  unlink: false,
};

/** Ending a limit gives back what it took away, so it widens, too (A6). */
export function isTooOld({ action, heardAt }: CommandJob, now: number): boolean {
  const endsLimit = action.name === 'revoke' && isLimit(action.entitlement);
  return (widens[action.name] || endsLimit) && now - heardAt > longestAgeMs;
}
