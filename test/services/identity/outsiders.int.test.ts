import { describe, expect, it } from 'vitest';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'gus']);
const consoleProd = { kind: 'console', product: 'acme-prod' };

describe('a guest', () => {
  it('is granted nothing by being written as an address', async () => {
    const { house, store, chat } = await open();
    chat.byUser.get('Ugus')!.outside = 'guest';
    expect(await house.say('Uada', 'grant', { ...consoleProd, who: [email('gus')] })).toContain('outside: guest');
    expect(await accessesOf(store, 'gus')).toEqual([]);
  });

  it('of an address that was granted before the chat knew it gets nothing either', async () => {
    const { house, store, chat } = await open();
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('new')] });
    expect(await accessesOf(store, 'new')).toMatchObject([{ state: 'active' }]);
    const [first] = await accessesOf(store, 'new');
    await house.say('Uada', 'revoke-confirmed', { entitlement: 'console:acme-prod', people: [first!.person.id] });
    house.pass(1_000);
    Object.assign(chat.byUser.get('Ugus')!, { email: 'new@acme.test', outside: 'guest' });
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('new')] });
    expect((await accessesOf(store, 'new')).map((access) => access.state)).toEqual(['closed', 'ended']);
  });
});
