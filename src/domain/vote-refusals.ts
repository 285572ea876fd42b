import { formatDuration } from './duration.ts';
import type { Entitlement } from './entitlement.ts';
import { isLimit } from './entitlement.ts';
import type { Reason } from './reason.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';

const oneVote: Reason = {
  rule: 'A7',
  sentence: 'One human has one vote: two accounts that may be the same human count once.',
};
const wayOut =
  'If you’re two people, a Latchkey administrator can record that with /access people. It counts for later requests.';

/** Why somebody’s approval doesn’t count although they have the authority (A4, A7). */
export const voteRefusals = {
  oneWithSubject(label: string, what: 'approve' | 'grant'): Refusal {
    return refusal(
      'own-access',
      `You can’t ${what} this: you and ${label} count as one person. Someone else needs to do it. ${wayOut}`,
      [oneVote],
    );
  },
  oneWithRequester(label: string): Refusal {
    return refusal(
      'own-access',
      `You can’t approve this: you and ${label}, who requested it, count as one person. Someone else needs to approve it. ${wayOut}`,
      [oneVote],
    );
  },
  handsOver(label: string): Refusal {
    return refusal(
      'own-access',
      `You can’t approve this: it hands over what ${label} holds, and giver and receiver count as one voter. Someone else needs to approve it.`,
      [oneVote],
    );
  },
  oneWithApprover(label: string): Refusal {
    return refusal(
      'already-voiced',
      `${label} already approved this, and you count as one person. Someone else needs to approve it too. ${wayOut}`,
      [oneVote],
    );
  },
  newcomer(): Refusal {
    return refusal(
      'too-new',
      'You can’t approve this because Latchkey first met you after it was requested. The requester can request it again, and then you can approve it.',
      [{ rule: 'A7', sentence: 'Whoever became known only after a request was made has no vote in it.' }],
    );
  },
  newAuthority(): Refusal {
    return refusal(
      'too-new',
      'You can’t approve this because you became an approver after it was requested. The requester can request it again, and then you can approve it.',
      [{ rule: 'A7', sentence: 'Authority that came by a role or a list after a request was made has no vote in it.' }],
    );
  },
  ownRole(): Refusal {
    return refusal(
      'own-access',
      'You can’t decide about your own role, or the role of someone you count as one person with. Someone else needs to do it.',
      [oneVote],
    );
  },
  /** Why an approval that was given counts no longer when the access starts (A3). */
  voidAs(label: string, other: string): string {
    return `${label} approved, but counts as one person with ${other}.`;
  },
} as const;

/** Refusals about when something was asked for, and about limits that only people in chat end. */
export const timeRefusals = {
  requestedLater(): Refusal {
    return refusal(
      'stale',
      'This was requested after your command arrived, so nothing was changed. Try again if you still want it.',
    );
  },
  overtaken(): Refusal {
    return refusal(
      'stale',
      'You cancelled or gave this back after you requested it, so it wasn’t requested again. Request it if you still need it.',
    );
  },
  endPassed(): Refusal {
    return refusal('too-long', 'That time has already passed. Type a later one, such as “until tomorrow”.');
  },
  /** `askedMs`: what is left of what was requested, in ms. */
  forLonger(askedMs: number): Refusal {
    return refusal(
      'too-long',
      `This was requested for ${formatDuration(askedMs)}, so you can approve it for that long at the most.`,
    );
  },
  limitForLess(): Refusal {
    return refusal(
      'limit',
      'A limit can’t be approved for less, because it would end earlier. Approve or deny it as it is.',
      [{ rule: 'A6', sentence: 'Shortening a limit widens access.' }],
    );
  },
  notStartedInTime(): Refusal {
    return refusal(
      'not-due',
      'It was approved, but it couldn’t be started before the time it was requested until. Request it again if you still need it.',
    );
  },
  tooLateToApprove(): Refusal {
    return refusal(
      'not-due',
      'An approval no longer counts, and the time to approve it again is over. Request it again if you still need it.',
    );
  },
  limitStays(entitlement: Entitlement, label: string): Refusal {
    const what =
      isLimit(entitlement) && entitlement.kind === 'item'
        ? `${entitlement.right} on ${entitlement.item}`
        : 'this limit';
    return refusal('limit', `${label} keeps ${what}: only an approver can end it, in chat, with /access revoke.`, [
      { rule: 'A6', sentence: 'Ending a limit widens access, so only somebody with authority does it, in chat.' },
    ]);
  },
} as const;
