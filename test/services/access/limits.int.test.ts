import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'grace', 'otto']);
const limits = [
  { kind: 'role', role: 'Deny user listing', instance: 'mdm-eu' },
  { kind: 'item', right: 'no-read', item: 'pc-12', instance: 'mdm-eu' },
];
const keys = ['role:mdm-eu/Deny user listing', 'item:mdm-eu/pc-12/no-read'];

/** Two people decide about limits; ada, whom they limit, is an Administrator of the instance and of Latchkey. */
const catalogue = (count: number) => {
  const plain = testCatalogue();
  const stages = [{ of: { kind: 'authority' } as const, count }];
  const instances = plain.instances.map((one) => ({
    ...one,
    members: [...one.members, { role: 'Administrator', email: 'otto@acme.test' }],
  }));
  return {
    ...plain,
    instances,
    latchkey: { administrators: ['ada@acme.test'], auditors: [] },
    rules: [{ ...plain.rules[0]!, match: {}, stages, durationMs: null, maxDurationMs: null }],
  };
};

describe.each([0, 1])('a limit (A6): %#', (which) => {
  const what = limits[which]!;

  it('in force is not ended by the limited person, whatever they press or type', async () => {
    const { house, store } = await open(catalogue(1));
    house.pass(1_000);
    await house.say('Ugrace', 'grant', { ...what, who: [email('ada')] });
    const [limit] = await accessesOf(store, 'ada');
    expect(limit).toMatchObject({ state: 'active', until: null });
    const person = limit!.person.id;
    expect((await house.call('Uada', 'revoke', { ...what, who: [{ kind: 'me' }] })).ok).toBe(false);
    for (const command of ['give-back', 'cancel', 'deny']) await house.say('Uada', command, { id: limit!.id });
    await house.say('Uada', 'revoke-confirmed', { entitlement: keys[which], people: [person] });
    const shown = JSON.stringify([await house.call('Uada', 'mine', {}), await house.call('Uada', 'who', what)]);
    expect(shown).not.toContain(`"people":["${person}"]`);
    expect((await accessesOf(store, 'ada'))[0]).toMatchObject({ id: limit!.id, state: 'active' });
    house.pass(365 * 86_400_000);
    await house.sweep();
    await house.say('Uotto', 'revoke-confirmed', { entitlement: keys[which], people: [person] });
    expect((await accessesOf(store, 'ada'))[0]).toMatchObject({ id: limit!.id, state: 'ended' });
  });

  it('that waits is not stopped by the limited person, also as a Latchkey administrator', async () => {
    const { house, store } = await open(catalogue(2));
    house.pass(1_000);
    await house.say('Ugrace', 'grant', { ...what, who: [email('ada')] });
    const [limit] = await accessesOf(store, 'ada');
    const person = limit!.person.id;
    for (const command of ['give-back', 'cancel', 'deny', 'approve']) {
      await house.say('Uada', command, { id: limit!.id });
    }
    await house.say('Uada', 'revoke-confirmed', { entitlement: keys[which], people: [person] });
    house.pass(1_000);
    await house.say('Uotto', 'approve', { id: limit!.id });
    expect((await accessesOf(store, 'ada'))[0]).toMatchObject({ id: limit!.id, state: 'active' });
  });
});
