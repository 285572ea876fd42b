import { expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import type { FakeChat } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import type { House } from '../../support/house.ts';
import { accessesOf } from '../../support/open-house.ts';
import { tenantStore } from '../../support/tenant-store.ts';
import { tenantOf } from '../../support/tenants.ts';
import { asOf, deliver, withHook } from './deliver.ts';

/** How many calls of the store a process makes before it's killed. */
interface Life {
  left: number;
}

/** The store as a process has it that is killed after some calls: every later one fails, as nothing of it runs any more. */
function mortal<T extends object>(parts: T, life: Life): T {
  return new Proxy(parts, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member === 'object' && member !== null) return mortal(member, life);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        if (life.left-- <= 0) throw new Error('The process was killed');
        return Reflect.apply(member as (...all: unknown[]) => unknown, target, args);
      };
    },
  });
}

interface World {
  readonly store: Store;
  readonly chat: FakeChat;
  /** A process of its own; `life`: when it's killed. */
  readonly start: (life: Life) => House;
}

/** Two facts were taken, and nothing of them is imported yet. */
async function reported(): Promise<World> {
  const store = await tenantStore();
  const chat = createFakeChat(
    ['ada', 'grace', 'lena'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })),
  );
  const catalogue = withHook({ tenant: tenantOf(store) ?? 'main' });
  const start = (life: Life) => createHouse(mortal(store, life), chat, catalogue);
  const house = createHouse(store, chat, catalogue);
  await house.services.importCatalogue();
  await house.settle();
  await house.say('Uada', 'mine', {});
  await house.say('Ugrace', 'mine', {});
  const administrators = ['ada', 'mia'].map((name) => `${name}@acme.test`);
  await deliver(house, 'product.administrators', { product: 'acme-prod', asOf: asOf(1), administrators });
  const members = {
    Administrator: ['grace@acme.test', 'ada@acme.test'],
    'Help desk': ['hugo@acme.test', 'fay@acme.test'],
  };
  await deliver(house, 'instance.members', { instance: 'mdm-eu', asOf: asOf(1), members });
  return { store, chat, start };
}

const told = ({ posts }: FakeChat) =>
  posts.map(({ message }) => message.summary).filter((summary) => summary.startsWith('The system hr reported'));

/** Everything that the import brings, once. */
async function isWhole({ store, chat }: World): Promise<void> {
  expect((await store.catalogue.read())?.productAdministrators).toEqual([
    'acme-prod ada@acme.test',
    'acme-prod mia@acme.test',
  ]);
  const fays = await accessesOf(store, 'fay');
  expect(fays.map(({ state, events }) => [state, events.map(({ event }) => event)])).toEqual([
    ['active', ['imported']],
  ]);
  const entries = await store.chain.newest(500);
  const added = entries.filter(({ facts }) => JSON.stringify(facts).includes('mia@acme.test was added'));
  expect(added).toHaveLength(1);
  expect(entries.filter(({ event }) => event === 'configuration')).toHaveLength(2);
  expect(new Set(told(chat)).size).toBe(2);
}

it('an import that is killed anywhere is finished by the next process, and nothing of it happens twice', async () => {
  // How many calls an import takes that lives.
  const whole = await reported();
  const counted = { left: Infinity };
  let calls = 0;
  const counting: Life = {
    get left() {
      return counted.left;
    },
    set left(value: number) {
      calls++;
      counted.left = value;
    },
  };
  const living = whole.start(counting);
  await living.services.importCatalogue();
  await living.services.reports.apply();
  await living.settle();
  await isWhole(whole);
  expect(calls).toBeGreaterThan(20);

  const deaths = 10;
  for (let death = 0; death < deaths; death++) {
    const world = await reported();
    const dying = world.start({ left: Math.floor(((death + 0.5) * calls) / deaths) });
    const life = async () => {
      await dying.services.importCatalogue();
      await dying.services.reports.apply();
      await dying.settle();
    };
    await expect(life()).rejects.toThrow();
    const next = world.start({ left: Infinity });
    await next.services.importCatalogue();
    await next.services.reports.apply();
    await next.settle();
    await next.sweep();
    await isWhole(world);
  }
});
