import type { ReasonArgs, ReasonCode } from '../../domain/reason.ts';
import type { AccessReasonArgs } from '../../domain/reasons/access.ts';
import { basis } from './decisions.ts';
import { entitlement } from './entitlements.ts';
import { length } from './format.ts';
import { refusal } from './refusals.ts';
import { consoleReasons } from './reasons-console.ts';
import { rightsReasons } from './reasons-rights.ts';
import { shortName } from './systems.ts';
import type { ReasonWords } from '../word-maps.ts';

const own = {
  deny: 'Denying your own request',
  cancel: 'Cancelling your own request',
  'give-back': 'Giving back your own access',
};

const accessReasons: ReasonWords<AccessReasonArgs> = {
  authority: basis,
  'console-access-needed': ({ product, what }) => `You need console access to ${product} to ${what} it.`,
  'permissions-needed': ({ instance, entitlement: one, what }) =>
    `You need the permission “Define permissions to other users accounts” on ${instance} to ${what} ${entitlement(one)}.`,
  'own-action': ({ what }) => `${own[what]} is always allowed.`,
  'stuck-request-cancelled': () => 'A Latchkey administrator cancelled a request that was stuck.',
  'nobody-for-themselves': () => 'Nobody grants to, approves or extends for themselves.',
  'one-vote-for-each-person': () => 'One person counts once across all stages.',
  'one-vote-for-each-human': () => 'One human has one vote: two accounts that may be the same human count once.',
  'known-too-late': () => 'Someone who became known only after a request was made has no vote in it.',
  'authority-too-late': () => 'Authority that came by a role or a list after a request was made has no vote in it.',
  'rule-requires-more': () => 'An approval rule can require more than authority.',
  'grant-is-first-approval': () =>
    'A direct grant is a request for someone, and the granter’s decision is its first approval.',
  'approved-for-less': ({ wantedMs, askedMs }) =>
    `Approved for less than was requested: ${length(wantedMs)} instead of ${askedMs === null ? 'no end' : length(askedMs)}.`,
  'limit-not-requested': () => 'A limit can be granted but not requested.',
  'limited-person-cannot-end': () => 'Ending a limit widens access, so the limited person can’t end it.',
  'ending-limit-widens': () => 'Ending a limit widens access, so only someone with authority does it, in chat.',
  'shortening-limit-widens': () => 'Shortening a limit widens access.',
  'limits-first': () => 'A hand-over first puts the same limits on the new person, at once.',
  'handed-over-once': () => 'Only what someone still has is handed over, and only once.',
  'handed-over': ({ to }) => `It was handed over to ${to}, for whom it started.`,
  'hands-over': ({ by, from, to }) => `${by} hands over what ${from} holds to ${to}. That is no vote.`,
  'ends-with-giver': () => 'What is handed over ends when it would have ended for the person who had it.',
  'ends-with-approver': () =>
    'It ends when an approver’s own access ends, because nobody can give access for longer than they have it.',
  'approvals-checked': () => 'Every approval was checked again when it started.',
  'approver-not-found': ({ label }) => `${label} couldn’t be found.`,
  'approver-basis-ended': ({ label }) => `What ${label} approved with has ended.`,
  'approver-counts-as-one': ({ label, other }) => `${label} approved, but counts as one person with ${other}.`,
  'approver-outside': ({ label, why }) => `${label} approved, but is no longer inside: ${refusal(why)}`,
  'approver-account-moved': ({ label }) => `${label} approved, but with an account that is no longer theirs.`,
  'approver-without-authority': ({ label }) => `${label} approved, but no longer has the authority.`,
  'revoked-before-start': () => 'This access was revoked before it could start. Request it again if you still need it.',
  'subject-gone': ({ why }) => refusal(why),
  'revoked-by-operator': ({ by }) => `Revoked from the command line by ${by}.`,
  'asker-withdrew': ({ system }) => `The system ${shortName(system)} withdrew its request.`,
  'not-asked': ({ system }) => `They said that they hadn’t asked for what the system ${shortName(system)} requested.`,
  'ticket-closed': ({ ticket, system }) => `The ticket ${ticket} in ${shortName(system)} was closed.`,
  'listed-as-member': () => 'The configuration lists them as a member.',
  'not-listed-as-member': () => 'The configuration no longer lists them as a member.',
  'administrator-in-product': ({ label, product }) =>
    `${label} has access as an administrator of ${product}. They have to be demoted or removed in the product itself.`,
  'access-remains': () =>
    'The explicit grant is removed. Access remains because they are an administrator of the product.',
  'people-only': () => 'User groups aren’t supported: access is given to each person.',
  'assets-only': () => 'Item rights belong to one person and one asset. Packages and tools have only their flag.',
  'no-read-wins': () => 'no-read overrides read and write on the same item.',
  'default-administrator-untouched': () => 'Nobody can edit or remove the built-in default administrator account.',
  'groups-bind-together': () => 'The rules of every group that the person would newly be in apply together.',
  'only-own-records': () => 'Only what Latchkey wrote itself counts.',
  'own-name-only': () =>
    'The e-mail of this account belongs to someone else until it’s decided whose the account is, so it stands for itself and has no vote.',
  'texts-can-be-erased': () => 'What people typed can be erased; the proof stays.',
  'sealed-again': () => 'A record whose secret is lost is verified by anchors, and sealed again.',
};

const words: ReasonWords = {
  said: ({ sentence }) => sentence,
  ...accessReasons,
  ...rightsReasons,
  ...consoleReasons,
};

/** A reason as a person reads it. */
export function reason<Code extends ReasonCode>({
  code,
  args,
}: {
  readonly code: Code;
  readonly args: ReasonArgs[Code];
}): string {
  return words[code](args);
}
