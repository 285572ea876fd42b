import { expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import { tenantStore } from '../../support/tenant-store.ts';
import { noteTenant, tenantOf } from '../../support/tenants.ts';

const consoleProd = { kind: 'console', product: 'acme-prod' };

/** A store that says which of its methods were called, as `room.method`. */
function recorded(store: Store): { readonly store: Store; readonly calls: string[] } {
  const calls: string[] = [];
  const room = (name: string, value: object) =>
    new Proxy(value, {
      get(target, method) {
        const found: unknown = Reflect.get(target, method);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]): unknown => {
          calls.push(`${name}.${String(method)}`);
          return Reflect.apply(found, target, given);
        };
      },
    });
  const counted = new Proxy(store, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'object' && found !== null ? room(String(name), found) : found;
    },
  });
  const tenant = tenantOf(store);
  if (tenant !== undefined) noteTenant(counted, tenant);
  return { store: counted, calls };
}

async function open() {
  const { store, calls } = recorded(await tenantStore());
  const house = createHouse(
    store,
    createFakeChat(['ada', 'bob'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` }))),
  );
  await house.services.importCatalogue();
  await house.say('Ubob', 'request', consoleProd);
  const bob = (await store.people.byEmail('bob@acme.test'))!;
  const [access] = await store.accesses.allOf(bob.id, 1);
  /** What the first job that a command puts on the queue reads. */
  const readBy = async (command: string, args: Record<string, unknown>): Promise<readonly string[]> => {
    await house.call('Uada', command, args);
    const job = house.jobs.shift()!;
    calls.length = 0;
    if (job.kind !== 'command') throw new Error('the command put no job on the queue');
    await house.handlers.command(job.job, { attempt: 1, last: false });
    return [...calls];
  };
  return { house, store, bob, access: access!, readBy };
}

const times = (calls: readonly string[], ...names: string[]) => calls.filter((one) => names.includes(one)).length;

it('an approval loads its access once, and starts it as well', async () => {
  const { store, access, readBy } = await open();
  const calls = await readBy('approve', { id: access.id });
  expect(times(calls, 'accesses.byId', 'accesses.open', 'accesses.madeAndOpen')).toBe(1);
  // One write approves, and one starts.
  expect(times(calls, 'accesses.save')).toBe(2);
  expect((await store.accesses.byId(access.id))?.access.state).toBe('active');
});

it('a revocation gathers its facts once, and loads its access once', async () => {
  const { house, store, access, bob, readBy } = await open();
  await house.say('Uada', 'approve', { id: access.id });
  expect((await store.accesses.byId(access.id))?.access.state).toBe('active');
  const calls = await readBy('revoke-confirmed', { entitlement: 'console:acme-prod', people: [bob.id] });
  expect(times(calls, 'accesses.open', 'accesses.madeAndOpen')).toBe(1);
  expect(times(calls, 'accesses.save')).toBe(1);
  // By C7, whether the product itself makes them an administrator: asked by every gathering of facts.
  expect(times(calls, 'people.byId')).toBeLessThanOrEqual(6);
  expect((await store.accesses.byId(access.id))?.access.state).toBe('ended');
});
