import { or } from './format.ts';

/** Why accounts can't be linked or unlinked. Accounts are shown as `Ada Lovelace (Slack)`. */
export const linkRefused = {
  alreadyLinked: (account: string, label: string) =>
    `${account} is already linked to ${label}. Unlink it first with /access unlink.`,
  aboutEmail: (email: string, chat: string, why: string) => `About ${email} in ${chat}: ${why}`,
  /** `day`: as `2026-11-30`. */
  notAskedAgain: (email: string, day: string) =>
    `The person with the e-mail ${email} said that this account isn’t theirs, so they won’t be asked again before ${day}. If it is theirs, they can link it with a code. /access help link shows how.`,
  over: 'This question is no longer open. Type /access link to start again.',
  wrongCode:
    'That code doesn’t work here. A code works once, for 10 minutes, and only for the account that it was made for. Type /access link in the other chat to get a new one.',
  tooManyCodes: 'Too many wrong codes were entered from this account. Try again in an hour.',
  done: 'This is already done. /access help link shows how accounts are linked.',
  notAgreed: 'We couldn’t confirm that you agreed to this, so nothing was done. Type /access link to start again.',
  outrun:
    'This account was linked in another way in the meantime, so nothing was done. Type /access link to start again.',
  takenEmail: (email: string) =>
    `${email} belongs to someone whose account here can’t confirm that you’re the same person. A Latchkey administrator has to decide, with /access people.`,

  linkedAlready: (one: string, other: string, label: string) =>
    `${one} and ${other} are already linked. Both are ${label}.`,
  neitherKnown: (one: string, other: string) =>
    `Latchkey doesn’t know who ${one} or ${other} is yet, so there’s nothing to link. First link one of them to an account with a known e-mail, or ask a Latchkey administrator.`,
  oneAccount: (label: string, chat: string, name: string) =>
    `${label} already has an account in ${chat}: ${name}. Only one is possible, so unlink it first with /access unlink.`,
  twoPeople: {
    are: (one: string, other: string, labels: readonly string[]) =>
      `${one} and ${other} already belong to two people, ${labels.join(' and ')}.`,
    declared: (account: string) =>
      `${account} is listed in latchkey.yml by its ID, so a Latchkey administrator has to remove it there first.`,
    unlinkFirst: (account: string, label: string) =>
      `Unlink ${account} from ${label} with /access unlink there, then try again.`,
    stay: 'Two people can’t become one. Ask a Latchkey administrator.',
  },

  signInOver:
    'This sign-in link has expired or was already used. It works once, for 10 minutes. Type /access link to get a new one.',
  signInUsed: 'This sign-in link was already used. Type /access link again if something is missing.',
  otherAccount: (chat: string) =>
    `You signed in to ${chat} with a different account than the one that typed /access link, so nothing was linked. Type /access link with the account that you signed in with.`,
  noEmail: (chat: string) =>
    `${chat} didn’t tell us an e-mail of yours. Add one to your ${chat} account and confirm it, then type /access link again.`,
  unconfirmedEmail: (chat: string) =>
    `Your e-mail isn’t confirmed in ${chat} yet. Confirm it there, then type /access link again.`,
  otherDomain: (email: string, chat: string, domains: readonly string[]) =>
    `Your ${chat} account has the e-mail ${email}, which isn’t from ${or(domains)}. Sign in with an account that has your e-mail from there, or link with a code. /access help link shows how.`,
  defaultAdministrator: (email: string, instance: string) =>
    `${email} is the built-in default administrator account of ${instance}, and isn’t a person (R6).`,

  tooManyNamed: 'You’ve named too many accounts in the last hour. Try again in an hour.',
  oneChat: 'Latchkey is connected to one chat only, so there’s no other account to link.',
  youAre: (label: string) => `You’re ${label}.`,
  noSecondChat: 'There’s no second chat to link, so there’s nothing to do.',
  noSignIn:
    'There’s no second chat to link to, and you can’t sign in here. Ask a Latchkey administrator to add your account to latchkey.yml.',
  howToLink: (chats: readonly string[]) =>
    `To link your account in ${or(chats)}, type /access link here with its user name, ID or e-mail. You’ll get a code to enter with /access link there.`,

  nameOne: (accounts: readonly string[]) =>
    `You have more than one linked account. Name one of them: ${accounts.join(', ')}.`,
  nothingLinked: 'No account is linked to you.',
  notOneOfYours: (typed: string, accounts: readonly string[]) =>
    `“${typed}” isn’t the name of one of your accounts. They are ${accounts.join(', ')}.`,
  provedByChat: (account: string, email: string, chat: string) =>
    `${account} is yours because ${chat} shows your e-mail ${email}, so it can’t be unlinked.`,
  declared: (account: string) =>
    `${account} is listed in latchkey.yml by its ID, so a Latchkey administrator has to remove it there.`,
  notLinked: 'That account is no longer linked.',
  notYours: 'Only the person whose account it is, or a Latchkey administrator, can unlink it.',
} as const;
