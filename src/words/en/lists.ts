import { cut } from '../../domain/cut.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Span, Text } from '../../domain/message.ts';
import type { Names } from '../names.ts';
import { entitlement } from './entitlements.ts';
import { count } from './format.ts';

/** The answers that list accesses: mine, pending, who, why, check and audit. `at`: until when, or where it stands. */
export const lists = {
  access: (one: Entitlement, at: Text, id: string, names: Names): Text => [
    { strong: entitlement(one, names) },
    ' — ',
    ...at,
    ' ',
    { code: id },
  ],
  accessFrom: (one: Entitlement, at: Text, origin: Text, id: string, names: Names): Text => [
    { strong: entitlement(one, names) },
    ' — ',
    ...at,
    ', ',
    ...origin,
    ' ',
    { code: id },
  ],
  /** The console of a product that somebody administers (C2). `own`: it's the reader's. */
  byDefault: (product: string, names: Names, own: boolean): Text => [
    { strong: entitlement({ kind: 'console', product }, names) },
    ` — because ${own ? 'you' : 'they'} administer ${names.product(product)}`,
  ],
  withoutEnd: 'without end',
  until: (at: number): Text => ['until ', { time: at }],
  ended: 'ended',
  needsApproval: 'needs approval',
  more: (hidden: number) => `and ${hidden} more`,

  /** A heading over so many; `isCut`: there may be more. */
  section: (name: string, all: number, isCut = false) => `${name} (${all}${isCut ? ' or more' : ''})`,
  moreWith: (hidden: number, command: string): Text => [`and ${hidden} more: `, { code: command }],
  page: (title: string, page: number) => (page > 1 ? `${title}, page ${page}` : title),
  next: 'Show more',
  noMore: 'There’s nothing more to show.',
  /** Whose request it is, before what it asks for. */
  of: (person: PersonRef): Text => [{ person }, ': '],
  request: (one: Entitlement, length: Text, status: Text, id: string, names: Names): Text => [
    { strong: entitlement(one, names) },
    ...length,
    '. ',
    ...status,
    ' ',
    { code: id },
  ],
  /** On a line of its own; what a person typed never stands for an account. */
  reasonLine: (reason: string): Text => [
    `\n“${cut(reason.replace(/\s+/g, ' '), 200).replace(/discord:(?=\d)/g, 'discord:\u200b')}”`,
  ],

  nothingOfMine: 'You don’t have any access through Latchkey right now.',
  notHeld: (one: Entitlement) => `You don’t have ${entitlement(one)}. /access mine shows what you have.`,
  endedLately: 'Ended',
  /** `length`: ` for 2 hours`, or empty. */
  requestAgainConfirm: (one: Entitlement, length: string, names: Names) => ({
    title: 'Request it again?',
    text: `You’ll request ${entitlement(one, names)}${length}.`,
    yes: 'Request',
    no: 'Not now',
    reason: 'Why? Approvers read this.',
  }),
  requestAccess: 'Request access',
  mine: 'What you have',
  mineSummary: (all: number) => `You have ${count(all, { one: 'access', other: 'accesses' })}`,

  nothingPending: 'Nothing needs your approval, and you have no pending requests.',
  pending: 'Pending requests',
  pendingSummary: (forMe: number, own: number) =>
    `${count(forMe, { one: 'request needs', other: 'requests need' })} your approval, ${own} of your own`,
  nothingToDecide: 'Nothing needs your approval right now.',
  nothingToCancel: 'You have no pending requests.',
  /** Over what a command without an ID could be about. */
  whichOne: (command: string) => `Which request? Use its buttons, or type /access ${command} with the ID.`,
  needsYou: 'Needs your approval',
  yours: 'Your requests',
  cancel: 'Cancel',
  cancelConfirm: (one: Entitlement, names: Names) => ({
    title: 'Cancel this request?',
    text: `Your request for ${entitlement(one, names)} will be cancelled.`,
    yes: 'Cancel it',
    no: 'Keep it',
    reason: 'Why? This goes into the record.',
  }),

  nobodyHas: (one: Entitlement, names: Names) => `Nobody has ${entitlement(one, names)}.`,
  whoHas: (one: Entitlement, names: Names) => `Who has ${entitlement(one, names)}`,
  haveIt: (people: number, one: Entitlement, names: Names) => {
    const what = entitlement(one, names);
    return people === 0 ? `Nobody has ${what}` : `${people} ${people === 1 ? 'has' : 'have'} ${what}`;
  },
  explicit: (person: PersonRef, at: Text, origin: Text, id: string): Text => [
    { person },
    ' — explicit, ',
    ...at,
    ', ',
    ...origin,
    ' ',
    { code: id },
  ],
  /** `product`: what it's called. */
  implicit: (person: PersonRef, product: string): Text => [
    { person },
    ` — implicit, because they administer ${product}. To take it away, demote or remove them in the product.`,
  ],
  through: (person: PersonRef, role: string, at: Text, id: string): Text => [
    { person },
    ' — through ',
    { strong: role },
    ', ',
    ...at,
    ' ',
    { code: id },
  ],
  alsoDecide: (role: string, chat: string): Text => [
    'Members with the role ',
    { strong: role },
    ` in ${chat} can also decide about it, without having it (latchkey.yml).`,
  ],
  whatTheyHave: (label: string) => `What ${label} has`,
  nothingOfTheirs: (label: string) => `${label} doesn’t have any access through Latchkey right now.`,
  onlyYours: 'You only see what you have authority over.',
  approvedBy: (people: readonly PersonRef[]): Text => ['approved by ', ...joined(people.map((person) => ({ person })))],
  fromConfiguration: 'from the configuration',
  requested: 'requested',

  notForYou: (one: Entitlement) =>
    `You can only see this for yourself. To see others, you need authority over ${entitlement(one)}, or to be an auditor.`,
  notForYouInstance: 'You can only ask this about others where you have authority, or as an auditor.',
  nothingToSee: (who: string) =>
    `You can't see anything about ${who}. To see what somebody has, you need authority over it, or to be an auditor.`,
  thisPerson: 'this person',
  you: 'you',

  accessTitle: (id: string) => `Access ${id}`,
  accessSummary: (label: string, one: Entitlement, state: string) => `${label}: ${entitlement(one)}, ${state}`,

  nothingInAudit: 'There are no audit entries about this that you can see.',
  auditSummary: (entries: number) => count(entries, { one: 'audit entry', other: 'audit entries' }),
  olderInAudit: (hidden: number, orMore: boolean) =>
    `and ${hidden}${orMore ? ' or more' : ''} older ones. Narrow it down with “last 2d”, or use latchkey audit export.`,

  may: (person: PersonRef, what: string, isAllowed: boolean): Text => [
    isAllowed ? '✅ ' : '⛔ ',
    { person },
    isAllowed ? ' may: ' : ' may not: ',
    { strong: what },
  ],
  because: (sentence: string, rule: string): Text => [`${sentence} (${rule})`],
  granted: (until: number | null, id: string): Text =>
    until === null
      ? ['Granted without end, access ', { code: id }]
      : ['Granted until ', { time: until }, ', access ', { code: id }],
} as const;

/** `A, B and C`, of parts that a chat draws. */
function joined(spans: readonly Span[]): Text {
  return spans.flatMap((span, index) => [index === 0 ? '' : index === spans.length - 1 ? ' and ' : ', ', span]);
}
