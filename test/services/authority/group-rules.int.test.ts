import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../../src/domain/catalogue.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const hour = 3_600_000;
const open = openHouses(['ada', 'grace', 'mia', 'emil']);

const plain = testCatalogue();
const writers = { kind: 'role', role: 'Writers', instance: 'mdm-eu' };
const editor = { ...writers, role: 'Editor' };

/** Writers lead to Editor, which `count` people decide about, for two hours at the most. */
const guarded = (count: number): Catalogue => ({
  ...plain,
  instances: plain.instances.map((instance) => ({
    ...instance,
    members: [...instance.members, { role: 'Editor', email: 'emil@acme.test' }],
    groups: [{ name: 'Writers', members: [], memberOf: ['Editor'] }],
  })),
  rules: [{ ...plain.rules[0]!, stages: [{ of: { kind: 'authority' }, count }], maxDurationMs: 2 * hour }],
});

describe('a group that leads to a guarded one (R7)', () => {
  it('is no way around its rule for who has it for an hour', async () => {
    const { house, store } = await open(guarded(1));
    await house.say('Uada', 'grant', { ...editor, who: [email('mia')], duration: '1h' });
    expect(await accessesOf(store, 'mia')).toMatchObject([{ state: 'active' }]);
    expect(await house.say('Umia', 'request', { ...writers, duration: '20d' })).toContain('The maximum is 2 hours');
  });

  it('asks for no more from who has that one without end, unless it is taken away before the start', async () => {
    const { house, store } = await open(guarded(2));
    house.pass(1_000);
    const latest = async () => (await accessesOf(store, 'emil'))[0]!;
    await house.say('Uemil', 'request', { ...writers, duration: '20d' });
    await house.say('Uada', 'approve', { id: (await latest()).id });
    expect(await latest()).toMatchObject({ state: 'active' });
    await house.say('Uemil', 'give-back', { id: (await latest()).id });
    house.pass(1_000);
    await house.say('Uemil', 'request', { ...writers, duration: '20d' });
    const again = await latest();
    await house.say('Ugrace', 'revoke-confirmed', { entitlement: 'role:mdm-eu/Editor', people: [again.person.id] });
    await house.say('Uada', 'approve', { id: again.id });
    expect(await latest()).toMatchObject({ id: again.id, state: 'closed' });
  });
});
