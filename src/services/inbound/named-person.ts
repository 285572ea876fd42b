import type { PersonRef, Via } from '../../domain/identity.ts';
import type { Deps } from '../deps.ts';
import { personRef } from '../identity/identify.ts';
import type { RecordPeople } from '../identity/record-people.ts';

/** People whom other systems name by their addresses. */
export function createNamedPeople(
  { store, directory, clock, ids }: Pick<Deps, 'store' | 'directory' | 'clock' | 'ids'>,
  recordPeople: RecordPeople,
) {
  return {
    /** Whether somebody who isn't known yet may become known by this address. */
    isOurs(email: string): boolean {
      const { domains } = directory.catalogue;
      return domains.length === 0 || domains.includes(email.slice(email.lastIndexOf('@') + 1));
    },

    /** The person with an address, made where there is none; `label`: the system that named them. */
    async personOf(email: string, { label }: PersonRef, via: Via): Promise<PersonRef> {
      const known = await store.people.byEmail(email);
      if (known !== null) return personRef(known);
      const note = { actorLabel: label, via, at: clock.now() };
      const made = await store.people.ensureEmail(email, ids.person(), null, note);
      await recordPeople();
      return personRef(made);
    },
  };
}

export type NamedPeople = ReturnType<typeof createNamedPeople>;
