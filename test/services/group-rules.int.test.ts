import { expect, it } from 'vitest';
import { testCatalogue } from '../support/catalogue.ts';
import { accessesOf, email, openHouses } from '../support/open-house.ts';

const hour = 3_600_000;
const open = openHouses(['ada', 'grace', 'mia']);

it('an hour of a guarded group is no way around its rule by way of a group that leads to it (R7)', async () => {
  const plain = testCatalogue();
  const { house, store } = await open({
    ...plain,
    instances: plain.instances.map((instance) => ({
      ...instance,
      groups: [{ name: 'Writers', members: [], memberOf: ['Editor'] }],
    })),
    rules: [{ ...plain.rules[0]!, stages: [{ of: { kind: 'authority' }, count: 1 }], maxDurationMs: 2 * hour }],
  });
  const writers = { kind: 'role', role: 'Writers', instance: 'mdm-eu' };
  await house.say('Uada', 'grant', { ...writers, role: 'Editor', who: [email('mia')], duration: '1h' });
  expect(await accessesOf(store, 'mia')).toMatchObject([{ state: 'active' }]);
  expect(await house.say('Umia', 'request', { ...writers, duration: '20d' })).toContain('2h at the most');
});
