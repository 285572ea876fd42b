import type { RefusalWords } from '../word-maps.ts';
import { shortName } from './systems.ts';

const wayOut =
  'If you’re two people, a Latchkey administrator can record that with /access people. It counts for later requests.';

/** Why somebody's approval doesn't count (A7). */
export const votes = {
  'one-with-subject': ({ label, what }) =>
    `You can’t ${what} this: you and ${label} count as one person. Someone else needs to do it. ${wayOut}`,
  'one-with-requester': ({ label }) =>
    `You can’t approve this: you and ${label}, who requested it, count as one person. Someone else needs to approve it. ${wayOut}`,
  'one-with-giver': ({ label }) =>
    `You can’t approve this: it hands over what ${label} holds, and giver and receiver count as one voter. Someone else needs to approve it.`,
  'one-with-approver': ({ label }) =>
    `${label} already approved this, and you count as one person. Someone else needs to approve it too. ${wayOut}`,
  'runs-system': ({ label }) =>
    `You run the system ${shortName(label)}, which requested this, so someone else needs to approve it.`,
  newcomer: () =>
    'You can’t approve this because Latchkey first met you after it was requested. The requester can request it again, and then you can approve it.',
  'new-authority': () =>
    'You can’t approve this because you became an approver after it was requested. The requester can request it again, and then you can approve it.',
  'own-role': () =>
    'You can’t decide about your own role, or the role of someone you count as one person with. Someone else needs to do it.',
} satisfies Partial<RefusalWords>;
