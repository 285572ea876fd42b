import type { Stage } from '../../domain/catalogue.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { canFill } from '../../domain/fill-stages.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { PersonId } from '../../domain/identity.ts';
import { countAsOne } from '../../domain/one-human.ts';
import type { Person } from '../../ports/people.ts';
import type { Authority } from '../authority/authority.ts';
import type { Humans } from '../authority/humans.ts';
import { createOpenAccesses } from '../authority/open-accesses.ts';
import type { Deps } from '../deps.ts';
import { addressesOf } from '../identity/identify.ts';

/** How many pages of candidates are read at most: nothing grows with how many there are. */
const mostPages = 10;

/** Who isn't counted: the persons, and the addresses of people who aren't known yet. */
export interface Without {
  readonly persons: readonly PersonId[];
  readonly addresses: readonly string[];
}

/** Somebody who could approve; `id` null: a product's administrator whom no chat has seen. */
interface Candidate {
  readonly id: PersonId | null;
  readonly qualifies: readonly boolean[];
}

/**
 * Whether enough distinct humans could approve, as far as what is stored tells: nobody is looked up in a chat, and whoever has
 * authority only by a role there isn't counted.
 */
export function createCouldApprove(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  authority: Pick<Authority, 'storedCandidates' | 'qualifies'>,
  humans: Pick<Humans, 'of'>,
) {
  return async function couldApprove(
    entitlement: Entitlement,
    stages: readonly Stage[],
    { persons, addresses }: Without,
  ): Promise<boolean> {
    const counts = stages.map(({ count }) => count);
    const needed = counts.reduce((sum, count) => sum + count, 0);
    const known = new Map<PersonId, Candidate>();
    const unmet = await administratorsUnmet(entitlement, stages, new Set(addresses));
    const out = new Set(persons);
    const isEnough = async (): Promise<boolean> =>
      known.size + unmet.length >= needed &&
      canFill(counts, [...(await asHumans([...known.values()], persons)), ...unmet]);
    if (await isEnough()) return true;
    const held = createOpenAccesses({ store });
    let pages = 0;
    for await (const page of authority.storedCandidates(entitlement, needed + out.size + 2, () => undefined)) {
      for (const { person } of page) {
        if (out.has(person.id) || known.has(person.id) || isGone(person)) continue;
        const qualifies = await Promise.all(stages.map(({ of }) => authority.qualifies(person, of, held.of)));
        known.set(person.id, { id: person.id, qualifies });
      }
      if (await isEnough()) return true;
      if (++pages >= mostPages) break;
    }
    return false;
  };

  /** A product's administrators whom nobody has met count by their addresses (C2). */
  async function administratorsUnmet(
    entitlement: Entitlement,
    stages: readonly Stage[],
    out: ReadonlySet<string>,
  ): Promise<readonly (readonly boolean[])[]> {
    if (entitlement.kind !== 'console') return [];
    const emails = (directory.product(entitlement.product)?.administrators ?? []).map(normalEmail);
    const some = emails.filter((email) => !out.has(email)).slice(0, 50);
    if (some.length === 0) return [];
    const met = new Set((await store.people.meant(some)).flatMap(addressesOf));
    return some
      .filter((email) => !met.has(email))
      .map((email) =>
        stages.map(({ of }) => of.kind === 'authority' || (of.kind === 'people' && of.emails.includes(email))),
      );
  }

  /** Candidates who count as one human (A7) are one; those who count as one with somebody who is out are none. */
  async function asHumans(
    candidates: readonly Candidate[],
    out: readonly PersonId[],
  ): Promise<readonly (readonly boolean[])[]> {
    const ids = candidates.flatMap(({ id }) => id ?? []);
    const facts = await humans.of([...out, ...ids], null);
    const now = clock.now();
    const found: { readonly id: PersonId; readonly qualifies: boolean[] }[] = [];
    for (const { id, qualifies } of candidates) {
      if (id === null || out.some((one) => countAsOne(facts, id, one, now))) continue;
      const same = found.find((one) => countAsOne(facts, id, one.id, now));
      if (same === undefined) found.push({ id, qualifies: [...qualifies] });
      else qualifies.forEach((does, stage) => (same.qualifies[stage] = does || same.qualifies[stage] === true));
    }
    return found.map(({ qualifies }) => qualifies);
  }
}

export type CouldApprove = ReturnType<typeof createCouldApprove>;

/** Every account that is known of them is outside. */
export function isGone({ accounts }: Pick<Person, 'accounts'>): boolean {
  return accounts.length > 0 && accounts.every(({ outsideSince }) => outsideSince !== null);
}
