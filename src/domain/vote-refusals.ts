import type { Entitlement } from './entitlement.ts';
import { reason } from './reason.ts';
import type { Refusal, RefusalArgs } from './refusal.ts';
import { refusal } from './refusal.ts';

const oneVote = [reason('A7', 'one-vote-for-each-human')];
const own = (args: RefusalArgs): Refusal => refusal('own-access', args, oneVote);

/** Why somebody’s approval doesn’t count although they have the authority (A4, A7). */
export const voteRefusals = {
  oneWithSubject: (label: string, what: 'approve' | 'grant'): Refusal => own({ name: 'one-with-subject', label, what }),
  oneWithRequester: (label: string): Refusal => own({ name: 'one-with-requester', label }),
  /** What `label` holds would be handed over. */
  handsOver: (label: string): Refusal => own({ name: 'one-with-giver', label }),
  oneWithApprover: (label: string): Refusal => refusal('already-voiced', { name: 'one-with-approver', label }, oneVote),
  newcomer: (): Refusal => refusal('too-new', { name: 'newcomer' }, [reason('A7', 'known-too-late')]),
  newAuthority: (): Refusal => refusal('too-new', { name: 'new-authority' }, [reason('A7', 'authority-too-late')]),
  /** They answer for the system that asked. */
  runsSystem: (label: string): Refusal => own({ name: 'runs-system', label }),
  ownRole: (): Refusal => own({ name: 'own-role' }),
} as const;

/** Refusals about when something was requested, and about limits that only people in chat end. Durations in ms. */
export const timeRefusals = {
  requestedLater: (): Refusal => refusal('stale', { name: 'requested-later' }),
  overtaken: (): Refusal => refusal('stale', { name: 'overtaken' }),
  repeated: (): Refusal => refusal('stale', { name: 'requested-twice' }),
  endPassed: (): Refusal => refusal('too-long', { name: 'end-passed' }),
  /** `askedMs`: what is left of what was requested. */
  forLonger: (askedMs: number): Refusal => refusal('too-long', { name: 'longer-than-requested', askedMs }),
  limitForLess: (): Refusal => refusal('limit', { name: 'limit-for-less' }, [reason('A6', 'shortening-limit-widens')]),
  notStartedInTime: (): Refusal => refusal('not-due', { name: 'not-started-in-time' }),
  tooLateToApprove: (): Refusal => refusal('not-due', { name: 'too-late-to-approve' }),
  /** The command waited for more than a day. */
  tooOld: (): Refusal => refusal('too-old', { name: 'too-old' }),
  limitStays: (entitlement: Entitlement, label: string): Refusal =>
    refusal('limit', { name: 'limit-stays', entitlement, label }, [reason('A6', 'ending-limit-widens')]),
} as const;
