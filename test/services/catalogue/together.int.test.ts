import { expect, it } from 'vitest';
import { createFakeChat } from '../../support/fake-chat.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { createHouse } from '../../support/house.ts';
import { accessesOf } from '../../support/open-house.ts';
import { tenantStore } from '../../support/tenant-store.ts';
import { noteTenant, tenantOf } from '../../support/tenants.ts';

const [instance] = testCatalogue().instances;
const people = Array.from({ length: 60 }, (_, index) => `p${index}`);

it('members are looked up and recorded 50 at a time, each person before what they get', async () => {
  const store = await tenantStore();
  let looks = 0;
  const appended: string[][] = [];
  const counted = {
    ...store,
    people: { ...store.people, meant: (emails: readonly string[]) => (looks++, store.people.meant(emails)) },
    journal: {
      ...store.journal,
      append: (events: Parameters<typeof store.journal.append>[0]) => {
        appended.push(events.map(({ event }) => event));
        return store.journal.append(events);
      },
    },
  };
  noteTenant(counted, tenantOf(store)!);
  const members = people.map((name) => ({ role: 'Operator', email: `${name}@acme.test` }));
  const catalogue = testCatalogue({ instances: [{ ...instance!, members }] });
  const house = createHouse(counted, createFakeChat([]), catalogue);
  await house.services.importCatalogue();

  const named = appended.slice(1).map((events) => events.length);
  expect(appended[0]).toContain('configuration');
  expect(named).toEqual([50, 10]);
  // Of all entries and of what changed, once each, then of each 50.
  expect(looks).toBe(4);
  for (const name of [people[0]!, people[59]!]) {
    const [access] = await accessesOf(store, name);
    expect(access).toMatchObject({ state: 'active', imported: true });
  }
});
