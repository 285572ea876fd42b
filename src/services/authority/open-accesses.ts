import type { Access } from '../../domain/access.ts';
import type { PersonId } from '../../domain/identity.ts';
import type { Deps } from '../deps.ts';

/** The open accesses of a person. */
export type OpenOf = (person: PersonId) => Promise<readonly Access[]>;

/**
 * Reads the open accesses of people for one try of one decision: of each person once, whoever asks for them. `together` reads
 * several people's in one question. `known` was read for this very try.
 */
export function createOpenAccesses(
  { store }: Pick<Deps, 'store'>,
  known: ReadonlyMap<PersonId, readonly Access[]> = new Map(),
) {
  const read = new Map([...known].map(([person, accesses]) => [person, Promise.resolve(accesses)]));

  const of: OpenOf = (person) => {
    const found = read.get(person) ?? store.accesses.openOf(person);
    read.set(person, found);
    return found;
  };

  return {
    of,
    async together(people: readonly PersonId[]): Promise<void> {
      const wanted = [...new Set(people)].filter((person) => !read.has(person));
      if (wanted.length < 2) return;
      const found = await store.accesses.openOfEach(wanted);
      for (const person of wanted) read.set(person, Promise.resolve(found.get(person) ?? []));
    },
  };
}
