import type { PersonId } from './identity.ts';

/** What tells whether persons are one human (A7), loaded for one decision. Persons are compared by id only. */
export interface HumanFacts {
  /** Persons who ever shared an account: a list for each such account. */
  readonly shared: readonly (readonly PersonId[])[];
  /** Persons whom the configuration declares to be one human (`people.same`). */
  readonly same: readonly (readonly PersonId[])[];
  /** Who typed or vouched for the address by which a person is known, for those whom nothing has proved since. */
  readonly typed: readonly Typed[];
  /** Pairs that are two humans, by an administrator's word or by `people.different`. */
  readonly apart: readonly Apart[];
}

export interface Typed {
  readonly person: PersonId;
  readonly by: PersonId;
}

export interface Apart {
  readonly one: PersonId;
  readonly other: PersonId;
  /** Ms: it holds for asks opened then or later. */
  readonly since: number;
}

export const strangers: HumanFacts = { shared: [], same: [], typed: [], apart: [] };

/**
 * Whether two persons count as one human in an ask opened at `openedAt` (ms), by A7: they shared an account (directly or
 * over others), the configuration says so, or one is known by an address that the other typed or vouched for. That they are two
 * people outweighs a link between the two, and is outweighed by `people.same`. Pure.
 */
export function countAsOne(facts: HumanFacts, one: PersonId, other: PersonId, openedAt: number): boolean {
  if (one === other) return true;
  const humans = createGroups(facts.same);
  const [a, b] = [humans.of(one), humans.of(other)];
  if (a === b) return true;
  const apart = new Set(
    facts.apart
      .filter(({ since }) => since <= openedAt)
      .flatMap((pair) => bothWays(humans.of(pair.one), humans.of(pair.other))),
  );
  if (apart.has(pairKey(a, b))) return false;
  const links = linksOf(facts)
    .map(([from, to]) => [humans.of(from), humans.of(to)] as const)
    .filter(([from, to]) => !apart.has(pairKey(from, to)));
  const linked = createGroups(links);
  return linked.of(a) === linked.of(b);
}

/** Every pair that a shared account or a typed address links. */
function linksOf({ shared, typed }: HumanFacts): readonly (readonly [PersonId, PersonId])[] {
  return [
    ...shared.flatMap((persons) =>
      persons.flatMap((person, index) => persons.slice(index + 1).map((next) => [person, next] as const)),
    ),
    ...typed.map(({ person, by }) => [person, by] as const),
  ];
}

/** Everybody whom any of these facts links to `persons`, themselves included: whose facts have to be loaded as well. */
export function linkedTo({ shared, same, typed }: Omit<HumanFacts, 'apart'>, persons: readonly PersonId[]): PersonId[] {
  const groups = createGroups([...shared, ...same, ...typed.map(({ person, by }) => [person, by])]);
  const wanted = new Set(persons.map((person) => groups.of(person)));
  const known = new Set([
    ...persons,
    ...shared.flat(),
    ...same.flat(),
    ...typed.flatMap((one) => [one.person, one.by]),
  ]);
  return [...known].filter((person) => wanted.has(groups.of(person)));
}

/**
 * The same without the persons that lead nowhere: known by one word, and linked to nobody else. Somebody who vouched for a
 * hundred people is linked to each, but none of these links two others.
 */
export function withoutDeadEnds<T extends Omit<HumanFacts, 'apart'>>(facts: T, wanted: readonly PersonId[]): T {
  const kept = new Set([...wanted, ...facts.shared.flat(), ...facts.same.flat()]);
  let typed = facts.typed;
  for (;;) {
    const times = new Map<PersonId, number>();
    for (const id of typed.flatMap((one) => [one.person, one.by])) times.set(id, (times.get(id) ?? 0) + 1);
    const left = typed.filter((one) => [one.person, one.by].every((id) => kept.has(id) || (times.get(id) ?? 0) > 1));
    if (left.length === typed.length) return { ...facts, typed };
    typed = left;
  }
}

/** Joins lists that have a member in common; `of` names the group of a member, itself where it is in no list. */
function createGroups(lists: readonly (readonly PersonId[])[]) {
  const parents = new Map<PersonId, PersonId>();
  const of = (member: PersonId): PersonId => {
    let root = member;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    return root;
  };
  for (const list of lists) {
    for (const member of list) {
      const [root, first] = [of(member), of(list[0] ?? member)];
      if (root !== first) parents.set(root, first);
    }
  }
  return { of };
}

function pairKey(one: PersonId, other: PersonId): string {
  return JSON.stringify([one, other]);
}

function bothWays(one: PersonId, other: PersonId): readonly string[] {
  return [pairKey(one, other), pairKey(other, one)];
}
