import { showCode } from '../../domain/link-code.ts';
import type { Message, Text } from '../../domain/message.ts';
import { say } from '../../domain/message.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Chat } from '../../ports/chat.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { Pair, Side } from './sides.ts';
import { shown } from './sides.ts';

/** How long a code or a place to sign in is good for, in ms. */
export const linkLifeMs = 10 * 60_000;
export const mostTries = 5;
/** Wrong codes of one account in an hour. */
export const mostGuesses = 10;
/** Accounts that one account names in an hour. */
export const mostNamed = 20;

/** What linking allows, in one sentence. */
function allows({ joining, person }: Pair): string {
  return `${shown(joining)} will be ${person.label}: it can ask, decide and do everything that ${person.label} may, and holds what ${person.label} holds. What its own roles there allow here, ${person.label} may do as well.`;
}

/** A chat in which the code can be entered. */
export type CodeChat = Pick<Chat, 'name' | 'commandText'>;

/**
 * For who started, and for nobody else. `named` is what they typed: nothing is told of an account by naming it. The command
 * stands there as it is typed in the other chat.
 */
export function codeMessage(code: string, chats: readonly CodeChat[], named: string, expiresAt: number): Message {
  const chat = chats.map(({ name }) => name).join(' or ');
  const typed = chats.flatMap(({ name, commandText }, index): Text => [
    `${index === 0 ? 'In' : ', or in'} ${name}, as `,
    { strong: named },
    ', type ',
    { code: commandText('link', showCode(code)), isElsewhere: true },
  ]);
  return {
    summary: `Your code for linking ${named}: ${showCode(code)}`,
    tone: 'waiting',
    title: 'Link your accounts',
    blocks: [
      {
        kind: 'text',
        text: typed,
      },
      {
        kind: 'facts',
        rows: [
          { label: 'Code', value: [{ code: showCode(code) }] },
          { label: 'For', value: [{ strong: named }, ` in ${chat}`] },
          { label: 'Good until', value: [{ time: expiresAt }, ', once'] },
        ],
      },
      {
        kind: 'text',
        text: [
          'Once both sides have confirmed, the two accounts are one person: each may do what the other may, and holds what the other holds. You both see both names first.',
        ],
      },
      {
        kind: 'note',
        text: [
          'The code works only for an account with exactly this user name, id or e-mail. Give it to nobody, and enter none that somebody gave you.',
        ],
      },
    ],
  };
}

/** For each of the two, once the code was entered. */
export function confirmMessage(link: LinkRecord, pair: Pair): Message {
  const row = (one: Side) => ({ label: one.chat, value: [{ strong: one.name }, ` ${accountKey(one.account)}`] });
  return {
    summary: `Link ${shown(pair.holder)} and ${shown(pair.joining)}?`,
    tone: 'waiting',
    title: 'Link these two accounts?',
    blocks: [
      { kind: 'facts', rows: [row(pair.holder), row(pair.joining)] },
      { kind: 'text', text: [allows(pair)] },
      {
        kind: 'note',
        text: ['Both sides have to confirm, until ', { time: link.expiresAt }, '. If one of them is not you, refuse.'],
      },
    ],
    buttons: [
      { label: 'Link', style: 'primary', command: 'link-confirm', args: { link: link.id } },
      { label: 'Refuse', style: 'danger', command: 'link-refuse', args: { link: link.id } },
    ],
  };
}

/** For an account whose person somebody wants to be, since they signed in with the same e-mail, or were vouched for (A7). */
export function consentMessage(
  { id: link, vouchedBy }: Pick<LinkRecord, 'id' | 'vouchedBy'>,
  side: Side,
  joining: Side,
  until: number,
): Message {
  const label = side.person?.label ?? side.name;
  const why =
    vouchedBy === undefined
      ? `signed in with your e-mail, ${label}`
      : `has your e-mail, ${label}, by the word of the Latchkey administrator ${vouchedBy.label}`;
  return {
    summary: `Is ${shown(joining)} your account?`,
    tone: 'waiting',
    title: 'Is this your account?',
    blocks: [
      {
        kind: 'text',
        text: [
          { strong: shown(joining) },
          ` ${accountKey(joining.account)} ${why}. ${allows({ holder: side, joining, person: { id: side.person?.id ?? '', label } })}`,
        ],
      },
      {
        kind: 'note',
        text: ['Confirm by ', { time: until }, '. If it isn’t you, refuse, and tell a Latchkey administrator.'],
      },
    ],
    buttons: [
      { label: 'Yes, link it', style: 'primary', command: 'link-confirm', args: { link } },
      { label: 'Not me', style: 'danger', command: 'link-refuse', args: { link } },
    ],
  };
}

/** For every account that the person had before: nobody joins them unseen. */
export function joinedMessage(account: string, label: string, how: 'code' | 'sign-in' | 'vouched'): Message {
  const by = {
    code: 'with a code that was confirmed on both sides',
    'sign-in': 'by signing in',
    vouched: 'by the word of a Latchkey administrator',
  }[how];
  return {
    summary: `${account} was linked to ${label}`,
    tone: 'plain',
    title: 'An account was linked to yours',
    blocks: [
      { kind: 'text', text: [{ strong: account }, ` is ${label} now, ${by}, and can do everything that you may.`] },
      {
        kind: 'note',
        text: [
          'Was that not you? Take it away with ',
          { code: '/access unlink' },
          ' and tell a Latchkey administrator.',
        ],
      },
    ],
  };
}

export function welcomeMessage(account: string, label: string): Message {
  return say(`Linked: ${account} is ${label} now.`, 'good');
}

export function unlinkedMessage(account: string, label: string, by: string): Message {
  return {
    summary: `${account} was unlinked from ${label}`,
    tone: 'plain',
    title: 'An account was unlinked',
    blocks: [
      {
        kind: 'text',
        text: [{ strong: account }, ` is no longer ${label}: ${by} took it away. What ${label} holds stays theirs.`],
      },
    ],
  };
}
