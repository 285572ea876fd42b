import { readAddress } from '../../lib/address.ts';
import { cut } from '../../domain/cut.ts';
import { accountAddress, accountKey, isUnjudged, normalEmail } from '../../domain/identity.ts';
import type { Account, PersonRef, Profile } from '../../domain/identity.ts';
import { isByHand, isHeld, meantBy, writtenPerson } from '../../domain/person.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { saidRefusal } from '../said.ts';
import type { Sentence } from '../said.ts';
import { ChatUnavailable } from '../../ports/chat.ts';
import type { BindingProof, BoundAccount, Person, WaitingPerson } from '../../ports/people.ts';
import { derivedId } from '../ids.ts';
import type { Deps } from '../deps.ts';
import type { Directory } from '../directory.ts';
import type { RecordPeople } from './record-people.ts';
import { words } from '../../words/index.ts';

/** Somebody who is inside, and proved by their chat. */
export interface Identified {
  readonly person: PersonRef;
  readonly account: Account;
  readonly name: string;
  /** Proved e-mails and the written forms of their accounts, lower-cased. */
  readonly emails: readonly string[];
  /** Present: it waits whose the account is, so they request for themselves alone and have no vote (A7). Says so. */
  readonly ownName?: string;
}

export type Identity =
  | { readonly ok: true; readonly who: Identified }
  | {
      readonly ok: false;
      readonly refusal: Refusal;
      /** Whose they are can't be judged now: they decide nothing new, and nothing is taken from them (DESIGN §4). */
      readonly unjudged?: true;
    };

/**
 * Whether a refused account is still there: it can't be judged now, or waits for its e-mail to be confirmed. Somebody is gone
 * only where none of their accounts is.
 */
export function isStillThere(identity: Identity): boolean {
  return identity.ok || identity.unjudged === true || identity.refusal.code === 'waits-for-confirmation';
}

/** How a person stands in records: their address, else an account. */
export function personRef(person: Person): PersonRef {
  const account = person.accounts[0]?.account;
  return { id: person.id, label: person.email ?? (account ? accountKey(account) : person.id) };
}

/** Every address by which `latchkey.yml` means a person (A8): e-mails, proved or not, and their accounts as they are written. */
export function addressesOf(person: Person): readonly string[] {
  return [...new Set([...meantBy(person).map(({ address }) => address), ...accountsOf(person)])];
}

/** Every address that a person holds now, and those by which the configuration means them, released ones included (R6, A8). */
export function everyAddressOf(person: Person): readonly string[] {
  return [...new Set([...person.emails.map(({ address }) => address), ...addressesOf(person)])];
}

/** What `latchkey.yml` may call a person by and has been proved: their e-mails, and their accounts as they are written. */
export function provedEmails(person: Person): readonly string[] {
  const emails = meantBy(person).flatMap(({ address, state }) => (state === 'typed' ? [] : [address]));
  return [...new Set([...emails, ...accountsOf(person)])];
}

/** What names a person without an e-mail: their accounts as they are written, and their id. */
function accountsOf({ id, accounts }: Person): readonly string[] {
  return [...accounts.map(({ account }) => accountAddress(account)), writtenPerson(id)];
}

/** Whether an account is bound by nothing but a declaration that is no longer in `latchkey.yml`. */
export function isStale(bound: BoundAccount, { catalogue }: Pick<Directory, 'catalogue'>): boolean {
  return bound.how === 'declared' && !catalogue.members.includes(accountAddress(bound.account));
}

/** Whether an account was linked to its person: not by its platform's proof, and not by the configuration. */
export function isLinked(bound: BoundAccount): boolean {
  return isByHand(bound);
}

/** The accounts by which a person is known: what was linked to them counts while one of these does. */
export function anchorsOf({ accounts }: Person, directory: Pick<Directory, 'catalogue'>): readonly BoundAccount[] {
  return accounts.filter((one) => !isLinked(one) && !isStale(one, directory));
}

/** Whether a person may hold anything on one of their accounts, by what was last seen of the accounts they are known by. */
export function mayHold(bound: BoundAccount, person: Person, directory: Pick<Directory, 'catalogue'>): boolean {
  if (!isLinked(bound)) return !isStale(bound, directory);
  const anchors = anchorsOf(person, directory);
  return anchors.length === 0 || anchors.some(({ outsideSince }) => outsideSince === null);
}

/**
 * Who an account is, at this decision (DESIGN §4, "Who is inside"). The first sight of an inside account binds its
 * e-mail; a changed or taken one is reported and waits for a Latchkey administrator. Throws `ChatUnavailable` or
 * `StoreUnavailable`, which a caller must treat as a no for now.
 */
export function createIdentify(
  { store, chats, clock, ids, directory }: Pick<Deps, 'store' | 'chats' | 'clock' | 'ids' | 'directory'>,
  recordPeople: RecordPeople,
  moved: (account: Account) => Promise<void>,
) {
  return identify;

  async function identify(account: Account, options: { fresh?: boolean } = {}): Promise<Identity> {
    const chat = chats.get(account.platform);
    if (!chat) return no('not-inside', () => words.identity.notConnected(account.platform));
    const [profile, bound] = await Promise.all([chat.profile(account, options), store.people.byAccount(account)]);
    if (!profile.inside) {
      if (isUnjudged(profile)) return unjudged(profile, () => profile.sentence, bound, chat.name, options);
      if (bound) await leave(profile, bound);
      return no('not-inside', () => profile.sentence);
    }
    if (bound && bound.outsideSince !== null) await comeBack(bound);
    if (profile.email === null) return byLink(account, profile.name, bound, chat.name, options);
    const email = readAddress(profile.email);
    if (email === null) {
      const shown = cut(profile.email, 80);
      return unjudged(profile, () => words.identity.unusableEmail(shown), bound, chat.name, options);
    }
    if (bound && bound.email === email) {
      const waiting = await store.people.waitingFor(account);
      if (waiting) {
        await store.people.settle(waiting.id, false, clock.now(), { facts: { what: 'withdrawn' } });
        await recordPeople();
      }
      return provedAgain(bound, email, profile.name);
    }
    if (bound && bound.how !== 'own-name') {
      return wait(account, profile.name, bound.person, bound.email, email, 'changed');
    }
    return meet(account, email, profile.name, 'email');
  }

  /**
   * An account of which the platform does not say enough now: it is neither outside nor proved. What its person holds stays,
   * and they decide nothing new; where it was linked, the link says whose it is.
   */
  async function unjudged(
    { account, name }: Profile,
    why: Sentence,
    bound: BoundAccount | null,
    chat: string,
    options: { fresh?: boolean },
  ): Promise<Identity> {
    const vouched = bound !== null && (await isVouched(bound));
    if (bound && isLinked(bound) && (bound.how !== 'vouched' || vouched))
      return byLink(account, name, bound, chat, options);
    if (bound && vouched) return known(bound.person, account, name);
    return { ...no(bound ? 'not-inside' : 'unlinked', why), unjudged: true };
  }

  /** Whether a Latchkey administrator answers for the address of an account. */
  async function isVouched({ person: id, email }: BoundAccount): Promise<boolean> {
    const person = email === null ? null : await store.people.byId(id);
    return person?.addresses.some((one) => isHeld(one) && one.address === email && one.state === 'vouched') ?? false;
  }

  /** The profile shows the address that the account has: where somebody's word stood for it, it is proved now. */
  async function provedAgain(bound: BoundAccount, email: string, name: string): Promise<Identity> {
    const { account } = bound;
    const person = await store.people.byId(bound.person);
    const held = person?.addresses.find((one) => isHeld(one) && one.address === email);
    const isWord = bound.how === 'vouched' || held?.state === 'vouched' || held?.state === 'typed';
    if (!isWord) return known(bound.person, account, name, person);
    await store.people.bind(account, email, name, clock.now(), bound.person, 'email');
    await recordPeople();
    return known(bound.person, account, name);
  }

  /** The first sight of an inside account binds the address that it proves. */
  async function meet(account: Account, address: string, name: string, how: BindingProof): Promise<Identity> {
    const made = await store.people.bind(account, address, name, clock.now(), ids.person(), how);
    if (made === 'taken') return wait(account, name, null, null, address, 'taken');
    const identity = await known(made.person, account, name);
    if (identity.ok) {
      await recordPeople();
      await moved(account);
    }
    return identity;
  }

  /** An account whose platform proves no e-mail is whose the link says, or the one that `latchkey.yml` declares by its id. */
  async function byLink(
    account: Account,
    name: string,
    bound: BoundAccount | null,
    chat: string,
    options: { fresh?: boolean },
  ): Promise<Identity> {
    const isTheirs = bound !== null && bound.how !== 'own-name';
    if (isTheirs && !isStale(bound, directory)) {
      const left = isLinked(bound) ? await leftElsewhere(bound.person, options) : null;
      return left ?? known(bound.person, account, name);
    }
    const address = accountAddress(account);
    if (!isTheirs && directory.catalogue.members.includes(address)) return meet(account, address, name, 'declared');
    const waiting = await store.people.waitingFor(account);
    if (waiting) return no('waits-for-confirmation', () => words.identity.emailTaken(waiting.newEmail));
    return no('unlinked', () => words.identity.unlinked(chat));
  }

  /**
   * A linked account counts while the ones do by which the person is known: who leaves there, or waits there for a
   * changed e-mail to be confirmed, does so everywhere. Null: one of them counts, or there is none. Of a platform that is
   * off, or away for the moment, what was last seen counts; but away is no answer where a fresh one is asked for.
   */
  async function leftElsewhere(id: string, options: { fresh?: boolean }): Promise<Identity | null> {
    const person = await store.people.byId(id);
    const anchors = person ? anchorsOf(person, directory) : [];
    for (const anchor of anchors) if (await counts(anchor, options)) return null;
    const [first] = anchors;
    if (!first) return null;
    const profile = await chats.get(first.account.platform)?.profile(first.account);
    if (profile?.inside === false && isUnjudged(profile)) {
      return { ...no('not-inside', () => words.identity.about(first.name, profile.sentence)), unjudged: true };
    }
    const chat = chats.get(first.account.platform)?.name ?? first.account.platform;
    return no('not-inside', () => words.identity.leftElsewhere(first.name, chat));
  }

  async function counts(anchor: BoundAccount, options: { fresh?: boolean }): Promise<boolean> {
    const chat = chats.get(anchor.account.platform);
    if (!chat) return anchor.outsideSince === null;
    try {
      return (await identify(anchor.account, options)).ok;
    } catch (error) {
      if (options.fresh === true || !(error instanceof ChatUnavailable)) throw error;
      return anchor.outsideSince === null;
    }
  }

  async function known(id: string, account: Account, name: string, found: Person | null = null): Promise<Identity> {
    const person = found ?? (await store.people.byId(id));
    if (!person) throw new Error(`the person of ${accountKey(account)} is not stored`);
    return { ok: true, who: { person: personRef(person), account, name, emails: provedEmails(person) } };
  }

  async function leave(profile: Extract<Profile, { inside: false }>, bound: BoundAccount): Promise<void> {
    const at = clock.now();
    if (!(await store.people.markOutside(bound.account, at, { facts: { what: profile.why } }))) return;
    await recordPeople();
    await moved(bound.account);
  }

  async function comeBack(bound: BoundAccount): Promise<void> {
    if (!(await store.people.markOutside(bound.account, null, { at: clock.now() }))) return;
    await recordPeople();
    await moved(bound.account);
  }

  /** Who can confirm a changed e-mail; the only Latchkey administrator has to name another one first. */
  async function isOnlyAdministrator(id: string | null): Promise<boolean> {
    const person = id === null ? null : await store.people.byId(id);
    const own = person === null ? [] : addressesOf(person);
    const { administrators } = directory.catalogue.latchkey;
    const isOnly = person !== null && administrators.every((one) => own.includes(normalEmail(one)));
    return isOnly && administrators.length > 0;
  }

  async function wait(
    account: Account,
    name: string,
    person: string | null,
    oldEmail: string | null,
    newEmail: string,
    why: 'changed' | 'taken',
  ): Promise<Identity> {
    const at = clock.now();
    const id = derivedId('waiting', accountKey(account), newEmail);
    const entry: WaitingPerson = { id, account, name, person, oldEmail, newEmail, why, how: 'email', since: at };
    if (await store.people.wait(entry, { at })) await recordPeople();
    const changed = why === 'changed' ? await isOnlyAdministrator(person) : null;
    return no('waits-for-confirmation', () =>
      changed === null ? words.identity.emailTaken(newEmail) : words.identity.emailChanged(oldEmail, newEmail, changed),
    );
  }
}

export type Identify = ReturnType<typeof createIdentify>;

function no(code: 'not-inside' | 'unlinked' | 'waits-for-confirmation', sentence: Sentence): Identity & { ok: false } {
  return { ok: false, refusal: saidRefusal(code, sentence) };
}
