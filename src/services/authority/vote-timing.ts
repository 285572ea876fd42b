import type { Access, Ask, BasisFacts } from '../../domain/access.ts';
import { productList } from '../../domain/listed-entries.ts';
import { writtenPerson } from '../../domain/person.ts';
import type { Person } from '../../ports/people.ts';
import type { Authority } from './authority.ts';
import type { Deps } from '../deps.ts';
import { isDeclared, isMember } from './humans.ts';
import { addressesOf } from '../identity/identify.ts';
import type { OpenOf } from './open-accesses.ts';
import type { Entries } from '../identity/entries.ts';

/** Whether somebody's vote is too new for an ask: they became known, or got their authority, only after it was opened (A7). */
export function createTiming(
  { store, directory }: Pick<Deps, 'store' | 'directory'>,
  authority: Authority,
  entries: Pick<Entries, 'isNewer'>,
) {
  return { wasKnown, hadAuthority };

  /** Known when the ask was opened, by an account or the configuration; or proved by a workspace of ours at any time. */
  function wasKnown(person: Person, access: Access, ask: Ask): boolean {
    if (isMember(person) || person.bindings.some(({ from }) => from <= ask.askedAt)) return true;
    return isSameFile(access, ask) && isDeclared(person, directory.catalogue.members);
  }

  /** Whether authority that came by a fact or by a role of a chat did so before the ask, or other authority was there then. */
  async function hadAuthority(
    person: Person,
    basis: BasisFacts | null,
    { access, ask, openOf }: { readonly access: Access; readonly ask: Ask; readonly openOf: OpenOf },
  ): Promise<boolean> {
    if (basis === null) return true;
    const isByHand = basis.kind === 'role' && basis.access === null;
    if (isByHand && ask.roleHolders === undefined) return true;
    if (!isByHand && basis.kind !== 'implicit' && !wasImportedAfter(basis, ask.askedAt, await openOf(person.id)))
      return true;
    if (ask.roleHolders?.includes(person.id)) return true;
    if (await wasAdministrator(person, access, ask)) return true;
    return authority.heldByAccess(person.id, access.entitlement, ask.askedAt);
  }

  /** `open`: the accesses by one of which they have it. */
  function wasImportedAfter({ access: id }: BasisFacts, at: number, open: readonly Access[]): boolean {
    const carrier = open.find((one) => one.id === id);
    return carrier !== undefined && carrier.imported && carrier.since !== null && carrier.since > at;
  }

  /** Whether the product's list named them at that time and still does. */
  async function wasAdministrator(person: Person, access: Access, ask: Ask): Promise<boolean> {
    const at = ask.askedAt;
    const { entitlement } = access;
    if (entitlement.kind !== 'console') return false;
    const isNewer = entries.isNewer(productList(entitlement.product), person.id, at);
    const addresses = addressesOf(person).filter((address) => !isNewer || address !== writtenPerson(person.id));
    if (!directory.isAdministratorOf(entitlement.product, addresses)) return false;
    if (isSameFile(access, ask)) return true;
    const newer = ((await store.catalogue.read())?.administratorsSince ?? []).filter(({ since }) => since > at);
    const added = new Set(newer.map(({ entry }) => entry));
    return addresses.some(
      (address) =>
        directory.isAdministratorOf(entitlement.product, [address]) && !added.has(`${entitlement.product} ${address}`),
    );
  }

  /** Whether the configuration is the one under which the ask was opened. */
  function isSameFile({ events }: Access, { id }: Pick<Ask, 'id'>): boolean {
    const asked = events.find((one) => one.event === 'requested' && one.facts.ask.id === id);
    return asked?.facts.configuration === directory.catalogue.hash;
  }
}
