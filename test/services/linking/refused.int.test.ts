import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { codeIn, linkIn, linked, open, tried } from './house.ts';

describe('what cannot be linked is refused with the way out', () => {
  it('nobody is found by that name', async () => {
    const { house, other } = await open();
    // Who starts reads the same as for an account that there is; nobody can enter the code.
    const { message } = await house.call('Ubob', 'link', { account: 'nobody' });
    expect(message.summary).toContain('Your code for linking nobody');
    for (const user of ['1bob', '1eve']) {
      expect(await house.say(user, 'link', { code: codeIn(message) }, undefined, other)).toContain('doesn’t work here');
    }
    expect(await house.say('Ubob', 'link', {})).toContain('type /access link here with its user name');
    expect(await house.say('Ubob', 'link', { account: '1bob', code: 'ZZZZ-ZZZZ' })).toContain('not both');
  });

  it('accounts are not tried out one after the other', async () => {
    const { house, other } = await open();
    const name = () => house.say('1eve', 'link', { account: 'nobody@acme.test' }, undefined, other);
    for (let n = 0; n < 20; n++) expect(await name()).toContain('Your code for linking nobody@acme.test');
    expect(await name()).toContain('Try again in an hour');
    expect(await house.say('1eve', 'link', { code: 'ZZZZ-ZZZZ' }, undefined, other)).toContain('doesn’t work here');
  });

  it('both are one person already, or two', async () => {
    const houses = await open();
    const { house, other } = houses;
    await linked(houses);
    expect(await tried(houses, 'Ubob', '1bob')).toContain('are already linked');
    expect(await tried(houses, 'Ueve', '1bob')).toContain('Unlink bob there (Discord) from bob@acme.test');
    expect(await tried(houses, 'Ubob', '1eve')).toContain('already has an account in Discord');
    expect(await house.say('1bob', 'link', {}, undefined, other)).toContain('You’re bob@acme.test');
  });

  it('a declared account stays what the file says', async () => {
    const houses = await open(testCatalogue({ members: ['discord:1mod'] }));
    const { house, other } = houses;
    const said = await tried(houses, 'Ubob', '1mod');
    expect(said).toContain('is listed in latchkey.yml by its ID');
    expect(said).toContain('remove it there first');
    expect(await house.say('1mod', 'unlink', {}, undefined, other)).toContain('is listed in latchkey.yml');
  });

  it('a declaration that is gone gives way to a link', async () => {
    const { house, other, store, restart } = await open(testCatalogue({ members: ['discord:1bob'] }));
    await house.say('1bob', 'mine', {}, undefined, other);
    const after = restart(testCatalogue({ hash: 'b'.repeat(64) }));
    const { message } = await after.call('Ubob', 'link', { account: '1bob' });
    const link = linkIn((await after.call('1bob', 'link', { code: codeIn(message) }, undefined, other)).message);
    await after.say('Ubob', 'link-confirm', { link });
    await after.say('1bob', 'link-confirm', { link }, undefined, other);
    const bob = await store.people.byEmail('bob@acme.test');
    expect(await store.people.byAccount(other.account('1bob'))).toMatchObject({ person: bob?.id, how: 'code' });
    expect(await store.people.byEmail('discord:1bob')).toMatchObject({ id: bob?.id });
  });
});
