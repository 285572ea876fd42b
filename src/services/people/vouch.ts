import { notYours } from '../said.ts';
import type { Sentence } from '../said.ts';
import type { Refused, Settled } from '../../domain/refusal.ts';
import { readAddress } from '../../lib/address.ts';
import { cut } from '../../domain/cut.ts';
import type { Account, PersonId } from '../../domain/identity.ts';
import { accountKey, isUnjudged } from '../../domain/identity.ts';
import { countAsOne } from '../../domain/one-human.ts';
import { isHeld } from '../../domain/person.ts';
import type { HeldAddress } from '../../domain/person.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { BoundAccount, Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import type { Humans } from '../authority/humans.ts';
import type { Identified } from '../identity/identify.ts';
import { derivedId } from '../ids.ts';
import type { Journal } from '../audit/journal.ts';
import type { LinkConsent } from '../linking/consent.ts';
import { consentMs } from '../linking/consent.ts';
import type { LinkFinish } from '../linking/finish.ts';
import { linkLifeMs } from '../linking/messages.ts';
import type { Notify } from '../notify/notify.ts';
import { decidedMessage } from './decided-message.ts';
import { isReleased } from '../identity/is-released.ts';
import type { RecordPeople } from '../identity/record-people.ts';
import { words } from '../../words/index.ts';

/** What an administrator's word for an account's e-mail would bring. */
export interface VouchPlan {
  readonly account: Account;
  readonly email: string;
  /** Who has the e-mail: the account becomes theirs; null: nobody, so it becomes a new person. */
  readonly owner: Person | null;
  /** Whether the account is theirs already, so that only the e-mail counts again. */
  readonly isKnown: boolean;
}

interface Checked {
  readonly ok: true;
  readonly email: string;
  readonly bound: BoundAccount | null;
  readonly owner: Person | null;
  readonly concerned: readonly PersonId[];
}

/**
 * A Latchkey administrator answers for the e-mail of an account that proves none: a profile that can't be judged, or an
 * account of a chat that proves nobody's (DESIGN, _Who is inside_). It goes as signing in does: where the e-mail is the
 * address of a person with an account, that account is asked (A7). It ends when the profile shows another address. Nobody
 * vouches for themselves, or for whoever counts as one with them (A8).
 */
export function createVouch(
  { store, chats, directory, clock }: Pick<Deps, 'store' | 'chats' | 'directory' | 'clock'>,
  parts: {
    readonly consent: LinkConsent;
    readonly finish: LinkFinish;
    readonly humans: Humans;
    readonly journal: Journal;
    readonly recordPeople: RecordPeople;
    readonly notify: Pick<Notify, 'administrators'>;
  },
) {
  return { plan, vouch };

  /** What a word would bring, or why it can't be given. Changes nothing. */
  async function plan(
    account: Account,
    typed: string,
    actor: Identified,
  ): Promise<{ readonly ok: true; readonly plan: VouchPlan } | Refused> {
    const checked = await check(account, typed, actor);
    if (!checked.ok) return checked;
    const { email, bound, owner } = checked;
    return { ok: true, plan: { account, email, owner, isKnown: bound !== null } };
  }

  async function vouch(account: Account, typed: string, actor: Identified, command: string): Promise<Settled> {
    const id = derivedId('vouch', command);
    const begun = await store.links.byId(id);
    const said = readAddress(typed);
    if (said !== null && directory.isLatchkeyAdministrator(actor.emails)) {
      if (begun?.state === 'agreed') return finished(begun, said);
      if (begun && begun.state !== 'open') return { ok: true, sentence: recorded(account, said) };
    }
    const checked = await check(account, typed, actor);
    if (!checked.ok) return checked;
    const { email, bound, concerned } = checked;
    await note(account, email, actor, command, concerned);
    if (bound) {
      const by = { actor: actor.person, via: actor.account.platform };
      await store.people.vouch(account, actor.person.id, by);
      await parts.recordPeople();
      return { ok: true, sentence: recorded(account, email) };
    }
    return link(id, account, email, actor);
  }

  /** Whether this administrator may answer for it, and whom it concerns. */
  async function check(account: Account, typed: string, actor: Identified): Promise<Checked | Refused> {
    if (!directory.isLatchkeyAdministrator(actor.emails)) {
      return notYours(() => words.peopleAnswers.onlyAdministrators.vouch);
    }
    const email = readAddress(typed);
    if (email === null) return notYours(() => words.peopleAnswers.notAnEmail(cut(typed, 80)));
    const why = notAPersons(email);
    if (why !== null) return notYours(why);
    const known = await store.people.byAccount(account);
    // An account that only has its own name so far is whose the word says (A7).
    const bound = known?.how === 'own-name' ? null : known;
    const owner = await store.people.byEmail(email);
    const concerned = [known?.person, owner?.id].filter((one) => one !== undefined);
    if (await isOwn(account, await parts.humans.concernedBy(account, email), actor)) {
      return notYours(() => words.peopleAnswers.ownVouch);
    }
    const unfit = await notUnjudged(account);
    if (unfit !== null) return notYours(unfit);
    if (bound && bound.email !== email) {
      return notYours(() => words.peopleAnswers.otherPersons(accountKey(account), bound.email));
    }
    if (bound?.how === 'sign-in' && owner?.addresses.some((one) => isProvedAs(one, email)) === true) {
      return notYours(() => words.peopleAnswers.provedBySignIn(accountKey(account), email));
    }
    if (await isReleased({ store }, email)) return notYours(() => words.identity.released(email));
    return { ok: true, email, bound, owner, concerned };
  }

  async function link(id: string, account: Account, email: string, actor: Identified): Promise<Settled> {
    const now = clock.now();
    const started: LinkRecord = {
      id,
      kind: 'sign-in',
      state: 'open',
      starter: { account, reply: null, confirmedAt: null },
      other: null,
      secret: null,
      email: null,
      unlink: null,
      vouchedBy: actor.person,
      tries: [],
      at: now,
      expiresAt: now + linkLifeMs,
      agreedAt: null,
    };
    const asked = await parts.consent.sideOf(email, account, 'vouched');
    if (!asked.ok) return asked;
    if ((await store.links.byId(id)) === null) await store.links.start(started);
    if (asked.value) {
      await store.links.ask(id, email, asked.value.account, now, now + consentMs);
      await parts.consent.ask(started, asked.value);
      return {
        ok: true,
        sentence: words.peopleAnswers.holderToldOfVouch(email, accountKey(asked.value.account)),
      };
    }
    await store.links.prove(id, email, now);
    const agreed = await store.links.byId(id);
    if (!agreed) throw new Error('what was started to vouch for an account is gone');
    return finished(agreed, email);
  }

  async function finished(agreed: LinkRecord, email: string): Promise<Settled> {
    const outcome = await parts.finish(agreed, null);
    return outcome.ok ? { ok: true, sentence: recorded(agreed.starter.account, email) } : outcome;
  }

  /** Why an address can't be a person's here; null: it can. */
  function notAPersons(email: string): Sentence | null {
    const { domains, instances } = directory.catalogue;
    if (domains.length > 0 && !domains.includes(email.slice(email.lastIndexOf('@') + 1))) {
      return () => words.peopleAnswers.otherDomain(email, domains);
    }
    const instance = instances.find(({ defaultAdministrator }) => defaultAdministrator === email);
    return instance ? () => words.linkRefused.defaultAdministrator(email, instance.id) : null;
  }

  /** Why nobody has to vouch for an account, or nobody can; null: its e-mail can't be judged. */
  async function notUnjudged(account: Account): Promise<Sentence | null> {
    const profile = await chats.get(account.platform)?.profile(account, { fresh: true });
    if (profile === undefined) return () => words.identity.notConnected(account.platform);
    if (!profile.inside)
      return isUnjudged(profile) ? null : () => words.identity.about(accountKey(account), profile.sentence);
    const { email } = profile;
    return email === null ? null : () => words.peopleAnswers.profileShows(accountKey(account), email);
  }

  async function isOwn(account: Account, concerned: readonly PersonId[], actor: Identified): Promise<boolean> {
    if (accountKey(account) === accountKey(actor.account)) return true;
    const humans = await parts.humans.of([actor.person.id, ...concerned], null);
    return concerned.some((one) => countAsOne(humans, actor.person.id, one, clock.now()));
  }

  async function note(
    account: Account,
    email: string,
    { person, account: own }: Identified,
    command: string,
    concerned: readonly PersonId[],
  ): Promise<void> {
    await parts.journal([
      {
        key: `vouched/${command}`,
        event: 'vouched',
        actor: person,
        subjectLabel: accountKey(account),
        facts: { what: 'vouched', account: accountKey(account), email },
        via: own.platform,
      },
    ]);
    const text = () => words.peopleAnswers.vouchedNotice(person, accountKey(account), email);
    await parts.notify.administrators(`vouched-${derivedId('vouched', command)}`, () => decidedMessage(text()), [
      person.id,
      ...concerned,
    ]);
  }
}

export type VouchService = ReturnType<typeof createVouch>;

function isProvedAs(held: HeldAddress, email: string): boolean {
  return isHeld(held) && held.address === email && held.state === 'proved';
}

function recorded(account: Account, email: string): string {
  return words.peopleAnswers.vouched(accountKey(account), email);
}
