import type { PersonRef } from '../../domain/identity.ts';
import type { Text } from '../../domain/message.ts';
import { length } from './format.ts';

/** For Latchkey administrators: what `/access people` shows and answers. Names and accounts as they are shown elsewhere. */
export const people = {
  nothing: 'Nothing needs your attention, and no accounts are linked by code or by signing in.',
  pending: 'Needs your decision',
  linked: (page: number) => (page > 1 ? `Linked accounts, page ${page}` : 'Linked accounts'),
  summary: (pending: number, links: number, orMore: boolean) =>
    `${pending} pending, ${links}${orMore ? ' or more' : ''} linked`,
  olderLinks: 'Older links',
  /** `beside`: the person's other accounts. `at`: since when, in ms. */
  link: (label: string, name: string, account: string, beside: readonly string[], how: string, at: number): Text => [
    { strong: label },
    `: ${name}, ${account}${beside.length === 0 ? '' : `, along with ${beside.join(', ')}`}. ${how}: `,
    { time: at },
  ],
  how: {
    code: 'Linked by code',
    signIn: (email: string) => `Linked by signing in as ${email}`,
    vouched: (email: string) => `Vouched for as ${email}`,
  },
  remove: 'Remove',
  removeConfirm: (name: string, label: string) => ({
    title: 'Remove this link?',
    text: `${name} will no longer act as ${label}. All of ${label}’s accounts will be told.`,
    yes: 'Remove',
    no: 'Keep it',
  }),

  confirming: 'Still working on confirming the e-mail…',
  separating: 'Still working on recording that it’s someone else…',
  rejecting: 'Still working on rejecting the e-mail…',
  answering: 'Still working on saving your answer…',
  questionOver: 'This question is no longer open.',
  deciding: 'Still working on saving your decision…',

  twoPeople: {
    recording: 'Still working on recording that they’re two people…',
    countAsOne: (one: PersonRef, other: PersonRef, why: string): Text => [
      { person: one },
      ' and ',
      { person: other },
      ` count as one person${why}.`,
    ],
    sameAccount: (name: string) => `: both had the account ${name}`,
    byOthers: ', through other people',
    button: 'They’re two people',
    confirm: (one: string, other: string) => ({
      title: 'Are they two people?',
      text: `${one} and ${other} will count as two people in later requests.`,
      yes: 'They’re two people',
      no: 'Go back',
    }),
  },
} as const;

/** How an administrator answers for an account's e-mail. */
export const vouching = {
  sayWhom: 'Name both the account and its e-mail. /access help people shows how.',
  sayAccount: 'Mention the account with @, or write it as Latchkey shows it, such as discord:300100.',
  summary: (account: string, email: string) => `Vouch that ${account} has the e-mail ${email}?`,
  title: 'Vouch for this e-mail?',
  newPerson: (account: string, email: string): Text => [
    { strong: account },
    ` becomes a new person with the e-mail ${email} and without any access.`,
  ],
  staysPerson: (account: string, label: string, has: string): Text => [
    { strong: account },
    ` stays ${label}, who ${has}.`,
  ],
  becomesPerson: (account: string, label: string, has: string, isAsked: boolean): Text => [
    { strong: account },
    ` becomes ${label}, who ${has}.${isAsked ? ' They already have an account, so they’ll be asked first.' : ''}`,
  ],
  note: 'This is recorded with your name. It ends when the profile shows a different e-mail. Until a Slack profile or latchkey.yml proves who this is, you two count as one person, so neither of you can approve for the other.',
  button: 'Vouch',
  confirm: (account: string, email: string) => ({
    title: 'Vouch for it?',
    text: `You confirm that ${account} has the e-mail ${email}.`,
    yes: 'Vouch',
    no: 'Go back',
  }),
  recording: 'Still working on recording that you vouch for it…',
} as const;

/** How an administrator hands what one person has over to another. */
export const handingOver = {
  sayWhom: 'Name two people: the one who has the access, then the one who gets it. /access help people shows how.',
  unknownFrom: 'Latchkey doesn’t know who has the access. Mention them with @, or write their e-mail.',
  unknownTo: 'Latchkey doesn’t know who gets the access yet. Ask them to use /access mine once, then try again.',
  summary: (from: string, to: string) => `Hand over from ${from} to ${to}?`,
  title: 'Hand over access?',
  has: (label: string, has: string): Text => [{ strong: label }, ` ${has}.`],
  limits: (to: string) => `Limits that ${to} gets right away`,
  requests: (to: string) => `Requested for ${to}, for approvers to decide`,
  /** `left`: as a duration; null: without an end. */
  /** `leftMs`: how long it has left; null: it has no end. */
  item: (what: string, leftMs: number | null): Text => [
    `${what} (${leftMs === null ? 'without end' : `${length(leftMs)} left`})`,
  ],
  nothing: (from: string) => `${from} has nothing that can be handed over.`,
  keeps: (from: string) =>
    `Neither of them can approve these requests, and this click isn’t an approval either. ${from} keeps each access until the other person has it.`,
  fromFile: 'What comes from latchkey.yml, such as being an administrator of a product, is changed there.',
  button: 'Hand over',
  confirm: (from: string, to: string) => ({
    title: 'Hand over?',
    text: `${from}’s limits apply to ${to} right away, and everything else is requested for ${to}.`,
    yes: 'Hand over',
    no: 'Go back',
  }),
  working: 'Still working on handing over…',
} as const;
