import { showCode } from '../../domain/link-code.ts';
import type { Message } from '../../domain/message.ts';
import { say } from '../../domain/message.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Chat } from '../../ports/chat.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { Pair, Side } from './sides.ts';
import { shown } from './sides.ts';
import { en } from '../../words/en/index.ts';

/** How long a code or a place to sign in is good for, in ms. */
export const linkLifeMs = 10 * 60_000;
export const mostTries = 5;
/** Wrong codes of one account in an hour. */
export const mostGuesses = 10;
/** Accounts that one account names in an hour. */
export const mostNamed = 20;

/** A chat in which the code can be entered. */
export type CodeChat = Pick<Chat, 'name' | 'commandText'>;

/**
 * For who started, and for nobody else. `named` is what they typed: nothing is told of an account by naming it. The command
 * stands there as it is typed in the other chat.
 */
export function codeMessage(code: string, chats: readonly CodeChat[], named: string, expiresAt: number): Message {
  const words = en.linking;
  const names = chats.map(({ name }) => name);
  return {
    summary: words.codeSummary(named, showCode(code)),
    tone: 'waiting',
    title: words.codeTitle,
    blocks: [
      {
        kind: 'text',
        text: chats.flatMap(({ name, commandText }, index) =>
          words.typeCode(name, named, commandText('link', showCode(code)), index === 0),
        ),
      },
      {
        kind: 'facts',
        rows: [
          { label: words.code, value: [{ code: showCode(code) }] },
          { label: words.codeFor, value: words.codeForWhom(named, names) },
          { label: words.validUntil, value: words.validOnce(expiresAt) },
        ],
      },
      { kind: 'text', text: [words.codeEffect] },
      { kind: 'note', text: [words.codeWarning] },
    ],
  };
}

/** For each of the two, once the code was entered. */
export function confirmMessage(link: LinkRecord, pair: Pair): Message {
  const words = en.linking;
  const row = ({ chat, name, account }: Side) => ({ label: chat, value: words.account(name, accountKey(account)) });
  return {
    summary: words.confirmSummary(shown(pair.holder), shown(pair.joining)),
    tone: 'waiting',
    title: words.confirmTitle,
    blocks: [
      { kind: 'facts', rows: [row(pair.holder), row(pair.joining)] },
      { kind: 'text', text: [words.effect(shown(pair.joining), pair.person.label)] },
      { kind: 'note', text: words.confirmBy(link.expiresAt) },
    ],
    buttons: [
      { label: words.link, style: 'primary', command: 'link-confirm', args: { link: link.id } },
      { label: words.decline, style: 'danger', command: 'link-refuse', args: { link: link.id } },
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
  const words = en.linking;
  const label = side.person?.label ?? side.name;
  const account = shown(joining);
  const effect = words.effect(account, label);
  return {
    summary: words.consentSummary(account),
    tone: 'waiting',
    title: words.consentTitle,
    blocks: [
      {
        kind: 'text',
        text: words.consent(account, accountKey(joining.account), label, vouchedBy?.label ?? null, effect),
      },
      { kind: 'note', text: words.consentBy(until) },
    ],
    buttons: [
      { label: words.yes, style: 'primary', command: 'link-confirm', args: { link } },
      { label: words.notMe, style: 'danger', command: 'link-refuse', args: { link } },
    ],
  };
}

/** For every account that the person had before: nobody joins them unseen. */
export function joinedMessage(account: string, label: string, how: 'code' | 'sign-in' | 'vouched'): Message {
  const words = en.linking;
  return {
    summary: words.joinedSummary(account, label),
    tone: 'plain',
    title: words.joinedTitle,
    blocks: [
      { kind: 'text', text: words.joined(account, label, how) },
      { kind: 'note', text: words.joinedNote() },
    ],
  };
}

export function welcomeMessage(account: string, label: string): Message {
  return say(en.linking.linked(account, label), 'good');
}

export function unlinkedMessage(account: string, label: string, by: string): Message {
  return {
    summary: en.linking.unlinkedSummary(account, label),
    tone: 'plain',
    title: en.linking.unlinkedTitle,
    blocks: [{ kind: 'text', text: en.linking.unlinkedBy(account, label, by) }],
  };
}
