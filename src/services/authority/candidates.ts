import { isInForce, lastsLongest } from '../../domain/access.ts';
import type { Access, BasisFacts } from '../../domain/access.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { EntitlementKey } from '../../domain/entitlement.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { ChatUnavailable } from '../../ports/chat.ts';
import type { Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { everyAddressOf } from '../identity/identify.ts';

/** Somebody with authority, and what gives it to them as far as it was found: another basis of theirs may last longer. */
export interface Candidate {
  readonly person: Person;
  readonly basis: BasisFacts;
}

/**
 * Everybody with authority over an entitlement now (C4, R5), the default administrator aside (R6): at most `most` at a time, in the
 * same order each time, so that whoever needs a few reads a few, however many there are. Those with a role of a chat come last;
 * where their platform can't be asked, `missed` is told and they are left out. Somebody can come twice.
 */
export function createCandidates(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  carryingKeys: (entitlement: Entitlement) => readonly EntitlementKey[],
  withRole: (entitlement: Entitlement, missed: (error: ChatUnavailable) => void) => Promise<readonly Candidate[]>,
  basisOf: { readonly access: (access: Access) => BasisFacts; readonly product: (product: string) => BasisFacts },
) {
  return async function* candidates(
    entitlement: Entitlement,
    most: number,
    missed: (error: ChatUnavailable) => void,
  ): AsyncGenerator<readonly Candidate[]> {
    const isOrdinary = ({ person }: Candidate) =>
      !directory.isDefaultAdministrator(entitlement, everyAddressOf(person));
    yield* byProduct(entitlement, most);
    for await (const page of byAccess(entitlement, most)) yield page.filter(isOrdinary);
    yield (await withRole(entitlement, missed)).filter(isOrdinary);
  };

  async function* byProduct(entitlement: Entitlement, most: number): AsyncGenerator<readonly Candidate[]> {
    if (entitlement.kind !== 'console') return;
    const emails = (directory.product(entitlement.product)?.administrators ?? []).map(normalEmail);
    for (let start = 0; start < emails.length; start += most) {
      const people = await store.people.meant(emails.slice(start, start + most));
      yield people.map((person) => ({ person, basis: basisOf.product(entitlement.product) }));
    }
  }

  async function* byAccess(entitlement: Entitlement, most: number): AsyncGenerator<readonly Candidate[]> {
    const keys = carryingKeys(entitlement);
    let after: { readonly entitlement: EntitlementKey; readonly person: string } | null = null;
    for (;;) {
      const accesses = await store.accesses.activePage(keys, after, most);
      const now = clock.now();
      const held = accesses.filter((access) => isInForce(access, now));
      const people = held.length === 0 ? [] : await store.people.byIds(held.map(({ person }) => person.id));
      yield people.flatMap((person) => {
        const longest = lastsLongest(held.filter((access) => access.person.id === person.id));
        return longest === null ? [] : [{ person, basis: basisOf.access(longest) }];
      });
      const last = accesses.at(-1);
      if (last === undefined || accesses.length < most) return;
      after = { entitlement: entitlementKey(last.entitlement), person: last.person.id };
    }
  }
}
