import type { PersonRef } from '../../domain/identity.ts';
import type { Span, Text } from '../../domain/message.ts';
import { and, count } from './format.ts';

/** What Latchkey administrators decide about e-mails and addresses, and what each choice does. Labels as elsewhere; times in ms. */
export const choices = {
  showPending: 'Show what’s pending',
  goBack: 'Go back',
  decisionTitle: 'A decision about people',

  emailChanged: (from: string | null, to: string) => `the e-mail changed from ${from ?? 'none'} to ${to}`,
  /** `staying`: accounts of other chats that stay with the person. */
  emailTaken: (email: string, staying: readonly string[]) =>
    `has the e-mail ${email}, which belongs to another account${staying.length === 0 ? '' : ` (also to ${staying.join(', ')}, which stays)`}`,
  pending: (name: string, account: string, what: string, since: number, more: readonly string[]): Text => [
    { strong: name },
    ` (${account}): ${what}, since `,
    { time: since },
    ...(more.length === 0 ? ['.'] : [`. ${more.join(' ')}`]),
  ],
  careful: (whose: string, has: string) => `Careful: ${whose}, who ${has}.`,
  emailBelongs: (email: string, label: string) => `${email} belongs to another person, ${label}`,
  accountBelongs: (label: string) => `the account belongs to ${label}`,
  emailBelonged: (email: string, label: string) => `${email} used to be the address of another person, ${label}`,
  same: (label: string, has: string, leftBehind: string) =>
    `Same person: the account acts as ${label}, who ${has}${leftBehind}.`,
  leftBehind: (label: string, has: string) => `; what it requested on its own stays with ${label}, who ${has}`,
  other: (effect: string) => `Someone else: ${effect}.`,
  becomes: (label: string, has: string) => `the account becomes ${label}, who ${has}`,
  /** `from`: the person it was until now; `keeps`: who keeps everything else. */
  leaves: (from: string | null, keeps: string | null) =>
    `the account leaves ${from ?? 'its person'} and becomes a new person without access${rest(keeps)}`,
  takesEmail: (email: string, keeps: string | null) =>
    `the account becomes a new person without access. ${email} no longer identifies the person who has it now${rest(keeps)}`,
  byFile: {
    same: 'According to latchkey.yml, they’re one person (people.same).',
    different: 'According to latchkey.yml, they’re two people (people.different).',
  },

  sameButton: { changed: 'Same person', taken: 'Same person, new account' },
  sameConfirm: { title: 'Is it the same person?', yes: 'Same person' },
  sameKeeps: (name: string, email: string) => `${name} keeps everything, with the e-mail ${email}.`,
  sameGets: (name: string, label: string, staying: string) =>
    `${name} gets everything that ${label} has.${staying === '' ? '' : ` So will ${staying}, as before. If that’s someone else’s account, remove its link too.`}`,
  otherButton: 'Someone else',
  otherConfirm: { title: 'Is it someone else?', yes: 'Someone else' },
  otherAlone: (name: string, email: string) =>
    `${name} keeps what they requested on their own, with the e-mail ${email}. Nobody else loses any access.`,
  otherKnown: (name: string, email: string) =>
    `${name} becomes the person who was added as ${email}, and gets what that person has.`,
  otherNew: (name: string, email: string) =>
    `${name} becomes a new person with the e-mail ${email} and without access. Nobody else loses any access.`,
  reject: 'Reject',

  waitsSummary: (name: string) => `${name} needs a decision by a Latchkey administrator`,
  waitsTitle: 'Who is this?',
  waitsNote: (): Text => [
    'A Latchkey administrator has to decide whether this is the same person. ',
    { code: '/access people' },
    ' shows what each choice does.',
  ],

  confirmed: (by: Span, email: string, account: string): Text => [
    by,
    ` confirmed the e-mail ${email} of ${account}: it’s the same person.`,
  ],
  rejected: (by: Span, email: string, account: string): Text => [by, ` rejected the e-mail ${email} of ${account}.`],
  separated: (by: Span, email: string, account: string): Text => [
    by,
    ` recorded that ${account}, with the e-mail ${email}, is someone else.`,
  ],

  /** What somebody has, as the rest of a sentence. */
  has: {
    access: (names: readonly string[], shown: string) =>
      names.length === 0
        ? 'has no access'
        : `has ${count(names.length, { one: 'access', other: 'accesses' })} (${shown})`,
    administers: (products: string) => `administers ${products}`,
    latchkeyAdministrator: 'is a Latchkey administrator',
    approved: (requests: number) => `approved ${count(requests, { one: 'open request', other: 'open requests' })}`,
    more: (names: readonly string[], hidden: number) => `${names.join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`,
  },

  question: {
    summary: (name: string) => `Is ${name} your account?`,
    title: 'Is this your account?',
    text: (name: string, account: string, email: string, isReplaced: boolean): Text => [
      { strong: name },
      ` (${account}) has your e-mail, ${email}. ${
        isReplaced
          ? 'If it’s your new account, it will replace this one and get everything that you have.'
          : 'If it’s your account, you can use it as well as this one, with everything that you have.'
      }`,
    ],
    note: 'If you don’t answer within 24 hours, a Latchkey administrator can decide. If it isn’t you, choose “Not me”.',
    yes: 'Yes, it’s mine',
    no: 'Not me',
  },

  entry: {
    summary: (email: string) => `Who does ${email} in latchkey.yml mean?`,
    title: 'Who does this address mean?',
    waits: (email: string, list: string): Text => [
      { strong: email },
      ` is new in ${list} in latchkey.yml, but the person who first had it no longer does. It means nobody until a Latchkey administrator decides.`,
    ],
    note: (): Text => [{ code: '/access people' }, ' shows who it can mean.'],
    row: (email: string, list: string, before: readonly string[], now: string | null): Text => [
      { strong: email },
      ` in ${list} in latchkey.yml means nobody until you decide. It used to be the address of ${before.length === 0 ? 'someone else' : and(before)}. ${now === null ? 'Nobody has it now.' : `Now it belongs to ${now}.`}`,
    ],
    hasIt: (label: string) => `${label} (has it now)`,
    hadIt: (label: string) => `${label} (had it before)`,
    nobody: 'Nobody',
    confirmTitle: 'Who does it mean?',
    confirm: (email: string, list: string, label: string | null) =>
      `${email} in ${list} will mean ${label ?? 'nobody'} for as long as it’s listed there.`,
    yes: 'Yes',
    /** Also as it is recorded. */
    means: (email: string, list: string, label: string | null) => `${email} in ${list} means ${label ?? 'nobody'}`,
    decided: (by: PersonRef, email: string, list: string, person: PersonRef | null): Text => [
      { person: by },
      ` decided that ${email} in ${list} means `,
      person === null ? 'nobody' : { person },
      '.',
    ],
  },
} as const;

function rest(label: string | null): string {
  return label === null ? '' : `, and ${label} keeps everything else`;
}
