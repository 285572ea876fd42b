import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import type { House } from '../../support/house.ts';
import { tenantStore } from '../../support/tenant-store.ts';

const hour = 3_600_000;
const consoleProd = { kind: 'console', product: 'acme-prod' };
let house: House;
let store: Store;

beforeEach(async () => {
  store = await tenantStore();
  const users = ['ada', 'mia'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` }));
  house = createHouse(store, createFakeChat(users));
  await house.services.importCatalogue();
  await house.settle();
});

describe('time', () => {
  it('lapses an ask and makes room for a new one, even before its timer looks', async () => {
    await house.say('Umia', 'request', consoleProd);
    const mia = (await store.people.byEmail('mia@acme.test'))!;
    const [first] = await store.accesses.allOf(mia.id, 5);
    expect((await house.call('Uada', 'pending', {})).message.summary).toContain('1 request needs your approval');
    house.pass(72 * hour);
    expect((await house.call('Uada', 'pending', {})).message.summary).toContain('Nothing needs your approval');
    expect(await house.say('Uada', 'approve', { id: first!.id })).toContain('lapsed');
    expect(await house.say('Umia', 'request', consoleProd)).toContain('You asked for');
    const states = (await store.accesses.allOf(mia.id, 5)).map((access) => access.state);
    expect(states.sort()).toEqual(['closed', 'requested']);
  });
});
