import { expect, it } from 'vitest';
import { driftReport } from '../../../src/services/catalogue/drift.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import { createHouse } from '../../support/house.ts';
import { openTwoChats } from '../../support/open-house.ts';

const open = openTwoChats(['lena', 'bob'], ['mod', 'eve']);
const products = [{ id: 'acme-prod', name: 'ACME production', administrators: ['discord:1mod'] }];
const declaring = testCatalogue({ members: ['discord:1mod'], products });

it('a member declared by id is a person from the first sight, with what the file says, and nobody else is', async () => {
  const { house, store, other } = await open(declaring);
  expect(await house.say('1mod', 'mine', {}, undefined, other)).not.toContain('isn’t linked');
  const person = await store.people.byEmail('discord:1mod');
  expect(person?.accounts).toEqual([expect.objectContaining({ account: other.account('1mod'), how: 'declared' })]);
  expect(await house.say('1eve', 'mine', {}, undefined, other)).toContain('Your Discord account isn’t linked');
  expect(await store.people.byAccount(other.account('1eve'))).toBeNull();
  const entries = await store.chain.search({}, 50);
  const persons = entries.filter(({ event, facts }) => event === 'person' && facts['what'] !== 'named');
  expect(persons).toEqual([
    expect.objectContaining({
      subject: 'discord:1mod',
      facts: expect.objectContaining({ what: 'bound', account: 'discord:1mod' }) as unknown,
    }),
  ]);
});

it('a declared administrator of a product is asked, and decides', async () => {
  const { house, other, store } = await open(declaring);
  await house.say('Ubob', 'request', { kind: 'console', product: 'acme-prod' });
  expect(other.posts.some(({ channel }) => channel === 'D-1mod')).toBe(true);
  const bob = await store.people.byEmail('bob@acme.test');
  const [access] = await store.accesses.openOf(bob!.id);
  expect(await house.say('1mod', 'approve', { id: access!.id }, undefined, other)).toContain('approved');
  expect((await store.accesses.byId(access!.id))?.access).toMatchObject({ state: 'active' });
});

it('who vanishes from the file is refused kindly, and comes back with it', async () => {
  const { house, other, restart } = await open(declaring);
  await house.say('1mod', 'mine', {}, undefined, other);
  const without = restart(testCatalogue({ hash: 'b'.repeat(64) }));
  expect(await without.say('1mod', 'mine', {}, undefined, other)).toContain('isn’t linked to a person');
  expect(await house.say('1mod', 'mine', {}, undefined, other)).not.toContain('isn’t linked');
});

it('a declared member is named by the written form of their account', async () => {
  const { house, store } = await openTwoChats(['ada'], ['eve'])(testCatalogue({ members: ['discord:1eve'] }));
  const who = [{ kind: 'unknown', text: 'Discord:1eve' }];
  await house.say('Uada', 'grant', { kind: 'console', product: 'acme-prod', who });
  expect(await store.people.byEmail('discord:1eve')).toMatchObject({ email: 'discord:1eve' });
});

it('what the file gives a declared member is theirs, and is not taken for a leftover', async () => {
  const instances = testCatalogue().instances.map((one) => ({
    ...one,
    members: [...one.members, { role: 'Help desk', email: 'discord:1mod' }],
  }));
  const { house, store, other, restart } = await open(testCatalogue({ members: ['discord:1mod'], instances }));
  expect(await house.say('1mod', 'mine', {}, undefined, other)).not.toContain('isn’t linked');
  const mod = await store.people.byEmail('discord:1mod');
  expect(await store.accesses.openOf(mod!.id)).toEqual([expect.objectContaining({ state: 'active', imported: true })]);
  const again = restart(testCatalogue({ members: ['discord:1mod'], instances, hash: 'c'.repeat(64) }));
  await again.services.importCatalogue();
  expect(await store.accesses.openOf(mod!.id)).toHaveLength(1);
});

it('a member by id who is linked is no difference between file and records', async () => {
  const instances = testCatalogue().instances.map((one) => ({
    ...one,
    members: [...one.members, { role: 'Help desk', email: 'discord:1eve' }],
  }));
  const catalogue = testCatalogue({ members: ['discord:1eve'], instances, hash: 'd'.repeat(64) });
  const { house, store, chat, other } = await open();
  await house.say('Ubob', 'mine', {});
  const bob = await store.people.byAccount(chat.account('Ubob'));
  await store.people.link(other.account('1eve'), bob!.person, 'Eve', house.now());
  const again = createHouse(store, chat, catalogue, [other]);
  await again.services.importCatalogue();
  expect(await store.accesses.openOf(bob!.person)).toHaveLength(1);
  expect(await driftReport({ store, catalogue, clock: house })).toEqual([]);
});

it('a declared member holds and decides from the start, before they have said anything', async () => {
  const crew = '7';
  const instances = testCatalogue().instances.map((one) => ({
    ...one,
    members: [...one.members, { role: 'Help desk', email: 'discord:1mod' }],
  }));
  const { house, store, other } = await open(
    testCatalogue({
      members: ['discord:1mod', 'discord:1eve', 'discord:1gone'],
      instances,
      targets: [{ entitlement: 'role:mdm-eu/Help desk', platform: 'discord', role: crew, restore: true }],
      authority: [{ scope: { product: 'acme-prod' }, platform: 'discord', role: '8' }],
    }),
  );
  const roles = giveRoles(other, { [crew]: 'Crew', '8': 'Moderators' }, house.now);
  roles.put('1mod', crew);
  roles.put('1eve', '8');

  await house.services.targets.scanWhenDue(house.services.meetDeclared);
  await house.settle();

  expect(roles.holds('1mod', crew)).toBe(true);
  expect(roles.log).toEqual([]);
  expect(await store.people.byAccount(other.account('1gone'))).toBeNull();
  await house.say('Ulena', 'request', { kind: 'console', product: 'acme-prod' });
  expect(other.posts.some(({ channel }) => channel === 'D-1eve')).toBe(true);
});
