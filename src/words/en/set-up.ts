import type { Message, Text } from '../../domain/message.ts';
import { and, count } from './format.ts';

/** What whoever sets Latchkey up is told: by `latchkey init`, by the welcome, and by `/access help setup`. */
export const setUp = {
  testCard: (purpose: 'approvals' | 'audit'): Message => ({
    summary: 'Latchkey is connected to this channel.',
    tone: 'good',
    title: 'Latchkey is connected',
    blocks: [
      {
        kind: 'text',
        text: [
          purpose === 'approvals'
            ? 'Requests for access will be decided here, by whoever has the authority.'
            : 'Every step of every access will be posted here.',
        ],
      },
    ],
  }),

  title: 'Welcome to Latchkey',
  again: 'Your setup',
  summary: (left: number) =>
    left === 0
      ? 'Everything is set up.'
      : `You’re a Latchkey administrator. ${count(left, { one: 'step is', other: 'steps are' })} left to set up.`,
  hello: [
    'You’re a Latchkey administrator: you settle linked accounts, changed e-mails and stuck requests. Who gets access is up to the approvers of each product and instance.',
  ] satisfies Text,
  whatIsLeft: (left: number) =>
    left === 0 ? 'Everything is set up' : `Your setup: ${count(left, { one: 'step', other: 'steps' })} left`,
  isDone: (text: Text): Text => ['✅ ', ...text],
  isLeft: (text: Text): Text => ['⬜ ', ...text],
  chats: (names: readonly string[]): Text => [`${and(names)} ${names.length === 1 ? 'is' : 'are'} connected.`],
  channels: {
    approvals: (chats: readonly string[]): Text => [`Approval cards are posted in ${and(chats)}.`],
    noApprovals: (chats: readonly string[], key: string): Text => [
      `No approvals channel in ${and(chats)}: approvers only get direct messages. Set `,
      { code: key },
      ' in latchkey.yml.',
    ],
    audit: (chats: readonly string[]): Text => [`The audit trail is posted in ${and(chats)}.`],
    noAudit: (chats: readonly string[], key: string): Text => [
      `No audit channel in ${and(chats)}. Set `,
      { code: key },
      ' in latchkey.yml.',
    ],
  },
  hasApprovers: ['Every product and instance has somebody who can approve requests.'] satisfies Text,
  noApprovers: (names: readonly string[]): Text => [
    `Nobody can approve requests for ${and(names)}. Name administrators in latchkey.yml.`,
  ],
  severalAdministrators: (total: number): Text => [`There are ${total} Latchkey administrators.`],
  onlyAdministrator: [
    'You’re the only Latchkey administrator. Name a second one in latchkey.yml, so that somebody can step in for you.',
  ] satisfies Text,
  linked: (chats: readonly string[]): Text => [`Your accounts in ${and(chats)} are linked.`],
  notLinked: (chats: readonly string[]): Text => [
    `Link your accounts in ${and(chats)}, so that you can decide in either: `,
    { code: '/access link' },
  ],
  hasRequested: ['You’ve made your first request.'] satisfies Text,
  notRequested: ['Make your first request: press the button below.'] satisfies Text,
  seeAgain: ['See this list again: ', { code: '/access help setup' }] satisfies Text,
  show: 'Show setup',
  openHome: 'Open Home',
  onlyAdministrators: 'Only Latchkey administrators can see the setup.',
} as const;
