import type { Access, Ask, BasisFacts } from '../../domain/access.ts';
import { ownersOf } from '../../domain/askers.ts';
import { currentStage, openAsk, standingApprovals } from '../../domain/access.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Account, PersonId } from '../../domain/identity.ts';
import { countAsOne } from '../../domain/one-human.ts';
import type { StageOf } from '../../domain/catalogue.ts';
import { ChatError } from '../../ports/chat.ts';
import type { Person } from '../../ports/people.ts';
import { accountsAt } from '../identity/address.ts';
import type { Authority } from './authority.ts';
import type { Candidate } from './candidates.ts';
import { createOpenAccesses } from './open-accesses.ts';
import type { OpenOf } from './open-accesses.ts';
import type { Deps } from '../deps.ts';
import { addressesOf } from '../identity/identify.ts';
import { systemOwners } from '../identity/system-owners.ts';
import type { Humans } from './humans.ts';
import type { LookUps } from '../identity/look-ups.ts';

/** Somebody who could decide an ask now, and where they can be reached. */
export interface Approver {
  readonly person: Person;
  readonly accounts: readonly Account[];
  /** What gives them the right to decide. */
  readonly basis: BasisFacts;
}

/** Who could decide; `retryAt` (ms): somebody couldn't be looked up and may be met then; null: every look-up has an answer. */
export interface Approvers {
  readonly able: readonly Approver[];
  readonly retryAt: number | null;
}

/** How long whoever has authority by a role waits for a platform that is away, in ms. */
const awayMs = 10_000;

/**
 * Who could decide the waiting stage of an ask now: distinct humans (A7), other than beneficiary and asker, with authority
 * (A4). Looks
 * for `enough` of them and no more, always the same first: each costs a question to the chat. Whoever can't be looked up
 * now is left out; what a chat refuses is never thrown.
 */
export function createApprovers(
  { store, directory, chats, clock }: Pick<Deps, 'store' | 'directory' | 'chats' | 'clock'>,
  authority: Authority,
  lookUps: LookUps,
  humans: Pick<Humans, 'of'>,
) {
  return async function approvers(access: Access, enough: number): Promise<Approvers> {
    const ask = openAsk(access);
    const stage = ask ? currentStage(ask) : null;
    if (!ask || !stage) return { able: [], retryAt: null };
    const giver = ask.from === undefined ? [] : [ask.from.person.id];
    const owners = await systemOwners(store, ownersOf(ask));
    const out = new Set([
      access.person.id,
      ask.by.id,
      ...giver,
      ...owners,
      ...standingApprovals(ask).map((decision) => decision.person.id),
    ]);
    const search: Search = { able: new Map(), retries: [] };
    const collect = () => collectKnown(search, access, { ask, out, of: stage.stage.of }, enough);
    await collect();
    const wanted = enough - search.able.size;
    if (wanted > 0 && (await meetAdministrators(access, wanted + out.size, search.retries)) > 0) await collect();
    const isDone = search.able.size >= enough || search.retries.length === 0;
    return { able: [...search.able.values()], retryAt: isDone ? null : Math.min(...search.retries) };
  };

  async function collectKnown(
    { able, retries }: Search,
    access: Access,
    { ask, out, of }: { readonly ask: Ask; readonly out: ReadonlySet<PersonId>; readonly of: StageOf },
    enough: number,
  ): Promise<void> {
    const missed = (error: ChatError) => void retries.push(clock.now() + (error.retryAfterMs ?? awayMs));
    const seen = new Set(out);
    for await (const page of authority.candidates(access.entitlement, enough + out.size, missed)) {
      const next = page
        .filter(({ person }) => !seen.has(person.id))
        .sort((a, b) => a.person.id.localeCompare(b.person.id));
      for (const { person } of next) seen.add(person.id);
      await collectOf(next);
      if (able.size >= enough) return;
    }

    async function collectOf(next: readonly Candidate[]): Promise<void> {
      if (next.length === 0) return;
      const ids = next.map(({ person }) => person.id);
      const known = await humans.of([...out, ...able.keys(), ...ids], ask);
      const isOne = (person: PersonId) => (other: PersonId) => countAsOne(known, person, other, ask.askedAt);
      const held = createOpenAccesses({ store });
      if (of.kind === 'role') await held.together(ids);
      for (const { person, basis } of next) {
        if (able.size >= enough) return;
        if ([...out, ...able.keys()].some(isOne(person.id))) continue;
        if (!(await qualifies(person, of, held.of, missed))) continue;
        const accounts = await reachable(person, retries);
        if (accounts.length > 0) able.set(person.id, { person, accounts, basis });
      }
    }
  }

  async function qualifies(
    person: Person,
    of: StageOf,
    openOf: OpenOf,
    missed: (error: ChatError) => void,
  ): Promise<boolean> {
    try {
      return await authority.qualifies(person, of, openOf);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      missed(error);
      return false;
    }
  }

  /** A product's administrators may never have used Latchkey: up to `most` of them are met. Gives how many were. */
  async function meetAdministrators({ entitlement }: Access, most: number, retries: number[]): Promise<number> {
    if (entitlement.kind !== 'console') return 0;
    const emails = (directory.product(entitlement.product)?.administrators ?? []).map(normalEmail);
    let count = 0;
    for (let start = 0; start < emails.length && count < most; start += most) {
      const some = emails.slice(start, start + most);
      const known = await store.people.meant(some);
      const met = new Set(known.filter((person) => person.accounts.length > 0).flatMap(addressesOf));
      for (const email of some) {
        if (count >= most) break;
        if (!met.has(email) && (await accountsOf(email, retries)).length > 0) count += 1;
      }
    }
    return count;
  }

  /** The accounts of a person that are inside now; looked for by e-mail where none is bound yet. */
  async function reachable(person: Person, retries: number[]): Promise<readonly Account[]> {
    const bound = person.accounts.filter(({ account }) => chats.has(account.platform));
    const missedBefore = retries.length;
    const accounts = await insideOf(
      bound.map(({ account }) => account),
      retries,
    );
    if (accounts.length > 0 || retries.length > missedBefore || person.email === null) return accounts;
    return accountsOf(person.email, retries);
  }

  async function accountsOf(email: string, retries: number[]): Promise<readonly Account[]> {
    const looked = email.includes('@') ? await lookUps.byEmail(email) : { found: await accountsAt(email, chats) };
    if ('retryAt' in looked) {
      retries.push(looked.retryAt);
      return [];
    }
    return insideOf(looked.found, retries);
  }

  async function insideOf(accounts: readonly Account[], retries: number[]): Promise<readonly Account[]> {
    const inside: Account[] = [];
    for (const account of accounts) {
      const looked = await lookUps.inside(account);
      if ('retryAt' in looked) retries.push(looked.retryAt);
      else if (looked.found !== null) inside.push(account);
    }
    return inside;
  }
}

interface Search {
  readonly able: Map<string, Approver>;
  /** When those who couldn't be looked up may be met, in ms. */
  readonly retries: number[];
}

export type FindApprovers = ReturnType<typeof createApprovers>;
