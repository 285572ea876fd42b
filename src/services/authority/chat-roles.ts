import { accessesByPerson, lastsLonger, lastsLongest, longestInForce } from '../../domain/access.ts';
import type { Access, BasisFacts } from '../../domain/access.ts';
import { isSameRole } from '../../domain/catalogue.ts';
import type { RoleAuthority } from '../../domain/catalogue.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Account } from '../../domain/identity.ts';
import { ChatRefused } from '../../ports/chat.ts';
import type { Chat, ChatRoles } from '../../ports/chat.ts';
import type { Person } from '../../ports/people.ts';
import type { TargetRecord } from '../../ports/targets.ts';
import type { Deps } from '../deps.ts';
import { mayHold } from '../identity/identify.ts';

/**
 * Authority by a role of a chat: our declared exception to C4 and R5 for communities (`authority` in latchkey.yml). What
 * is held is read from the platform; methods throw `ChatUnavailable`, which is neither a yes nor a no. A role that follows
 * an access is authority through that access only, until it ends (A2): held without one it is drift, whoever gave it, and
 * gives nothing. So is one that Latchkey gave and that follows no access any more.
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

  /**
   * The strongest basis by a role that one of the person's accounts holds; `accesses` are the person's open ones, `fresh`
   * is for decisions. Null: none.
   */
  async function of(
    person: Person,
    accesses: readonly Access[],
    entitlement: Entitlement,
    fresh: boolean,
  ): Promise<BasisFacts | null> {
    const found: BasisFacts[] = [];
    for (const one of standing(entitlement)) {
      const bound = person.accounts.filter(({ account }) => account.platform === one.platform);
      for (const { account } of bound.filter((each) => mayHold(each, person, directory))) {
        if (!(await holds(account, one, fresh))) continue;
        const basis = basisOf(one, await shown(one), (await followsAccess(account, one)) ? accesses : null);
        if (basis?.until === null) return basis;
        if (basis) found.push(basis);
      }
    }
    return lastsLongest(found);
  }

  /** Everybody known who holds such a role; a minute's cache at most. */
  async function all(entitlement: Entitlement): Promise<readonly { person: Person; basis: BasisFacts }[]> {
    const found = new Map<string, { person: Person; basis: BasisFacts }>();
    for (const one of standing(entitlement)) {
      const holders = await bearers(await asked(one, (roles) => roles.holders(one.role), []));
      if (holders.length === 0) continue;
      const name = await shown(one);
      const givers = givenWith(one);
      const ours = givers.length > 0 ? 'all' : await givenByLatchkey(one);
      const giving = accessesByPerson(givers.length > 0 ? await store.accesses.activeFor(givers) : []);
      for (const { person, account } of holders) {
        const follows = ours === 'all' || ours.has(accountKey(account));
        const accesses = follows ? (giving.get(person.id) ?? []) : null;
        const basis = basisOf(one, name, accesses);
        const known = found.get(person.id)?.basis;
        if (basis && (known === undefined || lastsLonger(basis, known))) found.set(person.id, { person, basis });
      }
    }
    return [...found.values()];
  }

  async function followsAccess(account: Account, one: RoleAuthority): Promise<boolean> {
    if (givenWith(one).length > 0) return true;
    const records = await store.targets.ofAccount(account);
    return records.some((record) => record.role === one.role && isByLatchkey(record));
  }

  async function givenByLatchkey({ platform, role }: RoleAuthority): Promise<ReadonlySet<string>> {
    const records = (await store.targets.ofRole(platform, role)).filter(isByLatchkey);
    return new Set(records.map(({ account }) => accountKey(account)));
  }

  /** The people whose accounts these are, and who may hold something on them. */
  async function bearers(accounts: readonly Account[]): Promise<readonly { person: Person; account: Account }[]> {
    const keys = new Set(accounts.map(accountKey));
    const people = await store.people.byAccounts(accounts);
    return people.flatMap((person) =>
      person.accounts
        .filter((each) => keys.has(accountKey(each.account)) && mayHold(each, person, directory))
        .map(({ account }) => ({ person, account })),
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

  /**
   * `accesses` are those of the person where the role counts through one of them, null where it counts by itself. Null: none
   * of them that gives the role is in force.
   */
  function basisOf(one: RoleAuthority, name: string, accesses: readonly Access[] | null): BasisFacts | null {
    const { platform, role, scope } = one;
    const access = accesses && longestInForce(accesses, givenWith(one), clock.now());
    if (accesses !== null && access === null) return null;
    const stands = 'product' in scope ? entitlementKey({ kind: 'console', product: scope.product }) : scope.instance;
    return {
      kind: 'role',
      access: access?.id ?? null,
      until: access?.until ?? null,
      of: stands,
      role: { platform, id: role, name },
    };
  }

  /** Keys of the entitlements that give a role. */
  function givenWith(one: RoleAuthority): readonly string[] {
    return directory.catalogue.targets
      .filter((target) => isSameRole(target, one))
      .map(({ entitlement }) => entitlement);
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

function isByLatchkey({ state }: TargetRecord): boolean {
  return state.given !== null || state.attempt?.what === 'give';
}
