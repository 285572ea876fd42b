import { isInForce, lastsLonger, lastsLongest } from '../domain/access.ts';
import type { Access, Basis } from '../domain/access.ts';
import type { RoleAuthority } from '../domain/catalogue.ts';
import type { Entitlement } from '../domain/entitlement.ts';
import { entitlementKey } from '../domain/entitlement.ts';
import { accountKey, parseAccountKey } from '../domain/identity.ts';
import type { Account } from '../domain/identity.ts';
import { ChatRefused } from '../ports/chat.ts';
import type { Chat, ChatRoles } from '../ports/chat.ts';
import type { Person } from '../ports/store.ts';
import type { TargetRecord } from '../ports/targets.ts';
import type { Deps } from './deps.ts';
import { mayHold } from './identify.ts';

/**
 * Authority by a role of a chat: our declared exception to C4 and R5 for communities (`authority` in latchkey.yml). What
 * is held is read from the platform; methods throw `ChatUnavailable`, which is neither a yes nor a no. A role that Latchkey
 * gave with an access is authority until that access ends (A2), whether it could be taken back by then or not.
 */
export function createRoleAuthority({
  store,
  directory,
  chats,
  clock,
  log,
}: Pick<Deps, 'store' | 'directory' | 'chats' | 'clock' | 'log'>) {
  return { standing, of, all, shown };

  /** The roles that stand for authority over an entitlement, on platforms that are connected. */
  function standing(entitlement: Entitlement): readonly RoleAuthority[] {
    return directory.catalogue.authority.filter(
      ({ scope, platform }) =>
        chats.get(platform)?.roles &&
        (entitlement.kind === 'console'
          ? 'product' in scope && scope.product === entitlement.product
          : 'instance' in scope && scope.instance === entitlement.instance),
    );
  }

  /** The strongest basis by a role that one of the person's accounts holds; `fresh` for decisions. Null: none. */
  async function of(person: Person, entitlement: Entitlement, fresh: boolean): Promise<Basis | null> {
    const found: Basis[] = [];
    for (const one of standing(entitlement)) {
      const bound = person.accounts.filter(({ account }) => account.platform === one.platform);
      for (const { account } of bound.filter((each) => mayHold(each, person, directory))) {
        if (!(await holds(account, one, fresh))) continue;
        const records = await store.targets.ofAccount(account);
        const basis = await basisOf(
          one,
          person,
          records.find(({ role }) => role === one.role),
        );
        if (basis?.until === null) return basis;
        if (basis) found.push(basis);
      }
    }
    return lastsLongest(found);
  }

  /** Everybody known who holds such a role; a minute's cache at most. */
  async function all(entitlement: Entitlement): Promise<readonly { person: Person; basis: Basis }[]> {
    const found = new Map<string, { person: Person; basis: Basis }>();
    for (const one of standing(entitlement)) {
      const holders = new Set((await asked(one, (roles) => roles.holders(one.role), [])).map(accountKey));
      if (holders.size === 0) continue;
      const records = new Map(
        (await store.targets.ofRole(one.platform, one.role)).map((each) => [accountKey(each.account), each]),
      );
      for (const { person, key } of await bearers(holders)) {
        const basis = await basisOf(one, person, records.get(key));
        const known = found.get(person.id)?.basis;
        if (basis && (known === undefined || lastsLonger(basis, known))) found.set(person.id, { person, basis });
      }
    }
    return [...found.values()];
  }

  /** The people whose accounts, by their keys, these are, and who may hold something on them. */
  async function bearers(keys: ReadonlySet<string>): Promise<readonly { person: Person; key: string }[]> {
    const accounts = [...keys].flatMap((key) => parseAccountKey(key) ?? []);
    const bound = await Promise.all(accounts.map((account) => store.people.byAccount(account)));
    const people = await store.people.byIds([...new Set(bound.flatMap((each) => (each ? [each.person] : [])))]);
    return people.flatMap((person) =>
      person.accounts
        .filter((each) => keys.has(accountKey(each.account)) && mayHold(each, person, directory))
        .map(({ account }) => ({ person, key: accountKey(account) })),
    );
  }

  /** What a role is called; its id where it is gone. */
  async function shown(one: RoleAuthority): Promise<string> {
    return (await asked(one, (roles) => roles.name(one.role), null)) ?? one.role;
  }

  async function holds(account: Account, one: RoleAuthority, fresh: boolean): Promise<boolean> {
    const held = await asked(one, (roles) => roles.held(account, { fresh }), null, accountKey(account));
    return held?.roles.includes(one.role) ?? false;
  }

  /** Null: Latchkey gave the role with an access, and none that gives it is in force any more. */
  async function basisOf(one: RoleAuthority, person: Person, record: TargetRecord | undefined): Promise<Basis | null> {
    const { platform, role, scope } = one;
    const isOurs = record !== undefined && (record.state.given !== null || record.state.attempt?.what === 'give');
    const access = isOurs ? await giving(one, person) : null;
    if (isOurs && access === null) return null;
    const name = await shown(one);
    const what = 'product' in scope ? `the console of ${scope.product}` : scope.instance;
    return {
      kind: 'role',
      access: access?.id ?? null,
      until: access?.until ?? null,
      sentence: `They hold the role ${name} in ${chatOf(one)?.name ?? platform}${access ? `, by access ${access.id},` : ','} which stands for authority over ${what} (latchkey.yml).`,
      role: { platform, id: role, name },
    };
  }

  /** The access of a person that gives a role for the longest time; null: none in force does. */
  async function giving({ platform, role }: RoleAuthority, person: Person): Promise<Access | null> {
    const now = clock.now();
    const keys = directory.catalogue.targets
      .filter((target) => target.platform === platform && target.role === role)
      .map(({ entitlement }) => entitlement);
    const open = await store.accesses.openOf(person.id);
    return lastsLongest(
      open.filter((access) => isInForce(access, now) && keys.includes(entitlementKey(access.entitlement))),
    );
  }

  /** What a platform refuses for good gives nobody anything. */
  async function asked<T>(one: RoleAuthority, ask: (roles: ChatRoles) => Promise<T>, none: T, about?: string) {
    const roles = chatOf(one)?.roles;
    if (!roles) return none;
    try {
      return await ask(roles);
    } catch (error) {
      if (!(error instanceof ChatRefused)) throw error;
      log.warn({ err: error, role: one.role, about }, 'a role that stands for authority could not be looked at');
      return none;
    }
  }

  function chatOf({ platform }: RoleAuthority): Chat | undefined {
    return chats.get(platform);
  }
}
