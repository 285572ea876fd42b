import { showCode } from '../../domain/link-code.ts';
import type { Message } from '../../domain/message.ts';
import { say } from '../../domain/message.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Chat } from '../../ports/chat.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { Pair, Side } from './sides.ts';
import { shown } from './sides.ts';
import { words } from '../../words/index.ts';

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
  const texts = words.linking;
  const names = chats.map(({ name }) => name);
  return {
    summary: texts.codeSummary(named, showCode(code)),
    tone: 'waiting',
    title: texts.codeTitle,
    blocks: [
      {
        kind: 'text',
        text: chats.flatMap(({ name, commandText }, index) =>
          texts.typeCode(name, named, commandText('link', showCode(code)), index === 0),
        ),
      },
      {
        kind: 'facts',
        rows: [
          { label: texts.code, value: [{ code: showCode(code) }] },
          { label: texts.codeFor, value: texts.codeForWhom(named, names) },
          { label: texts.validUntil, value: texts.validOnce(expiresAt) },
        ],
      },
      { kind: 'text', text: [texts.codeEffect] },
      { kind: 'note', text: [texts.codeWarning] },
    ],
  };
}

/** For each of the two, once the code was entered. */
export function confirmMessage(link: LinkRecord, pair: Pair): Message {
  const texts = words.linking;
  const row = ({ chat, name, account }: Side) => ({ label: chat, value: texts.account(name, accountKey(account)) });
  return {
    summary: texts.confirmSummary(shown(pair.holder), shown(pair.joining)),
    tone: 'waiting',
    title: texts.confirmTitle,
    blocks: [
      { kind: 'facts', rows: [row(pair.holder), row(pair.joining)] },
      { kind: 'text', text: [texts.effect(shown(pair.joining), pair.person.label)] },
      { kind: 'note', text: texts.confirmBy(link.expiresAt) },
    ],
    buttons: [
      { label: texts.link, style: 'primary', command: 'link-confirm', args: { link: link.id } },
      { label: texts.decline, style: 'danger', command: 'link-refuse', args: { link: link.id } },
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
  const texts = words.linking;
  const label = side.person?.label ?? side.name;
  const account = shown(joining);
  const effect = texts.effect(account, label);
  return {
    summary: texts.consentSummary(account),
    tone: 'waiting',
    title: texts.consentTitle,
    blocks: [
      {
        kind: 'text',
        text: texts.consent(account, accountKey(joining.account), label, vouchedBy?.label ?? null, effect),
      },
      { kind: 'note', text: texts.consentBy(until) },
    ],
    buttons: [
      { label: texts.yes, style: 'primary', command: 'link-confirm', args: { link } },
      { label: texts.notMe, style: 'danger', command: 'link-refuse', args: { link } },
    ],
  };
}

/** For every account that the person had before: nobody joins them unseen. */
export function joinedMessage(account: string, label: string, how: 'code' | 'sign-in' | 'vouched'): Message {
  const texts = words.linking;
  return {
    summary: texts.joinedSummary(account, label),
    tone: 'plain',
    title: texts.joinedTitle,
    blocks: [
      { kind: 'text', text: texts.joined(account, label, how) },
      { kind: 'note', text: texts.joinedNote() },
    ],
  };
}

export function welcomeMessage(account: string, label: string): Message {
  return say(words.linking.linked(account, label), 'good');
}

export function unlinkedMessage(account: string, label: string, by: string): Message {
  return {
    summary: words.linking.unlinkedSummary(account, label),
    tone: 'plain',
    title: words.linking.unlinkedTitle,
    blocks: [{ kind: 'text', text: words.linking.unlinkedBy(account, label, by) }],
  };
}
