import { describe, expect, it } from 'vitest';
import { ChatUnavailable } from '../../../src/ports/chat.ts';
import { linked, open } from './house.ts';

describe('who leaves where they are known', () => {
  it('has left everywhere, and is back with it', async () => {
    const houses = await open();
    const { house, chat, other, store } = houses;
    await linked(houses);
    chat.byUser.get('Ubob')!.outside = 'deactivated';
    const refused = await house.say('1bob', 'mine', {}, undefined, other);
    expect(refused).toContain('linked to bob in Slack, which is no longer active there');
    expect((await store.people.byAccount(chat.account('Ubob')))?.outsideSince).not.toBeNull();
    expect(await house.say('1bob', 'link', {}, undefined, other)).toBe(refused);
    chat.byUser.get('Ubob')!.outside = undefined as never;
    expect(await house.say('1bob', 'mine', {}, undefined, other)).not.toContain('no longer active');
  });

  it('waits everywhere while a changed e-mail waits there to be confirmed', async () => {
    const houses = await open();
    const { house, chat, other, store } = houses;
    await linked(houses);
    chat.byUser.get('Ubob')!.email = 'robert@acme.test';
    expect(await house.say('1bob', 'mine', {}, undefined, other)).toContain('has an e-mail that isn’t confirmed');
    expect(await store.people.waiting()).toMatchObject([{ newEmail: 'robert@acme.test', why: 'changed' }]);
  });

  it('is what was last seen while the chat is away; a decision that needs to know waits', async () => {
    const houses = await open();
    const { house, chat, other } = houses;
    await linked(houses);
    chat.chat.profile = () => Promise.reject(new ChatUnavailable('the chat is away', null));
    expect(await house.say('1bob', 'mine', {}, undefined, other)).not.toContain('no longer active');
    await expect(house.services.identify(other.account('1bob'), { fresh: true })).rejects.toThrow('is away');
  });

  it('and who leaves the other chat alone goes on here', async () => {
    const houses = await open();
    const { house, other } = houses;
    await linked(houses);
    other.byUser.get('1bob')!.outside = 'not-found';
    expect(await house.say('1bob', 'mine', {}, undefined, other)).toContain('You are outside');
    expect(await house.say('Ubob', 'mine', {})).not.toContain('outside');
  });
});
