import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../../src/domain/catalogue.ts';
import { driftReport } from '../../../src/services/catalogue/drift.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'grace', 'hugo', 'mia']);

/** The catalogue with other members, under a hash of its own. */
function withMembers(hash: string, ...members: Catalogue['instances'][number]['members'][number][]): Catalogue {
  const plain = testCatalogue();
  return { ...plain, hash, instances: plain.instances.map((one) => ({ ...one, members })) };
}

const grace = { role: 'Administrator', email: 'grace@acme.test' };
const mia = { role: 'Reader', email: 'mia@acme.test' };

describe('another configuration', () => {
  it('takes back what one gave that was broken off before its end', async () => {
    const { store, restart } = await open(withMembers('a', grace));
    const writes = store.catalogue.write.bind(store.catalogue);
    store.catalogue.write = () => Promise.reject(new Error('killed'));
    await expect(restart(withMembers('b', grace, mia)).services.importCatalogue()).rejects.toThrow('killed');
    store.catalogue.write = writes;
    expect(await accessesOf(store, 'mia')).toMatchObject([{ state: 'active' }]);
    await restart(withMembers('c', grace)).services.importCatalogue();
    expect(await accessesOf(store, 'mia')).toMatchObject([{ state: 'ended' }]);
    expect(await accessesOf(store, 'grace')).toMatchObject([{ state: 'active' }]);
  });

  it('is compared with the records: who no longer has what the file still lists, and what to do', async () => {
    const catalogue = withMembers('a', grace, mia);
    const { store, house } = await open(catalogue);
    const [access] = await accessesOf(store, 'mia');
    await house.say('Umia', 'give-back', { id: access!.id });
    expect(await driftReport({ store, catalogue, clock: { now: house.now } })).toEqual([
      'mia@acme.test no longer has the role Reader on mdm-eu, although the file still lists it: somebody took it away, and the file doesn’t bring it back. Remove it from the file, or grant it again.',
    ]);
  });

  it('that another process wrote meanwhile is started from anew', async () => {
    const { store, restart } = await open(withMembers('a', grace));
    const writes = store.catalogue.write.bind(store.catalogue);
    store.catalogue.write = async (...args) => {
      store.catalogue.write = writes;
      await restart(withMembers('b', grace, mia)).services.importCatalogue();
      return writes(...args);
    };
    await restart(withMembers('c', grace)).services.importCatalogue();
    expect(await store.catalogue.read()).toMatchObject({ hash: 'c' });
    expect(await accessesOf(store, 'mia')).toMatchObject([{ state: 'ended' }]);
  });

  it('without an instance leaves what was given there, and somebody who can revoke it', async () => {
    const { store, house, restart } = await open();
    await house.say('Ugrace', 'grant', { kind: 'role', role: 'Reader', instance: 'mdm-eu', who: [email('mia')] });
    const after = restart({ ...testCatalogue(), hash: 'b', instances: [], rules: [] });
    await after.services.importCatalogue();
    expect(await accessesOf(store, 'hugo')).toMatchObject([{ state: 'active', imported: true }]);
    const [given] = await accessesOf(store, 'mia');
    const people = [given!.person.id];
    expect(await after.say('Ugrace', 'revoke-confirmed', { entitlement: 'role:mdm-eu/Reader', people })).toContain(
      'You revoked',
    );
    expect(await after.say('Ugrace', 'grant', { entitlement: 'role:mdm-eu/Reader', who: [email('mia')] })).toContain(
      'instance',
    );
    await restart({ ...withMembers('c', grace), rules: [] }).services.importCatalogue();
    expect(await accessesOf(store, 'hugo')).toMatchObject([{ state: 'ended' }]);
    expect(await accessesOf(store, 'grace')).toMatchObject([{ state: 'active' }]);
  });
});
