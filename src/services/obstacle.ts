import { isInForce } from '../domain/access.ts';
import type { Entitlement } from '../domain/entitlement.ts';
import { normalEmail } from '../domain/identity.ts';
import type { PersonRef } from '../domain/identity.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refusals, spoken } from '../domain/refusals.ts';
import type { Deps } from './deps.ts';

/** What stands in the way of giving an entitlement to a person, whoever asks: null when nothing does. */
export function createObstacle({ store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>) {
  return async function obstacle(subject: PersonRef, entitlement: Entitlement): Promise<Refusal | null> {
    if (!directory.declares(entitlement)) return refusals.retired(spoken(entitlement));
    if (entitlement.kind === 'console') return null;
    const account = directory.instance(entitlement.instance)?.defaultAdministrator ?? null;
    if (account !== null && normalEmail(account) === subject.label) {
      return refusals.defaultAdministrator(entitlement.instance);
    }
    if (entitlement.kind !== 'item') return null;
    const item = directory.item(entitlement.instance, entitlement.item);
    if (item && item.kind !== 'asset') {
      return refusals.notAnAsset(`${entitlement.instance}/${entitlement.item}`, item.kind);
    }
    return conflict(subject, entitlement);
  };

  /** R4: `no-read` beside `read` or `write` on the same item is refused, with the way out. */
  async function conflict(subject: PersonRef, wanted: Entitlement & { kind: 'item' }): Promise<Refusal | null> {
    const opposite =
      wanted.right === 'no-read' ? ['read', 'write'] : wanted.right === 'recovery-key' ? [] : ['no-read'];
    if (opposite.length === 0) return null;
    const now = clock.now();
    for (const access of await store.accesses.openOf(subject.id)) {
      const held = access.entitlement;
      if (held.kind !== 'item' || held.instance !== wanted.instance || held.item !== wanted.item) continue;
      if (!opposite.includes(held.right) || (access.state === 'active' && !isInForce(access, now))) continue;
      const where = `${held.instance}/${held.item}`;
      return refusals.limitConflict(
        wanted.right === 'no-read'
          ? `${subject.label} has ${held.right} on ${where} (${access.id}): revoke that first, then limit reading with no-read.`
          : `${subject.label} is limited by no-read on ${where} (${access.id}), which beats ${wanted.right}: somebody with authority has to end that first.`,
      );
    }
    return null;
  }
}

export type Obstacle = ReturnType<typeof createObstacle>;
