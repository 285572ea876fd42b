import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { createFakeChat, noEmails } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';
import { tenantStore } from '../../support/tenant-store.ts';

/** Ways out of a lock-out that DESIGN gives (A7, A8). Two people who once shared an account: `votes.int.test.ts`. */

const open = openHouses(['ada', 'bob', 'lena', 'grace']);
const consoleProd = { kind: 'console', product: 'acme-prod' };

describe('the only Latchkey administrator, whose address changes,', () => {
  it('reads what to do, and stays one once somebody else was added to the file and confirmed it', async () => {
    const { house, store, chat, restart } = await open();
    await house.say('Ulena', 'mine', {});
    chat.byUser.get('Ulena')!.email = 'helena@acme.test';
    const told = await house.say('Ulena', 'people', {});
    expect(told).toContain('you’re the only Latchkey administrator');
    expect(told).toContain('Add someone else under latchkey.administrators in latchkey.yml');
    const [waiting] = await store.people.waiting();
    expect(await house.say('Ulena', 'confirm-person', { waiting: waiting!.id })).toContain('Add someone else');

    const latchkey = { administrators: ['lena@acme.test', 'grace@acme.test'], auditors: [] };
    const next = restart(testCatalogue({ latchkey, hash: 'b'.repeat(64) }));
    await next.services.importCatalogue();
    expect(await next.say('Ulena', 'people', {})).toContain('A Latchkey administrator has to confirm it');
    expect(await next.say('Ugrace', 'confirm-person', { waiting: waiting!.id })).toContain('You confirmed');
    expect(await next.say('Ulena', 'people', {})).not.toContain('Only Latchkey administrators');

    // And with the first file again, which goes on meaning them.
    const last = restart(testCatalogue({ hash: 'c'.repeat(64) }));
    await last.services.importCatalogue();
    expect(await last.say('Ulena', 'people', {})).not.toContain('Only Latchkey administrators');
  });

  it('goes on at once when the profile shows the old address again', async () => {
    const { house, store, chat } = await open();
    await house.say('Ulena', 'mine', {});
    chat.byUser.get('Ulena')!.email = 'helena@acme.test';
    await house.say('Ulena', 'people', {});
    chat.byUser.get('Ulena')!.email = 'lena@acme.test';
    expect(await house.say('Ulena', 'people', {})).not.toContain('confirm');
    expect(await store.people.waiting()).toEqual([]);
  });
});

describe('a Slack account that was deactivated and made anew', () => {
  it('is the same person again once a Latchkey administrator confirms it, with everything they hold', async () => {
    const { house, store, chat } = await open();
    await house.say('Ubob', 'mine', {});
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')] });
    const bob = (await store.people.byEmail('bob@acme.test'))!.id;
    chat.byUser.get('Ubob')!.outside = 'deactivated';
    await house.services.identify(chat.account('Ubob'));
    chat.byUser.set('Ubob2', { user: 'Ubob2', email: 'bob@acme.test' });
    expect(await house.say('Ubob2', 'mine', {})).toContain('A Latchkey administrator has to confirm yours');

    const { message } = await house.call('Ulena', 'people', {});
    const row = message.blocks.find(({ kind }) => kind === 'row');
    expect(JSON.stringify(row)).toContain('who has 1 access (console access to acme-prod)');
    const [waiting] = await store.people.waiting();
    expect(await house.say('Ulena', 'confirm-person', { waiting: waiting!.id })).toContain('You confirmed');
    expect(await store.people.byAccount(chat.account('Ubob2'))).toMatchObject({ person: bob });
    expect(await store.people.byAccount(chat.account('Ubob'))).toBeNull();
    await house.say('Ubob2', 'give-back', { id: (await accessesOf(store, 'bob'))[0]!.id });
    expect(await accessesOf(store, 'bob')).toMatchObject([{ state: 'ended' }]);
  });
});

describe('a community on Discord alone, where nobody has an e-mail,', () => {
  async function community(members: readonly string[]) {
    const store = await tenantStore();
    const chat = createFakeChat(
      ['1ada', '1bob', '1new'].map((user) => ({ user, name: user.slice(1), email: '' })),
      noEmails,
    );
    const catalogue = testCatalogue({
      latchkey: { administrators: ['discord:1ada'], auditors: [] },
      domains: [],
      members: ['discord:1ada', ...members],
      products: [{ id: 'acme-prod', name: 'ACME production', administrators: ['discord:1ada'] }],
      instances: [],
      rules: [],
      hash: String(members.length).repeat(64),
      channels: { approvals: { discord: '1100' }, audit: { discord: '1200' } },
    });
    return { store, chat, catalogue };
  }

  it('makes its first request, and an administrator declared by id approves it', async () => {
    const { store, chat, catalogue } = await community(['discord:1bob']);
    const house = createHouse(store, chat, catalogue);
    await house.services.importCatalogue();
    await house.services.meetDeclared();
    await house.say('1bob', 'request', consoleProd);
    expect(chat.posts.some(({ channel }) => channel === '1100')).toBe(true);
    const bob = (await store.people.byAccount(chat.account('1bob')))!.person;
    const [asked] = await store.accesses.allOf(bob, 5);
    expect(await house.say('1ada', 'approve', { id: asked!.id })).toContain('You approved');
    expect(await store.accesses.allOf(bob, 5)).toMatchObject([{ state: 'active' }]);
  });

  it('lets somebody in who isn’t declared yet: they read how, and can go on once the file has them', async () => {
    const { store, chat, catalogue } = await community([]);
    const house = createHouse(store, chat, catalogue);
    await house.services.importCatalogue();
    expect(await house.say('1new', 'request', consoleProd)).toContain('isn’t linked to a person yet');
    const { message } = await house.call('1new', 'link', {});
    expect(message.summary).toContain('Ask a Latchkey administrator to add your account to latchkey.yml');

    const { catalogue: declared } = await community(['discord:1new']);
    const next = createHouse(store, chat, declared);
    await next.services.importCatalogue();
    await next.say('1new', 'request', consoleProd);
    const person = (await store.people.byAccount(chat.account('1new')))!.person;
    expect(await store.accesses.allOf(person, 5)).toMatchObject([{ state: 'requested' }]);
  });
});
