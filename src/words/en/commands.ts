import type { Entitlement } from '../../domain/entitlement.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Span, Text } from '../../domain/message.ts';
import type { Names } from '../names.ts';
import { entitlement } from './entitlements.ts';
import { count, length } from './format.ts';

const tooFast = 'You’re sending commands faster than Latchkey accepts them from one person.';

/** What is said of a command before its outcome is there, and what is wrong with how it was typed. */
export const commands = {
  /** For somebody who has waited 2 s for the outcome. */
  requesting: (one: Entitlement) => `Still working on your request for ${entitlement(one)}…`,
  granting: (one: Entitlement, people: number) =>
    people === 1
      ? `Still working on granting ${entitlement(one)}…`
      : `Still working on granting ${entitlement(one)} to ${people} people…`,
  revoking: (one: Entitlement) => `Still working on revoking ${entitlement(one)}…`,
  deciding: {
    approve: 'Still working on your approval…',
    deny: 'Still working on denying the request…',
    cancel: 'Still working on cancelling the request…',
  },
  givingBack: 'Still working on giving the access back…',
  requestingAgain: 'Still working on requesting it again…',
  linking: 'Still working on confirming the link…',
  refusingLink: 'Still working on refusing the link…',
  unlinking: 'Still working on unlinking the account…',
  grantingRole: 'Still working on granting the access that goes with this role…',
  removingRole: 'Still working on removing the role…',

  notUnderstood: (command: string, what: string | null) =>
    what === null
      ? `I don’t understand that. /access help ${command} shows how it’s typed.`
      : `I don’t understand “${what}”. /access help ${command} shows how it’s typed.`,
  oldButton: (command: string) => `That button is no longer valid. Type /access ${command} again.`,
  deadButton: 'That button is no longer valid.',
  kindOfAccess: 'kind of access',
  onlyForYourself: 'You can only request access for yourself. To give access to someone else, use /access grant.',
  accountOrCode: 'Type an account or a code, not both: an account to begin, the code to go on in the other chat.',
  sayWho: 'Say who: a mention, an e-mail or “me”. /access help check shows how.',
  sayWhat: 'Say what: a permission such as "Create assets", or console, "add users", product, "administer product".',
  waitsItsTurn: (ms: number) => `${tooFast} This one is saved and will be carried out in about ${length(ms)}.`,
  tooFast: `${tooFast} Wait a few seconds, then try again. You won’t be told again until then.`,
  /** The queue didn't answer in time. */
  unconfirmed: 'We couldn’t confirm that your command arrived. Check /access pending before you try again.',
  delayed: (why: string) => `This is taking longer than usual: ${why}. Your command is saved and will be decided.`,
  databaseAway: 'the database can’t be reached',
  chatAway: (chat: string, code: string) => `${chat} can’t tell us what we need to know (${code})`,
  givenUp:
    'Something went wrong on our side and your command wasn’t carried out. Check /access pending before you try again.',
} as const;

/** The confirmation before access is revoked. */
export const revoking = {
  question: 'Revoke access?',
  summary: (one: Entitlement, labels: readonly string[]) => `Revoke ${entitlement(one)} from ${labels.join(', ')}?`,
  /** `remains`: somebody among them is an administrator of the product. */
  ask: (one: Entitlement, people: readonly PersonRef[], remains: boolean): Text => [
    'Revoke ',
    { strong: entitlement(one) },
    ' from ',
    ...people.flatMap((person, index): Span[] => [index > 0 ? ', ' : '', { person }]),
    `?${remains ? ' If they’re an administrator of the product, they’ll still have access through that.' : ''}`,
  ],
  nothing: 'Nothing to revoke',
  nothingLeft: 'Nothing to revoke.',
  refused: (sentence: string) => `⛔ ${sentence}`,
  button: (people: number) =>
    people === 1 ? 'Revoke' : `Revoke from ${count(people, { one: 'person', other: 'people' })}`,
  confirm: (one: Entitlement, label: string, names: Names) => ({
    title: 'Revoke access?',
    text: `${label} will no longer have ${entitlement(one, names)}.`,
    yes: 'Revoke',
    no: 'Keep it',
    reason: 'Why? This goes into the record.',
  }),
} as const;
