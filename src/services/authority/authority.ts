import { holdingsIn } from './holdings.ts';
import type { Holdings } from './holdings.ts';
import type { Access, BasisFacts } from '../../domain/access.ts';
import { isInForce, lastsLongest, longestInForce } from '../../domain/access.ts';
import type { StageOf } from '../../domain/catalogue.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { PersonId } from '../../domain/identity.ts';
import { ChatUnavailable } from '../../ports/chat.ts';
import type { Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { everyAddressOf, provedEmails } from '../identity/identify.ts';
import type { OpenOf } from './open-accesses.ts';
import { createCandidates } from './candidates.ts';
import type { Candidate } from './candidates.ts';
import { createRoleAuthority } from './chat-roles.ts';

/** How many of a person's newest accesses are looked through for what they had before. */
const lookedBack = 50;

/** Who has authority over what (C4, R5, R6, and roles of a chat by latchkey.yml), from facts loaded now. */
export function createAuthority(deps: Pick<Deps, 'store' | 'directory' | 'chats' | 'clock' | 'log'>) {
  const { store, directory, clock } = deps;
  const byRole = createRoleAuthority(deps);
  const readOpen: OpenOf = (person) => store.accesses.openOf(person);

  /**
   * The strongest basis of a person's authority over an entitlement now; null: none. Throws `ChatUnavailable` where only a
   * role could give it and its platform is away. `fresh`: for a decision, past the platform's cache; `openOf`: accesses are read by it.
   */
  async function of(
    person: Person,
    entitlement: Entitlement,
    { fresh = false, openOf = readOpen }: { readonly fresh?: boolean; readonly openOf?: OpenOf } = {},
  ): Promise<BasisFacts | null> {
    const emails = provedEmails(person);
    if (entitlement.kind === 'console' && directory.isAdministratorOf(entitlement.product, emails)) {
      return implicitBasis(entitlement.product);
    }
    if (directory.isDefaultAdministrator(entitlement, everyAddressOf(person))) return null;
    const accesses = await openOf(person.id);
    const own = strongest(entitlement, accesses);
    if (own?.until === null) return own;
    try {
      const role = await byRole.of(person, accesses, entitlement, fresh);
      return lastsLongest([own, role].filter((one) => one !== null));
    } catch (error) {
      if (own !== null && error instanceof ChatUnavailable) return own;
      throw error;
    }
  }

  /** Whoever has it by a role of a chat; a platform that can't be asked is told to `missed`. */
  async function withRole(
    entitlement: Entitlement,
    missed: (error: ChatUnavailable) => void,
  ): Promise<readonly Candidate[]> {
    try {
      return await byRole.all(entitlement);
    } catch (error) {
      if (!(error instanceof ChatUnavailable)) throw error;
      missed(error);
      return [];
    }
  }

  function strongest(entitlement: Entitlement, accesses: readonly Access[]): BasisFacts | null {
    const best = longestInForce(accesses, carryingKeys(entitlement), clock.now());
    return best === null ? null : accessBasis(best);
  }

  /** Keys of the entitlements whose holder has authority over this one. */
  function carryingKeys(entitlement: Entitlement): readonly string[] {
    if (entitlement.kind === 'console') return [entitlementKey(entitlement)];
    // A retired instance has no policy any more: there its Administrators are left to take away what was given.
    const roles = directory.policy(entitlement.instance)?.rolesGivingAuthority ?? ['Administrator'];
    return roles.map((role) => entitlementKey({ kind: 'role', instance: entitlement.instance, role }));
  }

  /** Direct roles and item rights of a person in an instance, in force now. */
  async function holdings(person: PersonId, instance: string, openOf: OpenOf = readOpen): Promise<Holdings> {
    const now = clock.now();
    const inForce = (await openOf(person)).filter((access) => isInForce(access, now));
    return holdingsIn(
      instance,
      inForce.map(({ entitlement }) => entitlement),
    );
  }

  /** Whether a person is one of a stage's `of`; authority is asked for besides. */
  async function qualifies(person: Person, of_: StageOf, openOf?: OpenOf): Promise<boolean> {
    if (of_.kind === 'authority') return true;
    if (of_.kind === 'people') return provedEmails(person).some((email) => of_.emails.includes(email));
    const policy = directory.policy(of_.instance);
    if (!policy) return false;
    const { roles } = await holdings(person.id, of_.instance, openOf);
    return policy.membership(roles).groups.some((group) => group.name === of_.role);
  }

  /**
   * Who holds a role of a chat that gives authority by itself, now: what an ask keeps of its opening (A7). Null where a chat
   * cannot be asked.
   */
  async function roleHolders(entitlement: Entitlement): Promise<readonly PersonId[] | null> {
    try {
      const holders = await byRole.all(entitlement);
      return holders.filter(({ basis }) => basis.access === null).map(({ person }) => person.id);
    } catch (error) {
      if (error instanceof ChatUnavailable) return null;
      throw error;
    }
  }

  /** Whether a person had authority over an entitlement by an access at `at` (ms), among their newest accesses. */
  async function heldByAccess(person: PersonId, entitlement: Entitlement, at: number): Promise<boolean> {
    const keys = carryingKeys(entitlement);
    const accesses = await store.accesses.allOf(person, lookedBack);
    return accesses.some(
      (one) =>
        one.distrust === undefined &&
        keys.includes(entitlementKey(one.entitlement)) &&
        one.since !== null &&
        one.since <= at &&
        (one.endedAt ?? one.until ?? Infinity) > at,
    );
  }

  return {
    of,
    candidates: createCandidates(deps, carryingKeys, withRole, bases),
    /** The same as far as it's stored, without a question to a chat. */
    storedCandidates: createCandidates(deps, carryingKeys, () => Promise.resolve([]), bases),
    holdings,
    qualifies,
    roleHolders,
    heldByAccess,
    roles: byRole,
  };
}

const bases = { access: accessBasis, product: implicitBasis };

export type Authority = ReturnType<typeof createAuthority>;

function implicitBasis(product: string): BasisFacts {
  return { kind: 'implicit', access: null, until: null, of: entitlementKey({ kind: 'console', product }) };
}

function accessBasis({ id, until, entitlement }: Access): BasisFacts {
  return { kind: 'access', access: id, until, of: entitlementKey(entitlement) };
}
