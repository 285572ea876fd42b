import { notYours } from '../said.ts';
import type { Sentence } from '../said.ts';
import type { Settled } from '../../domain/refusal.ts';
import type { Message } from '../../domain/message.ts';
import { accountKey } from '../../domain/identity.ts';
import { otherThere } from '../../domain/person.ts';
import { ChatUnavailable } from '../../ports/chat.ts';
import type { Person, WaitingPerson } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import type { Identified, Identify } from '../identity/identify.ts';
import type { Journal } from '../audit/journal.ts';
import { consentMs } from '../linking/consent.ts';
import type { Notify } from '../notify/notify.ts';
import { canAnswer } from '../identity/can-answer.ts';
import { notMeKey, notMeUntil } from '../identity/not-me.ts';
import { decidedMessage } from './decided-message.ts';
import { inRecord, words } from '../../words/index.ts';

/**
 * The consent of whoever has an e-mail that a new account of the same workspace shows (A7): they are asked once. Until they
 * agree, a Latchkey administrator can't make the account theirs, unless they can't answer (deactivated, gone) or said nothing
 * for a day. Where somebody signed in or was vouched for, that side was asked before it came to wait.
 */
export function createHolderConsent(
  { store, chats, clock }: Pick<Deps, 'store' | 'chats' | 'clock'>,
  parts: {
    readonly identify: Identify;
    readonly journal: Journal;
    readonly notify: Pick<Notify, 'administrators' | 'person'>;
  },
) {
  return { ask, answer, lacking };

  /** Asks the person who has the e-mail, once for each time that it waits. */
  async function ask(waiting: WaitingPerson): Promise<void> {
    const holder = await holderOf(waiting);
    if (holder === null || (await answerOf(waiting, holder)) !== null) return;
    const isReplaced = otherThere(holder, waiting.account) !== null;
    await parts.notify.person(holder.id, `holder-${keyOf(waiting)}`, () => question(waiting, isReplaced));
  }

  /** Why the account can't be made the holder's yet; null: nothing is missing. `fresh`: for a decision, past a chat's cache. */
  async function lacking(waiting: WaitingPerson, { fresh = false } = {}): Promise<Sentence | null> {
    const holder = await holderOf(waiting);
    if (holder === null) return null;
    const answered = await answerOf(waiting, holder);
    if (answered === 'yes') return null;
    if (answered === 'no') {
      return () => words.peopleAnswers.holderSaidNo(waiting.newEmail);
    }
    if (clock.now() - waiting.since >= consentMs || !(await anyCanAnswer(holder, fresh))) return null;
    return () => words.peopleAnswers.holderAsked(waiting.newEmail);
  }

  async function answer(id: string, isTheirs: boolean, actor: Identified, command: string): Promise<Settled> {
    const waiting = await store.people.waitingById(id);
    const holder = waiting && (await holderOf(waiting));
    if (!waiting || holder?.id !== actor.person.id) return notYours(() => words.people.questionOver);
    const said = isTheirs ? 'yes' : 'no';
    const sentence = () => words.peopleAnswers.said(actor.person.label, accountKey(waiting.account), isTheirs);
    const { account } = waiting;
    const { platform } = actor.account;
    const what = { what: 'consent', account: accountKey(account), said, by: command, sentence: inRecord(sentence) };
    await parts.journal([
      {
        key: keyOf(waiting),
        event: 'person',
        actor: actor.person,
        subject: actor.person,
        facts: what,
        via: platform,
      },
    ]);
    const now = clock.now();
    const key = notMeKey(account, holder.id, 'email', now);
    // A "no" outlives the question: the same account isn't asked about again soon.
    if (!isTheirs && (await saidTo(waiting)) === said)
      await parts.journal([
        { key, event: 'person', actor: actor.person, subject: actor.person, facts: what, via: platform },
      ]);
    if ((await saidTo(waiting)) !== said) return notYours(() => words.peopleAnswers.alreadyAnswered);
    await parts.notify.administrators(
      `said-${keyOf(waiting)}`,
      () => decidedMessage([words.peopleAnswers.saidNotice(sentence())]),
      [actor.person.id],
    );
    return {
      ok: true,
      sentence: isTheirs ? words.peopleAnswers.thanksYes : words.peopleAnswers.thanksNo,
    };
  }

  /** Whoever has the e-mail and an account, and has to be asked; null: nobody has to. */
  async function holderOf({ why, how, newEmail }: WaitingPerson): Promise<Person | null> {
    if (why !== 'taken' || how !== 'email') return null;
    const holder = await store.people.byEmail(newEmail);
    return holder !== null && holder.accounts.length > 0 ? holder : null;
  }

  /** Where a chat can't be asked, a decision waits for it, and a list takes them for somebody who can. */
  async function anyCanAnswer({ accounts }: Person, fresh: boolean): Promise<boolean> {
    try {
      for (const { account } of accounts)
        if (await canAnswer({ chats }, parts.identify, account, { fresh })) return true;
      return false;
    } catch (error) {
      if (fresh || !(error instanceof ChatUnavailable)) throw error;
      return true;
    }
  }

  /** What they said to this question, or else lately of the same account (A7); null: nothing. */
  async function answerOf(waiting: WaitingPerson, { id }: Person): Promise<unknown> {
    const said = await saidTo(waiting);
    if (said !== null) return said;
    return (await notMeUntil({ store, clock }, waiting.account, id, 'email')) === null ? null : 'no';
  }

  async function saidTo(waiting: WaitingPerson): Promise<unknown> {
    const [found] = await store.journal.byKeys([keyOf(waiting)]);
    return found?.facts['said'] ?? null;
  }
}

export type HolderConsent = ReturnType<typeof createHolderConsent>;

/** Another time that the same thing waits is another question. */
function keyOf({ id, since }: WaitingPerson): string {
  return `consent/${id}/${since}`;
}

/** `isReplaced`: they have an account of that workspace, which would no longer be theirs. */
function question({ id, name, account, newEmail }: WaitingPerson, isReplaced: boolean): Message {
  const texts = words.choices.question;
  return {
    summary: texts.summary(name),
    tone: 'waiting',
    title: texts.title,
    blocks: [
      { kind: 'text', text: texts.text(name, accountKey(account), newEmail, isReplaced) },
      { kind: 'note', text: [texts.note] },
    ],
    buttons: [
      { label: texts.yes, style: 'primary', command: 'consent-person', args: { waiting: id, answer: 'yes' } },
      { label: texts.no, style: 'danger', command: 'consent-person', args: { waiting: id, answer: 'no' } },
    ],
  };
}
