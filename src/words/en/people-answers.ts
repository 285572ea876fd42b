import type { PersonRef } from '../../domain/identity.ts';
import type { Text } from '../../domain/message.ts';
import { or } from './format.ts';

const again = '/access people shows what’s pending.';

/** What an administrator reads of a decision about people: that it was made, or why it can't be. */
export const peopleAnswers = {
  onlyAdministrators: {
    see: only('see this'),
    confirm: only('confirm or reject e-mails'),
    decide: only('decide this'),
    handOver: only('hand access over'),
    vouch: only('vouch for an e-mail'),
    record: only('record this'),
  },
  countsAsOne: 'You count as one person with someone this is about, so another Latchkey administrator has to decide.',
  ownPair:
    'You’re one of these two people, or count as one person with one of them, so another Latchkey administrator has to do this.',
  unknownPerson: 'Latchkey no longer knows one of these people. Type /access people again.',
  faster: 'Another Latchkey administrator was faster. /access audit shows what they decided.',

  notPending: `That’s no longer pending. ${again}`,
  ownEmail: 'You can’t decide about your own e-mail. Another Latchkey administrator has to.',
  onlyVouched: (email: string) =>
    `${email} belongs to someone else, and on this account it was only vouched for. That can’t take it away from them. Choose “Reject”.`,
  bothHold: (email: string, other: string) =>
    `${email} was given access before anyone proved it, and ${other} has access too. Revoke what one of them has (/access who shows it), then confirm again.`,
  confirmed: (email: string, name: string) => `You confirmed the e-mail ${email} of ${name}.`,
  separated: (email: string, name: string) => `You confirmed that ${name}, with the e-mail ${email}, is someone else.`,
  rejected: (email: string, name: string) => `You rejected the e-mail ${email} of ${name}.`,

  holderSaidNo: (email: string) =>
    `${email} belongs to someone who says that this account isn’t theirs. Choose “Someone else” or “Reject”.`,
  holderAsked: (email: string) =>
    `${email} belongs to someone with an account, who has been asked and has 24 hours to agree. If they don’t answer, you can decide then. You can choose “Someone else” or “Reject” now.`,
  /** Also as it is recorded. */
  said: (label: string, account: string, isTheirs: boolean) =>
    `${label} says that ${account} ${isTheirs ? 'is their account' : 'isn’t their account'}`,
  saidNotice: (said: string) => `${said}. /access people shows it.`,
  alreadyAnswered: 'You’ve already answered this.',
  thanksYes: 'Thanks. A Latchkey administrator has to confirm it now.',
  thanksNo: 'Thanks. The account won’t become yours, and the Latchkey administrators have been told.',

  entryChanged: `latchkey.yml has changed since then. ${again}`,
  neverHad: (email: string) => `That person never had ${email}. Type /access people again.`,
  done: (what: string) => `Recorded: ${what}.`,

  samePerson: 'That’s one person. Name who has the access, then who gets it.',
  notShown: (what: string) => `${what}: it wasn’t shown.`,
  notHandedOver: (what: string, why: string) => `${what}: ${why}`,
  handedLimits: (to: string, limits: readonly string[]) => `${to} now has these limits: ${limits.join(', ')}.`,
  handedRequests: (from: string, to: string, requests: readonly string[]) =>
    `Requested for ${to}: ${requests.join(', ')}. Approvers decide, and ${from} keeps each access until ${to} has it.`,
  handedRest: (rest: readonly string[]) => `Not handed over: ${rest.join(' ')}`,
  /** As they are recorded. */
  handingOver: (from: string, to: string) => `what ${from} has is being handed over to ${to}`,
  handingOverOne: (what: string, from: string, to: string, isGiven: boolean) =>
    `${what} of ${from} ${isGiven ? 'is being' : 'isn’t'} handed over to ${to}`,
  handOverNotice: (by: PersonRef, from: PersonRef, to: PersonRef): Text => [
    { person: by },
    ' is handing over what ',
    { person: from },
    ' has to ',
    { person: to },
    '.',
  ],

  onePersonByFile: (one: string, other: string) =>
    `${one} and ${other} are one person according to people.same in latchkey.yml. Change it there.`,
  /** Also as it is recorded. */
  twoPeople: (one: string, other: string) => `${one} and ${other} count as two people in requests from now on`,
  twoPeopleNotice: (by: PersonRef, one: PersonRef, other: PersonRef): Text => [
    { person: by },
    ' recorded that ',
    { person: one },
    ' and ',
    { person: other },
    ' are two people. This counts for later requests.',
  ],

  notAnEmail: (typed: string) => `“${typed}” isn’t an e-mail address.`,
  ownVouch:
    'You can’t vouch for yourself, or for someone you count as one person with. Another Latchkey administrator has to.',
  otherPersons: (account: string, email: string | null) =>
    `${account} already belongs to ${email ?? 'a person without an e-mail'}. Unlink it first, or confirm its e-mail with /access people.`,
  provedBySignIn: (account: string, email: string) =>
    `${account} proved ${email} by signing in, so nobody has to vouch for it.`,
  profileShows: (account: string, email: string) =>
    `The profile of ${account} shows the e-mail ${email}, so nobody has to vouch for it.`,
  otherDomain: (email: string, domains: readonly string[]) =>
    `${email} isn’t from ${or(domains)}, which latchkey.yml requires under people.domains.`,
  holderToldOfVouch: (email: string, account: string) =>
    `${email} belongs to someone with an account, so they’ve been asked: ${account}. If they don’t answer within a day, /access people shows it.`,
  vouched: (account: string, email: string) =>
    `You vouched that ${account} has the e-mail ${email}. This ends when the profile shows a different one.`,
  vouchedNotice: (by: PersonRef, account: string, email: string): Text => [
    { person: by },
    ` vouched that ${account} has the e-mail ${email}.`,
  ],
} as const;

function only(what: string): string {
  return `Only Latchkey administrators can ${what}. They’re listed in latchkey.yml, under latchkey.administrators.`;
}
