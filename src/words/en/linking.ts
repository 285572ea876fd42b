import type { Text } from '../../domain/message.ts';
import { or } from './format.ts';

/** How accounts of two chats become one person, and how that is taken back. Accounts are shown as `Ada Lovelace (Slack)`. Times in ms. */
export const linking = {
  codeTitle: 'Link your accounts',
  codeSummary: (named: string, code: string) => `Your code for linking ${named}: ${code}`,
  /** `command`: as it's typed in that chat. */
  typeCode: (chat: string, named: string, command: string, isFirst: boolean): Text => [
    `${isFirst ? 'In' : ', or in'} ${chat}, as `,
    { strong: named },
    ', type ',
    { code: command, isElsewhere: true },
  ],
  code: 'Code',
  codeFor: 'For',
  codeForWhom: (named: string, chats: readonly string[]): Text => [{ strong: named }, ` in ${or(chats)}`],
  validUntil: 'Valid until',
  validOnce: (until: number): Text => [{ time: until }, ', once'],
  codeEffect:
    'Once both accounts have confirmed, they’re one person: each can do what the other can, and has the access that the other has. Both sides see both names before they confirm.',
  codeWarning:
    'The code only works for an account with exactly this user name, ID or e-mail. Don’t share it, and never enter a code that someone else gave you.',

  signInSummary: (chat: string, account: string) => `Sign in to ${chat} to link ${account}`,
  signInTitle: 'Link your account',
  signIn: (chat: string, name: string): Text => [
    `Sign in to ${chat} as `,
    { strong: name },
    '. This tells Latchkey the e-mail that you’ve confirmed there. From then on you’re the person with this e-mail: you have their access, and can approve what they can approve.',
  ],
  signInUntil: (until: number): Text => ['Valid until ', { time: until }, ', once, and only for you.'],
  signInLink: (chat: string) => `Sign in to ${chat}`,

  confirmSummary: (one: string, other: string) => `Link ${one} and ${other}?`,
  confirmTitle: 'Link these two accounts?',
  account: (name: string, key: string): Text => [{ strong: name }, ` ${key}`],
  effect: (joining: string, label: string) =>
    `${joining} will act as ${label}: it can request, approve and do everything that ${label} can, with all their access. ${label} can also do what this account’s own roles allow.`,
  confirmBy: (until: number): Text => [
    'Both accounts have to confirm by ',
    { time: until },
    '. If one of them isn’t yours, decline.',
  ],
  link: 'Link',
  decline: 'Decline',

  consentSummary: (account: string) => `Is ${account} your account?`,
  consentTitle: 'Is this your account?',
  /** `administrator`: who vouched for the e-mail; null: they signed in with it. */
  consent: (account: string, key: string, label: string, administrator: string | null, effect: string): Text => [
    { strong: account },
    ` ${key} ${
      administrator === null
        ? `signed in with your e-mail, ${label}`
        : `has your e-mail, ${label}, according to the Latchkey administrator ${administrator}`
    }. ${effect}`,
  ],
  consentBy: (until: number): Text => [
    'Confirm by ',
    { time: until },
    '. If it isn’t you, choose “Not me” and tell a Latchkey administrator.',
  ],
  yes: 'Yes, link it',
  notMe: 'Not me',
  askedSummary: (chat: string) => `Confirm in ${chat} that this is you`,
  asked: (account: string, until: number): Text => [
    'Almost done. We sent a message to ',
    { strong: account },
    '. Confirm there that this account is yours, by ',
    { time: until },
    '. After that, a Latchkey administrator can decide. Until then you can request access for this account alone, and can’t approve anything.',
  ],

  alreadyConfirmed: 'You’ve already confirmed this. The accounts are linked.',
  confirmedSummary: 'You confirmed. The other account has to confirm too.',
  confirmed: (until: number): Text => [
    'You confirmed. The other account has to confirm too, by ',
    { time: until },
    '.',
  ],
  bothLinked: (label: string) => `Linked. Both accounts are ${label} now.`,
  linked: (account: string, label: string) => `Linked. ${account} is ${label} now.`,
  signedIn: (chat: string, label: string) => `Linked. Your ${chat} account is ${label} now.`,
  declinedBy: (account: string) => `${account} declined, so nothing was linked.`,
  declined: 'You declined. Nothing was linked.',

  joinedSummary: (account: string, label: string) => `${account} was linked to ${label}`,
  joinedTitle: 'An account was linked to yours',
  joined: (account: string, label: string, how: 'code' | 'sign-in' | 'vouched'): Text => [
    { strong: account },
    ` is ${label} now, and can do everything that you can. It was linked ${hows[how]}.`,
  ],
  joinedNote: (): Text => [
    'Wasn’t that you? Remove it with ',
    { code: '/access unlink' },
    ' and tell a Latchkey administrator.',
  ],

  unlinkSummary: (account: string) => `Unlink ${account}?`,
  unlinkTitle: 'Unlink this account?',
  unlinkEffect: (account: string, key: string, label: string): Text => [
    { strong: account },
    ` (${key}) will no longer act as ${label}, and can’t do anything here until it’s linked again. ${label} keeps all their access.`,
  ],
  unlink: 'Unlink',
  unlinked: (account: string, label: string) => `Unlinked. ${account} is no longer ${label}.`,
  unlinkedSummary: (account: string, label: string) => `${account} was unlinked from ${label}`,
  unlinkedTitle: 'An account was unlinked',
  unlinkedBy: (account: string, label: string, by: string): Text => [
    { strong: account },
    ` is no longer ${label}: ${by} unlinked it. ${label} keeps all their access.`,
  ],

  spent: (tries: number) =>
    `Your code for linking accounts was entered incorrectly ${tries} times, so it no longer works. If that wasn’t you, tell a Latchkey administrator. To try again, type /access link.`,
  /** For the Latchkey administrators, and for the record. */
  changedOutside: (link: string) =>
    `Link ${link} was changed outside Latchkey, or an older version began it. Nothing was linked or unlinked.`,
} as const;

const hows = {
  code: 'with a code that both accounts confirmed',
  'sign-in': 'by signing in',
  vouched: 'by a Latchkey administrator who vouched for it',
} as const;
