import type { Access } from '../domain/access.ts';
import { currentStage, openAsk, standingApprovals } from '../domain/access.ts';
import { accountKey, normalEmail } from '../domain/identity.ts';
import type { Account } from '../domain/identity.ts';
import { ChatUnavailable } from '../ports/chat.ts';
import type { Person } from '../ports/store.ts';
import { accountsAt } from './address.ts';
import type { Authority } from './authority.ts';
import type { Deps } from './deps.ts';
import { addressesOf } from './identify.ts';
import type { Identify } from './identify.ts';

/** Somebody who could decide an ask now, and where they can be reached. */
export interface Approver {
  readonly person: Person;
  readonly accounts: readonly Account[];
}

/**
 * Who could decide the waiting stage of an ask now: distinct, other than beneficiary and asker, with authority (A4). Looks
 * for `enough` of them and no more, always the same first: each costs a question to the chat. A chat that is away holds up
 * nobody who can be reached in another: `missed` is told of it.
 */
export function createApprovers(
  { store, directory, chats }: Pick<Deps, 'store' | 'directory' | 'chats'>,
  authority: Authority,
  identify: Identify,
) {
  return async function approvers(
    access: Access,
    enough: number,
    missed: (error: ChatUnavailable) => void,
  ): Promise<readonly Approver[]> {
    const ask = openAsk(access);
    const stage = ask ? currentStage(ask) : null;
    if (!ask || !stage) return [];
    await meetAdministrators(access);
    const out = new Set([access.person.id, ask.by.id, ...standingApprovals(ask).map((decision) => decision.person.id)]);
    const found: Approver[] = [];
    const all = [...(await authority.all(access.entitlement, missed))].sort((a, b) =>
      a.person.id.localeCompare(b.person.id),
    );
    for (const { person } of all) {
      if (found.length >= enough) break;
      if (out.has(person.id) || !(await authority.qualifies(person, stage.stage.of))) continue;
      const accounts = await reachable(person, missed);
      if (accounts.length > 0) found.push({ person, accounts });
    }
    return found;
  };

  /** A product's administrators may never have used Latchkey: their accounts are found by e-mail and bound. */
  async function meetAdministrators({ entitlement }: Access): Promise<void> {
    if (entitlement.kind !== 'console') return;
    const emails = (directory.product(entitlement.product)?.administrators ?? []).map(normalEmail);
    const known = await store.people.byEmails(emails);
    const met = new Set(known.filter((person) => person.accounts.length > 0).flatMap(addressesOf));
    for (const email of emails) if (!met.has(email)) await accountsOf(email);
  }

  /** The accounts of a person that are inside now; looked for by e-mail where none is bound yet. */
  async function reachable(person: Person, missed: (error: ChatUnavailable) => void): Promise<readonly Account[]> {
    const accounts: Account[] = [];
    let away: ChatUnavailable | null = null;
    for (const { account } of person.accounts) {
      try {
        if (chats.has(account.platform) && (await identify(account)).ok) accounts.push(account);
      } catch (error) {
        if (!(error instanceof ChatUnavailable)) throw error;
        away = error;
      }
    }
    if (away !== null) missed(away);
    if (away !== null && accounts.length === 0) return [];
    if (accounts.length > 0 || person.email === null) return accounts;
    return accountsOf(person.email);
  }

  async function accountsOf(email: string): Promise<readonly Account[]> {
    const found = new Map<string, Account>();
    for (const account of await accountsAt(email, chats)) {
      if ((await identify(account)).ok) found.set(accountKey(account), account);
    }
    return [...found.values()];
  }
}

export type FindApprovers = ReturnType<typeof createApprovers>;
