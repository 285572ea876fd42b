import type { Text } from '../../domain/message.ts';

/** What a chat says by itself, where no command can answer. `form`: how the form is opened there; `chat`: what people call it. */
export const chats = {
  trouble: (): Text => [
    'Something went wrong on our side. See ',
    { code: '/access pending' },
    ' to find out whether your command arrived, then try again.',
  ],
  foreignButton: (): Text => [
    'That button no longer works, so nothing was done. See ',
    { code: '/access pending' },
    ' for pending requests, or ',
    { code: '/access help' },
    ' for the commands.',
  ],
  notText: (): Text => [
    'Latchkey can only read text and the choices that it offers, so nothing was done. Type it as text instead. ',
    { code: '/access help' },
    ' shows the commands.',
  ],
  notRun: (chat: string): Text => [
    `${chat} didn’t let us answer in time, so nothing was done. Try again, or see `,
    { code: '/access pending' },
    '.',
  ],
  elsewhere: 'Latchkey doesn’t work in this server. Use it in the server where it was set up.',
  staleForm: (form: string): Text => [
    'The choices in this form have changed, so nothing was done. Type ',
    { code: form },
    ' again.',
  ],
  nothingToRequest: (): Text => [
    'There’s nothing to request yet. A Latchkey administrator has to add products or instances to ',
    { code: 'latchkey.yml' },
    '.',
  ],
  /** `line`: a request in one line, as it's typed there. */
  noForm: (form: string, line: string): Text => [
    'The form couldn’t be opened. Type ',
    { code: form },
    ' again, or request access in one line: ',
    { code: line },
    '.',
  ],
  /** The form behind a button; `line`: what does the same without it. */
  noButtonForm: (line: string): Text => [
    'The form couldn’t be opened. Press the button again, or type ',
    { code: line },
    '.',
  ],
  unknownForNow: (): Text => [
    'We can’t look up who you are right now, so the form can’t open. Use ',
    { code: '/access request' },
    ' instead. Your request is kept until it can be decided.',
  ],
  /** How to give commands here: told once to whoever writes something else. */
  directHow: (): Text => [
    'You can type commands here, one in each message, such as ',
    { code: 'request console PRODUCT for 2h' },
    ' or ',
    { code: 'mine' },
    '. ',
    { code: '/access help' },
    ' shows them all.',
  ],
  /** A command that was guessed from what somebody wrote, with a button that gives it. */
  offeredLine: (line: string): Text => ['Did you mean ', { code: line }, '?'],
  giveLine: 'Yes, do that',
  /** Opens a form again, with what was filled in. */
  fixIt: 'Fix it',
  formHint: (form: string) => `${form} opens a form.`,
} as const;

/** The form “Request access”. */
export const form = {
  title: 'Request access',
  titleOf: (what: string) => `Request ${what}`,
  itemTitle: (item: string) => `Request a right on ${item}`,
  kinds: { console: 'Console access to a product', role: 'A role in an instance', item: 'A right on one item' },
  what: 'What do you need?',
  chooseWhat: 'Choose what you need',
  labels: {
    product: 'Product',
    instance: 'Instance',
    role: 'Role',
    item: 'Item',
    right: 'Right',
    permission: 'What do you need to do?',
  },
  choose: {
    product: 'Choose a product',
    instance: 'Choose an instance',
    role: 'Choose a role',
    item: 'Choose an item',
    right: 'Choose a right',
    permission: 'Choose what you need to do',
  },
  which: { product: 'Which product?', instance: 'Which instance?', role: 'Which role?', item: 'Which item?' },
  whichOf: (what: 'role' | 'item', instance: string) => `Which ${what} of ${instance}?`,
  page: (page: number, pages: number) => `Page ${page} of ${pages}.`,
  previous: 'Previous',
  next: 'Next',
  instanceFirst: 'Choose an instance to see what you can request there.',
  duration: 'How long?',
  durationHint: (usual: string) => `Such as 30m, 8h, 5 days or “until 18:00”. If you leave it empty: usually ${usual}.`,
  permissionHint: 'If a smaller role is enough, approvers see that.',
  permissionTyped: 'Such as “Create assets”, or empty. If a smaller role is enough, approvers see that.',
  reason: 'Why?',
  reasonHint: 'Approvers read this.',
  submit: 'Request',
  cancel: 'Cancel',
  missing: {
    product: 'Choose a product, then press Request again.',
    instance: 'Choose an instance, then press Request again.',
    right: 'Choose a right, then press Request again.',
  },
  missingOf: (what: 'role' | 'item', instance: string) =>
    `Choose ${what === 'item' ? 'an item' : 'a role'} of ${instance}, then press Request again.`,
} as const;

/** Why somebody isn't let in, as their chat shows them (DESIGN §4, _Who is inside_). */
export const outside = {
  bot: 'This is an app, not a person. Only people can have access.',
  discord: {
    notFound: 'This account isn’t a member of our Discord server. Join it, then try again.',
    pending: 'This member hasn’t accepted the rules of our Discord server yet. Accept them, then try again.',
  },
  slack: {
    notFound: 'Slack doesn’t know this account here. Mention someone from this workspace.',
    deactivated: 'This Slack account is deactivated. A workspace administrator can activate it again.',
    stranger: 'This account belongs to another organization. Use an account from this workspace.',
    guest: 'Guests can’t use Latchkey here. Ask a workspace administrator to make you a full member.',
    noEmail:
      'Latchkey can’t see an e-mail on this Slack profile. Add one to the profile, or ask whoever installed the app to give it the scope users:read.email. You can also use /access link, or ask a Latchkey administrator.',
    unconfirmed:
      'The e-mail on this Slack profile isn’t confirmed. Confirm it in Slack, then try again, or ask a Latchkey administrator.',
  },
} as const;

/** On the page that a sign-in comes back to. */
export const signInPage = {
  declined: 'You didn’t sign in, so nothing was linked. You can close this page.',
  refused: (chat: string) => `${chat} didn’t sign you in. ${again(chat)}`,
  incomplete: (chat: string) => `This address is incomplete. ${again(chat)}`,
  notSetUp: 'Signing in isn’t set up here.',
  notNow: 'Your sign-in can’t be checked right now. Wait a minute, then reload this page.',
  used: (chat: string) => `This sign-in was already used or has expired. ${again(chat)}`,
  away: (chat: string) =>
    `${chat} can’t be reached right now. Wait a minute, then type /access link in ${chat} to start again.`,
} as const;

function again(chat: string): string {
  return `Type /access link in ${chat} to start again.`;
}
