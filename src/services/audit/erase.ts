import type { PersonRef } from '../../domain/identity.ts';
import { accountKey, normalEmail, parseAccountKey } from '../../domain/identity.ts';
import type { EraseOf, FoundCopies, FoundTexts } from '../../ports/erase.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Person } from '../../ports/people.ts';
import type { Store } from '../../ports/store.ts';
import type { Chain } from './chain.ts';
import { reason } from '../../domain/reason.ts';
import { recordedReasons } from '../in-english.ts';

/** How many texts there are in each place. */
export interface EraseCounts {
  /** In the events, requests and decisions of accesses. */
  readonly accessTexts: number;
  /** How many accesses these are; their cards in chat are edited. */
  readonly accesses: number;
  readonly journal: number;
  readonly chain: number;
  readonly buttons: number;
  readonly notices: number;
  /** Messages in audit channels, and messages that told people of it, that are edited. */
  readonly messages: number;
}

export interface EraseWhom {
  readonly of: EraseOf;
  /** Whom the record is about: the person, or whose access it is. */
  readonly subject: PersonRef;
}

interface Parts {
  readonly store: Pick<Store, 'erase' | 'people' | 'accesses' | 'journal'>;
  readonly chain: Pick<Chain, 'access' | 'journal'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Erases what people typed and leaves the proof (A9): the digests stay. Harmless to repeat, and what was interrupted is
 * finished by the next run. Messages in chat are edited by workers, which find them in MongoDB.
 */
export function createErase({ store, chain, clock }: Parts) {
  async function look(of: EraseOf): Promise<{ readonly texts: FoundTexts; readonly copies: FoundCopies }> {
    const texts = await store.erase.find(of);
    return { texts, copies: await store.erase.copies(texts) };
  }

  async function whomOf(person: Person): Promise<EraseWhom> {
    const { id } = person;
    return { of: { what: 'person', id, labels: await labelsOf(person) }, subject: { id, label: labelOf(person) } };
  }

  /** What stands for a person in events that were recorded before they had an id: what nobody else ever had. */
  async function labelsOf({ id, addresses, bindings }: Person): Promise<readonly string[]> {
    const isTheirs = (had: readonly Person[]) => had.every((one) => one.id === id);
    const labels = new Set<string>();
    for (const { address } of addresses) if (isTheirs(await store.people.everHeld(address))) labels.add(address);
    for (const { account } of bindings)
      if (isTheirs(await store.people.everHad(account))) labels.add(accountKey(account));
    return [...labels];
  }

  return {
    /**
     * Whom an id, an e-mail or an account's written form means, also one that was theirs before. Several where more than one
     * person had it: then only an id says who is meant. Empty: nobody who is known.
     */
    async person(who: string): Promise<readonly EraseWhom[]> {
      const byId = await store.people.byId(who);
      const account = parseAccountKey(who);
      const found =
        byId !== null
          ? [byId]
          : account !== null
            ? await store.people.everHad(account)
            : await store.people.everHeld(who);
      const written = found.length === 0 ? await store.people.byEmail(normalEmail(who)) : null;
      return Promise.all([...found, ...(written === null ? [] : [written])].map(whomOf));
    },
    async access(id: string): Promise<EraseWhom | null> {
      const stored = await store.accesses.byId(id);
      return stored && { of: { what: 'access', id }, subject: stored.access.person };
    },
    /** What would be erased. `unchained`: texts that have to be chained first, which `erase` does. */
    async plan({ of }: EraseWhom): Promise<{ readonly counts: EraseCounts; readonly unchained: number }> {
      const { texts, copies } = await look(of);
      return { counts: countsOf(texts, copies), unchained: texts.unchained };
    },
    /** Erases it; `by` is who says so. Gives what was erased, and how many texts are left as they can't be chained. */
    async erase(
      { of, subject }: EraseWhom,
      by: string,
    ): Promise<{ readonly counts: EraseCounts; readonly unchained: number }> {
      for (const id of await store.erase.unchained(of)) await chain.access(id);
      await chain.journal();
      const { texts, copies } = await look(of);
      const counts = countsOf(texts, copies);
      if (isNothing(counts)) return { counts, unchained: texts.unchained };
      // Recorded first: whatever interrupts what follows, it is known that somebody began.
      const at = clock.now();
      const command = `erase/${of.what}/${of.id}/${at}`;
      await store.journal.append([
        {
          key: command,
          event: 'erased',
          at,
          actor: by,
          actorId: null,
          subject: subject.label,
          subjectId: subject.id,
          entitlement: null,
          because: recordedReasons([reason('A9', 'texts-can-be-erased')]),
          facts: { command, what: of.what, id: of.id, ...counts, sentence: sentenceOf(of, counts) },
          text: null,
          via: 'cli',
        },
      ]);
      await chain.journal();
      // Copies first, while what they are found by is still there; the chain last, as all else can be found by it.
      await store.erase.holdMessages(copies.messages);
      await store.erase.eraseCopies(copies, texts.values);
      for (const { id } of texts.accesses) await store.erase.eraseAccess(id, of, clock.now());
      await store.erase.eraseJournal(texts.journal);
      await store.erase.eraseEntries(texts.entries);
      // Once more: a worker may have rendered the old text until now.
      const late = await store.erase.copies(texts);
      await store.erase.eraseCopies(late, texts.values);
      await store.erase.holdMessages(late.messages);
      await store.erase.releaseMessages();
      return { counts, unchained: texts.unchained };
    },
  };
}

export type Erase = ReturnType<typeof createErase>;

export function isNothing(counts: EraseCounts): boolean {
  return Object.values(counts).every((count) => count === 0);
}

function countsOf(texts: FoundTexts, copies: FoundCopies): EraseCounts {
  return {
    accessTexts: texts.accesses.reduce((sum, one) => sum + one.texts, 0),
    accesses: texts.accesses.length,
    journal: texts.journal.length,
    chain: texts.entries.length,
    buttons: copies.stash.length,
    notices: copies.notices.length,
    messages: copies.messages.length,
  };
}

function sentenceOf(of: EraseOf, { chain }: EraseCounts): string {
  const where = of.what === 'access' ? `about access ${of.id}` : 'by or about this person';
  return `typed text ${where} erased, in ${chain} ${chain === 1 ? 'entry' : 'entries'}`;
}

function labelOf({ id, email, accounts }: Person): string {
  const account = accounts[0]?.account;
  return email ?? (account ? accountKey(account) : id);
}
