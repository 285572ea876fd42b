import { readAddress } from '../../lib/address.ts';
import type { PersonRef, Who } from '../../domain/identity.ts';
import { normalEmail, parseAccountKey } from '../../domain/identity.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { saidRefusal } from '../said.ts';
import { refusals } from '../../domain/refusals.ts';
import { accountsAt } from './address.ts';
import { shown } from '../arguments.ts';
import type { Deps } from '../deps.ts';
import type { Identified, Identify } from './identify.ts';
import { personRef } from './identify.ts';
import type { RecordPeople } from './record-people.ts';
import { words } from '../../words/index.ts';

/** Why what was typed names no single person, told from the text alone; null: it may name one. */
export function unreadable(who: Who): Refusal | null {
  if (who.kind === 'group') return refusals.group(who.shown);
  if (who.kind !== 'unknown' || parseAccountKey(normalEmail(who.text)) !== null) return null;
  return saidRefusal('unknown-person', () => words.identity.nobody(shown(who.text)));
}

export type Resolved =
  { readonly ok: true; readonly person: PersonRef } | { readonly ok: false; readonly refusal: Refusal };

/**
 * The person that a command names. With `make`, an e-mail that nobody has yet makes a person who can act once a chat
 * proves it (DESIGN §3), where it is an address at all; without, it is refused as unknown.
 */
export function createResolveWho(
  { store, directory, chats, ids, clock }: Pick<Deps, 'store' | 'directory' | 'chats' | 'ids' | 'clock'>,
  identify: Identify,
  recordPeople: RecordPeople,
) {
  return resolveWho;

  async function resolveWho(who: Who, actor: Identified, make: boolean): Promise<Resolved> {
    switch (who.kind) {
      case 'me':
        return { ok: true, person: actor.person };
      case 'group':
        return { ok: false, refusal: refusals.group(who.shown) };
      case 'unknown': {
        // The written form of an account, as Latchkey shows it where it knows no e-mail.
        const account = parseAccountKey(normalEmail(who.text));
        if (account && chats.has(account.platform)) {
          return resolveWho({ kind: 'account', account, shown: who.text }, actor, make);
        }
        return no(() => words.identity.nobody(shown(who.text)));
      }
      case 'person': {
        const person = await store.people.byId(who.id);
        return person ? { ok: true, person: personRef(person) } : no(() => words.identity.unknownPerson);
      }
      case 'account': {
        if (!make) {
          const bound = await store.people.byAccount(who.account);
          const person = bound ? await store.people.byId(bound.person) : null;
          if (person) return { ok: true, person: personRef(person) };
        }
        const identity = await identify(who.account);
        if (identity.ok) return { ok: true, person: identity.who.person };
        // Who can't be judged now is who they were: they can be given something, and decide nothing.
        const bound = identity.unjudged === true ? await store.people.byAccount(who.account) : null;
        const person = bound ? await store.people.byId(bound.person) : null;
        return person ? { ok: true, person: personRef(person) } : about(who.shown, identity.refusal);
      }
      case 'email':
        return byEmail(normalEmail(who.email), actor, make);
    }
  }

  async function byEmail(email: string, actor: Identified, make: boolean): Promise<Resolved> {
    const known = await store.people.byEmail(email);
    if (known) return { ok: true, person: personRef(known) };
    if (readAddress(email) === null) return no(() => words.identity.notAnEmail(shown(email)));
    let outside: Refusal | null = null;
    for (const account of await accountsAt(email, chats)) {
      const identity = await identify(account);
      if (identity.ok) return { ok: true, person: identity.who.person };
      outside = identity.refusal;
    }
    // A guest is not let in by being written as an address.
    if (make && outside !== null) return about(shown(email), outside);
    const { domains } = directory.catalogue;
    const domain = email.slice(email.lastIndexOf('@') + 1);
    if (!make || (domains.length > 0 && !domains.includes(domain))) {
      return no(() => words.identity.unknownEmail(shown(email), domains));
    }
    const note = { actor: actor.person, via: actor.account.platform, at: clock.now() };
    const person = await store.people.ensureEmail(email, ids.person(), actor.person.id, note);
    await recordPeople();
    return { ok: true, person: personRef(person) };
  }
}

export type ResolveWho = ReturnType<typeof createResolveWho>;

function about(whom: string, why: Refusal): Resolved {
  return { ok: false, refusal: refusals.about(whom, why) };
}

function no(sentence: () => string): Resolved {
  return { ok: false, refusal: saidRefusal('unknown-person', sentence) };
}
