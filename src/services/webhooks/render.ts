import type { Access } from '../../domain/access.ts';
import { isInForce } from '../../domain/access.ts';
import { isSameRole } from '../../domain/catalogue.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { TenantEvent } from '../../domain/events/index.ts';
import { renderCallback } from '../../domain/request/callback-body.ts';
import { parseAccountKey } from '../../domain/identity.ts';
import { renderAccess } from '../../domain/webhook/access-body.ts';
import { renderTest } from '../../domain/webhook/codecs.ts';
import { readPersonEvent, renderPerson } from '../../domain/webhook/person-body.ts';
import { readRoleEvent, renderRole } from '../../domain/webhook/role-body.ts';
import type { RoleEvent } from '../../domain/webhook/role-body.ts';
import type { Delivery } from '../../ports/webhooks.ts';
import type { Deps } from '../deps.ts';
import { isStale, mayHold } from '../identity/identify.ts';

/**
 * The body of an attempt, from what is stored now: what was erased since is erased here too, and `now` is how things are.
 * Null: there is nothing to be told, because it isn't there any more, or somebody changed it outside Latchkey (A9).
 */
export function createRender({ store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>) {
  return async function render({ source, createdAt }: Delivery): Promise<string | null> {
    const { tenant } = directory.catalogue;
    switch (source.kind) {
      case 'access': {
        const stored = await store.accesses.byId(source.access);
        if (stored === null || stored.access.events.length < source.n) return null;
        return renderAccess(stored.access, source.n);
      }
      case 'role': {
        const event = await journaled(source.n);
        const told = event && readRoleEvent(event);
        return told && renderRole(tenant, event, told, await isRequired(told));
      }
      case 'person': {
        const event = await journaled(source.n);
        const told = event && readPersonEvent(event).find(({ change }) => change === source.change);
        return told ? renderPerson(tenant, event, told) : null;
      }
      case 'task': {
        const task = await store.requests.byId(source.task);
        return task && renderCallback(task, source.status);
      }
      case 'test':
        return renderTest(tenant, createdAt);
    }
  };

  /** An event of the journal, as Latchkey wrote it. */
  async function journaled(n: number): Promise<TenantEvent | null> {
    const [found] = await store.journal.toChain(n - 1, 1);
    return found?.isOurs === true && found.event.n === n ? found.event : null;
  }

  /** Whether an access in force requires a role of an account now. */
  async function isRequired({ platform, role, account: key }: RoleEvent): Promise<boolean> {
    const account = parseAccountKey(key);
    const bound = account && (await store.people.byAccount(account));
    if (!bound || isStale(bound, directory)) return false;
    const person = await store.people.byId(bound.person);
    if (person === null || !mayHold(bound, person, directory)) return false;
    const giving = directory.catalogue.targets.filter((target) => isSameRole(target, { platform, role }));
    const gives = ({ entitlement }: Access): boolean =>
      giving.some((target) => target.entitlement === entitlementKey(entitlement));
    const now = clock.now();
    return (await store.accesses.openOf(person.id)).some((access) => isInForce(access, now) && gives(access));
  }
}

export type Render = ReturnType<typeof createRender>;
