import { describe, expect, it } from 'vitest';
import { ChatUnavailable } from '../../../src/ports/chat.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const opened = openHouses(['ada', 'grace', 'bob', 'mia', 'otto']);
const consoleProd = { kind: 'console', product: 'acme-prod' };
const helpDesk = { kind: 'role', role: 'Help desk', instance: 'mdm-eu' };
const catalogue = testCatalogue({
  authority: [
    { scope: { product: 'acme-prod' }, platform: 'slack', role: '2001' },
    { scope: { instance: 'mdm-eu' }, platform: 'slack', role: '2002' },
  ],
});
const open = async () => {
  const world = await opened(catalogue);
  const roles = giveRoles(world.chat, { '2001': 'Prod crew', '2002': 'Moderators' }, world.house.now);
  // Everybody is known once they have said something.
  for (const name of ['bob', 'mia', 'otto']) await world.house.say(`U${name}`, 'mine', {});
  return { ...world, roles };
};

describe('a role of a chat that stands for authority', () => {
  it('lets its holder decide, and stands as the basis in the record', async () => {
    const { house, store, roles } = await open();
    roles.put('Ubob', '2001');
    await house.say('Ubob', 'grant', { ...consoleProd, who: [email('mia')] });
    const [access] = await accessesOf(store, 'mia');
    expect(access).toMatchObject({ state: 'active' });
    const basis = {
      kind: 'role',
      access: null,
      until: null,
      sentence:
        'They hold the role Prod crew in Slack, which stands for authority over the console of acme-prod (latchkey.yml).',
      of: 'console:acme-prod',
      role: { platform: 'slack', id: '2001', name: 'Prod crew' },
    };
    expect(access!.asks[0]!.decisions[0]!.basis).toEqual(basis);
    const chained = await store.chain.search({ access: access!.id }, 10);
    expect(chained.find((entry) => entry.event === 'approved')?.facts['basis']).toEqual(basis);
  });

  it('is of its scope only, and an instance’s covers its roles and items', async () => {
    const { house, store, roles } = await open();
    roles.put('Ubob', '2002');
    expect(await house.say('Ubob', 'grant', { ...consoleProd, who: [email('mia')] })).toContain(
      'You need console access',
    );
    const item = { kind: 'item', right: 'write', item: 'pc-12', instance: 'mdm-eu' };
    for (const what of [helpDesk, item]) await house.say('Ubob', 'grant', { ...what, who: [email('mia')] });
    expect((await accessesOf(store, 'mia')).map((one) => one.state)).toEqual(['active', 'active']);
  });

  it('gives nothing to oneself (A4), and nothing of the default administrator (R6)', async () => {
    const { house, store, roles } = await open();
    roles.put('Ubob', '2002');
    await house.say('Ubob', 'request', helpDesk);
    const [access] = await accessesOf(store, 'bob');
    await house.say('Ubob', 'approve', { id: access!.id });
    expect((await accessesOf(store, 'bob'))[0]).toMatchObject({ state: 'requested' });
    expect(await house.say('Ubob', 'grant', { ...helpDesk, who: [email('root')] })).toContain('built-in');
  });

  it('that was taken away decides nothing any more, also where the approval was given before (A3)', async () => {
    const { house, store, roles } = await open();
    roles.put('Ubob', '2002');
    await house.call('Ubob', 'grant', { kind: 'role', role: 'Editor', instance: 'mdm-eu', who: [email('mia')] });
    await house.settle();
    const [access] = await accessesOf(store, 'mia');
    expect(access).toMatchObject({ state: 'requested' });
    roles.remove('Ubob', '2002');
    await house.say('Ugrace', 'approve', { id: access!.id });
    const [after] = await accessesOf(store, 'mia');
    expect(after).toMatchObject({ state: 'requested' });
    expect(after!.asks[0]!.decisions.find((one) => one.person.label === 'bob@acme.test')?.void?.why).toContain(
      'no longer has the authority',
    );
    expect(await house.say('Ubob', 'grant', { ...helpDesk, who: [email('mia')] })).toContain('to grant this.');
  });

  it('has its holders told of what waits, and named by who', async () => {
    const { house, chat, roles } = await open();
    roles.put('Uotto', '2001');
    await house.say('Umia', 'request', consoleProd);
    expect(chat.posts.map((post) => post.channel)).toContain('D-Uotto');
    const asked = await house.call('Uada', 'who', consoleProd);
    expect(JSON.stringify(asked.message)).toContain('"strong":"Prod crew"');
  });

  it('cannot be asked about while its chat is away: later, not no, and never yes; others are not held up', async () => {
    const { house, store, roles } = await open();
    roles.put('Ubob', '2001');
    await house.say('Umia', 'request', consoleProd);
    const [access] = await accessesOf(store, 'mia');
    roles.fail('held', new ChatUnavailable('away', null));
    await house.say('Ubob', 'approve', { id: access!.id });
    expect((await accessesOf(store, 'mia'))[0]).toMatchObject({ state: 'active' });

    roles.state.away = true;
    await house.say('Ubob', 'revoke-confirmed', { entitlement: 'console:acme-prod', people: [access!.person.id] });
    expect((await accessesOf(store, 'mia'))[0]).toMatchObject({ state: 'active' });
    expect(house.jobs.filter((one) => one.kind === 'command')).toHaveLength(1);
    await house.say('Uada', 'revoke-confirmed', { entitlement: 'console:acme-prod', people: [access!.person.id] });
    expect((await accessesOf(store, 'mia'))[0]).toMatchObject({ state: 'ended' });
  });

  it('holds up no card of those who have authority otherwise', async () => {
    const { house, chat, roles } = await open();
    roles.state.away = true;
    await house.say('Umia', 'request', consoleProd);
    const channels = chat.posts.map((post) => post.channel);
    expect(channels).toContain('C0APPROVE');
    expect(channels).toContain('D-Uada');
  });
});

describe('a role that stands for authority and is given with an access, too', () => {
  const both = testCatalogue({
    targets: [{ entitlement: 'console:acme-prod', platform: 'slack', role: '2001', restore: false }],
    authority: [{ scope: { product: 'acme-prod' }, platform: 'slack', role: '2001' }],
  });
  const half = 30 * 60_000;
  const openBoth = async () => {
    const world = await opened(both);
    const roles = giveRoles(world.chat, { '2001': 'Prod crew' }, world.house.now);
    for (const name of ['bob', 'mia', 'otto']) await world.house.say(`U${name}`, 'mine', {});
    await world.house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')], duration: '30m' });
    expect(roles.holds('Ubob', '2001')).toBe(true);
    const grant = (who: string) =>
      world.house.say('Ubob', 'grant', { ...consoleProd, who: [email(who)], duration: '30d' });
    return { ...world, roles, grant };
  };

  it('is authority no longer than the access that gave it (A2)', async () => {
    const { house, store, grant } = await openBoth();
    await grant('mia');
    const [access] = await accessesOf(store, 'mia');
    const [own] = await accessesOf(store, 'bob');
    expect(access?.until ?? Infinity).toBeLessThanOrEqual(own!.until!);
    expect(access?.until ?? 0).toBeGreaterThan(house.now());
    expect(access?.until ?? 0).toBeLessThanOrEqual(house.now() + half);
  });

  it('is none once the access is over, even while it cannot be taken', async () => {
    const { house, store, roles, grant } = await openBoth();
    roles.obstacles.set('2001', 'The role Prod crew is above mine.');
    const [own] = await accessesOf(store, 'bob');
    await house.say('Uada', 'revoke-confirmed', { entitlement: 'console:acme-prod', people: [own!.person.id] });
    expect(roles.holds('Ubob', '2001')).toBe(true);
    expect(await grant('mia')).toContain('to grant this.');
    expect(await accessesOf(store, 'mia')).toEqual([]);
    expect(await house.say('Uotto', 'request', consoleProd)).not.toContain('bob');
  });

  it('is none where somebody else gave it', async () => {
    const { house, store, roles } = await openBoth();
    roles.put('Uotto', '2001');
    const said = await house.say('Uotto', 'grant', { ...consoleProd, who: [email('mia')], duration: '30d' });
    expect(said).toContain('to grant this.');
    expect(await accessesOf(store, 'mia')).toEqual([]);
  });

  it('is none after its access ended while the member was gone, and another bot gave the role back', async () => {
    const { house, store, roles, grant } = await openBoth();
    roles.leave('Ubob');
    house.pass(half + 1_000);
    await house.sweep();
    roles.join('Ubob');
    roles.put('Ubob', '2001');
    await house.services.targets.scan();
    await house.settle();
    expect(await grant('mia')).toContain('to grant this.');
    expect(await accessesOf(store, 'mia')).toEqual([]);
    await house.say('Uotto', 'request', consoleProd);
    const [asked] = await accessesOf(store, 'otto');
    await house.say('Ubob', 'approve', { id: asked!.id });
    expect((await accessesOf(store, 'otto'))[0]).toMatchObject({ state: 'requested' });
  });
});
