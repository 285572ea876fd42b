import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import type { House } from '../../support/house.ts';
import { tenantStore } from '../../support/tenant-store.ts';

const hour = 3_600_000;
const consoleProd = { kind: 'console', product: 'acme-prod', duration: '1h' };
const names = ['mia', 'theo'];
let house: House;
let store: Store;

beforeEach(async () => {
  store = await tenantStore();
  const users = ['ada', ...names].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` }));
  house = createHouse(store, createFakeChat(users));
  await house.services.importCatalogue();
  await house.settle();
  for (const name of names) {
    await house.say(`U${name}`, 'request', consoleProd);
    await house.say('Uada', 'approve', { id: await idOf(name) });
  }
});

describe('what is overdue', () => {
  it('ends without the queue: its timer went with Redis, and Redis is still away', async () => {
    const away = () => Promise.reject(new Error('Redis is away'));
    vi.spyOn(house.queue, 'effect').mockImplementation(away);
    vi.spyOn(house.queue, 'timer').mockImplementation(away);
    house.pass(hour + 1_000);
    expect(await house.services.checkDue.late()).toBe(2);
    expect(await states()).toEqual(['ended', 'ended']);
    expect(await house.services.checkDue.late()).toBe(0);
  });

  it('is left to its timer for a second', async () => {
    house.pass(hour + 999);
    expect(await house.services.checkDue.late()).toBe(0);
  });

  it('ends although another one, due before it, fails', async () => {
    const [first] = await store.accesses.due(house.now() + hour, 1);
    const { accesses } = store;
    const byId = accesses.byId.bind(accesses);
    const failing = vi.spyOn(accesses, 'byId');
    failing.mockImplementation((id) => (id === first!.id ? Promise.reject(new Error('unreadable')) : byId(id)));
    house.pass(hour + 1_000);
    expect(await house.services.checkDue.late()).toBe(2);
    failing.mockRestore();
    expect((await states()).toSorted()).toEqual(['active', 'ended']);
  });
});

async function idOf(name: string): Promise<string> {
  return (await accessOf(name)).id;
}

async function states(): Promise<readonly string[]> {
  return Promise.all(names.map(async (name) => (await accessOf(name)).state));
}

async function accessOf(name: string) {
  const person = (await store.people.byEmail(`${name}@acme.test`))!;
  return (await store.accesses.allOf(person.id, 1))[0]!;
}
