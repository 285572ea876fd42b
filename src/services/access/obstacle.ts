import { isOverdue } from '../../domain/access.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refusals } from '../../domain/refusals.ts';
import { conflictingItemRight } from '../../policy/index.ts';
import type { Deps } from '../deps.ts';
import { everyAddressOf } from '../identity/identify.ts';

/** What stands in the way of an entitlement and a person, whoever asks. */
export function createObstacles({ store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>) {
  return { obstacle, untouched };

  /** Why an entitlement cannot be given to a person now; null when it can. */
  async function obstacle(subject: PersonRef, entitlement: Entitlement): Promise<Refusal | null> {
    if (!directory.declares(entitlement)) return refusals.retired(entitlement);
    if (entitlement.kind === 'console') return null;
    const untouchable = await untouched(subject, entitlement);
    if (untouchable !== null) return untouchable;
    if (entitlement.kind !== 'item') return null;
    const item = directory.item(entitlement.instance, entitlement.item);
    if (item && item.kind !== 'asset') {
      return refusals.notAnAsset(entitlement, item.kind);
    }
    return conflict(subject, entitlement);
  }

  /** R6: nothing of the default administrator is granted, limited or revoked, by whichever of their e-mails. */
  async function untouched(subject: PersonRef, entitlement: Entitlement): Promise<Refusal | null> {
    if (entitlement.kind === 'console') return null;
    const person = await store.people.byId(subject.id);
    const emails = [subject.label, ...(person ? everyAddressOf(person) : [])];
    return directory.isDefaultAdministrator(entitlement, emails)
      ? refusals.defaultAdministrator(entitlement.instance)
      : null;
  }

  /** R4: `no-read` beside `read` or `write` on the same item is refused, with the way out. */
  async function conflict(subject: PersonRef, wanted: Entitlement & { kind: 'item' }): Promise<Refusal | null> {
    const now = clock.now();
    const rights = (await store.accesses.openOf(subject.id)).flatMap((access) => {
      const { entitlement: held } = access;
      if (held.kind !== 'item' || held.instance !== wanted.instance || isOverdue(access, now)) return [];
      return [{ item: held.item, right: held.right, access: access.id }];
    });
    const conflict = conflictingItemRight(rights, wanted);
    const held = rights.find((one) => one.item === wanted.item && one.right === conflict?.args.held);
    return held ? refusals.limitConflict(subject.label, wanted, held) : null;
  }
}

export type Obstacles = ReturnType<typeof createObstacles>;
