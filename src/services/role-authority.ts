import type { Basis } from '../domain/access.ts';
import type { RoleAuthority } from '../domain/catalogue.ts';
import type { Entitlement } from '../domain/entitlement.ts';
import { accountKey } from '../domain/identity.ts';
import type { Account } from '../domain/identity.ts';
import { ChatRefused } from '../ports/chat.ts';
import type { Chat, ChatRoles } from '../ports/chat.ts';
import type { Person } from '../ports/store.ts';
import type { Deps } from './deps.ts';
import { isStale } from './identify.ts';

/**
 * Authority by a role of a chat: our declared exception to C4 and R5 for communities (`authority` in latchkey.yml). What
 * is held is read from the platform; methods throw `ChatUnavailable`, which is neither a yes nor a no.
 */
export function createRoleAuthority({
  store,
  directory,
  chats,
  log,
}: Pick<Deps, 'store' | 'directory' | 'chats' | 'log'>) {
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

  /** A basis by a role that one of the person's accounts holds; `fresh` for decisions. Null: none. */
  async function of(person: Person, entitlement: Entitlement, fresh: boolean): Promise<Basis | null> {
    for (const one of standing(entitlement)) {
      const bound = person.accounts.filter(({ account }) => account.platform === one.platform);
      for (const { account } of bound.filter((each) => !isStale(each, directory))) {
        if (await holds(account, one, fresh)) return basisOf(one);
      }
    }
    return null;
  }

  /** Everybody known who holds such a role; a minute's cache at most. */
  async function all(entitlement: Entitlement): Promise<readonly { person: Person; basis: Basis }[]> {
    const found = new Map<string, { person: Person; basis: Basis }>();
    for (const one of standing(entitlement)) {
      const holders = await asked(one, (roles) => roles.holders(one.role), []);
      const bound = await Promise.all(holders.map((account) => store.people.byAccount(account)));
      const known = bound.flatMap((each) => (each && !isStale(each, directory) ? [each.person] : []));
      if (known.length === 0) continue;
      const basis = await basisOf(one);
      for (const person of await store.people.byIds(known)) {
        if (!found.has(person.id)) found.set(person.id, { person, basis });
      }
    }
    return [...found.values()];
  }

  /** What a role is called; its id where it is gone. */
  async function shown(one: RoleAuthority): Promise<string> {
    return (await asked(one, (roles) => roles.name(one.role), null)) ?? one.role;
  }

  async function holds(account: Account, one: RoleAuthority, fresh: boolean): Promise<boolean> {
    const held = await asked(one, (roles) => roles.held(account, { fresh }), null, accountKey(account));
    return held?.roles.includes(one.role) ?? false;
  }

  async function basisOf(one: RoleAuthority): Promise<Basis> {
    const { platform, role, scope } = one;
    const name = await shown(one);
    const what = 'product' in scope ? `the console of ${scope.product}` : scope.instance;
    return {
      kind: 'role',
      access: null,
      until: null,
      sentence: `They hold the role ${name} in ${chatOf(one)?.name ?? platform}, which stands for authority over ${what} (latchkey.yml).`,
      role: { platform, id: role, name },
    };
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
