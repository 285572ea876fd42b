import { normalEmail } from '../../domain/identity.ts';
import type { Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { addressesOf } from '../identity/identify.ts';
import type { RecordPeople } from '../identity/record-people.ts';
import type { Origin } from './origin.ts';
import { parseMember } from './state.ts';

/**
 * Whom members of the file mean: the persons whom it meant by their addresses, also after these changed; where there is
 * nobody yet, whoever is known by the address from now on, recorded before anything of theirs. By normal address (A8).
 */
export function createPeopleNamed(
  { store, clock, ids }: Pick<Deps, 'store' | 'clock' | 'ids'>,
  recordPeople: RecordPeople,
) {
  return async function peopleNamed(
    members: readonly string[],
    origin: (member: string) => Origin,
  ): Promise<ReadonlyMap<string, Person>> {
    const known = await store.people.meant(members.map((member) => parseMember(member).email));
    const people = new Map(known.flatMap((person) => addressesOf(person).map((address) => [address, person])));
    for (const member of members) {
      const address = normalEmail(parseMember(member).email);
      if (people.has(address)) continue;
      const { actor, via } = origin(member);
      const note = { ...(actor !== null && { actorLabel: actor.label }), via, at: clock.now() };
      people.set(address, await store.people.ensureEmail(address, ids.person(), null, note));
    }
    await recordPeople();
    return people;
  };
}
