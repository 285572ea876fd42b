import { describe, expect, it } from 'vitest';
import { ChatRefused, ChatUnavailable } from '../../../src/ports/chat.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import type { FakeChat } from '../../support/fake-chat.ts';
import { openTwoChats } from '../../support/open-house.ts';
import { crew, open } from '../roles/house.ts';

const opened = openTwoChats(['ada', 'mia', 'lena'], ['lena']);
const channel = 'C0APPROVE';
const archived = () =>
  new ChatRefused('no', 'is_archived', { kind: 'blocked', concerns: 'channel', advice: 'Unarchive it' });
const gone = () => new ChatRefused('no', '10004', { kind: 'blocked', concerns: 'token', advice: 'Invite it again' });
const told = (chat: FakeChat, words: string) => chat.posts.filter(({ message }) => message.summary.includes(words));

describe('something may have happened to a channel', () => {
  it('is verified: one that takes messages is left alone, one that nobody named isn’t asked', async () => {
    const { house, chat } = await opened();
    await house.services.placeChanged({ platform: 'slack', channel });
    await house.services.placeChanged({ platform: 'slack', channel: 'C0OTHER' });
    expect(chat.calls.filter((call) => call.startsWith('probe'))).toEqual([`probe ${channel}`]);
    expect(house.services.blockedPlaces()).toEqual([]);
  });

  it('blocks it and tells the administrators once; nothing is tried there until it is back', async () => {
    const { house, chat } = await opened();
    chat.refuse('probe', (about) => (about === channel ? archived() : null));
    for (let times = 0; times < 3; times++) await house.services.placeChanged({ platform: 'slack', channel });
    expect(house.services.blockedPlaces()).toEqual([`slack ${channel} (is_archived)`]);
    expect(told(chat, 'Unarchive it')).toHaveLength(1);
    await house.call('Umia', 'request', { kind: 'console', product: 'acme-prod' });
    await house.settle(0);
    expect(chat.calls.filter((call) => call === `post ${channel}`)).toEqual([]);
    chat.refuse('probe', null);
    await house.services.placeChanged({ platform: 'slack', channel });
    await house.settle(1);
    expect(house.services.blockedPlaces()).toEqual([]);
    expect(chat.posts.filter((post) => post.channel === channel)).toHaveLength(1);
  });

  it('is asked again by itself where no message finds out', async () => {
    const { house, chat } = await opened();
    chat.refuse('probe', () => archived());
    await house.services.placeChanged({ platform: 'slack', channel });
    chat.refuse('probe', null);
    await house.services.recheckPlaces();
    expect(house.services.blockedPlaces()).toHaveLength(1);
    house.pass(2_000);
    await house.services.recheckPlaces();
    expect(house.services.blockedPlaces()).toEqual([]);
  });

  it('a chat that gives no answer says nothing', async () => {
    const { house, chat } = await opened();
    chat.refuse('probe', () => new ChatUnavailable('away', null));
    await house.services.placeChanged({ platform: 'slack', channel });
    expect(house.services.blockedPlaces()).toEqual([]);
  });
});

describe('something may have happened to a chat', () => {
  const twoAdministrators = testCatalogue({
    members: ['discord:1lena'],
    latchkey: { administrators: ['discord:1lena'], auditors: [] },
  });

  it('is told through the chat that works', async () => {
    const { house, chat, other } = await opened(twoAdministrators);
    await house.call('1lena', 'mine', {}, 'met', other);
    chat.refuse('probe', () => gone());
    await house.services.placeChanged({ platform: 'slack', channel: null });
    await house.services.placeChanged({ platform: 'slack', channel: null });
    expect(told(other, 'Invite it again')).toHaveLength(1);
    expect(house.services.blockedChats()).toEqual(['slack']);
  });

  it('what a channel refuses may be the whole chat: that is asked, and told as one cause', async () => {
    const { house, chat, other } = await opened(twoAdministrators);
    await house.call('1lena', 'mine', {}, 'met', other);
    for (const call of ['post', 'probe'] as const) chat.refuse(call, call === 'post' ? archived : gone);
    await house.call('Umia', 'request', { kind: 'console', product: 'acme-prod' });
    await house.settle(0);
    expect(house.services.blockedPlaces()).toEqual(['slack (10004)']);
    expect(other.posts.filter((post) => post.channel === 'D-1lena')).toHaveLength(1);
  });

  it('a connection that is refused is named, told once, and over when it is there again', async () => {
    const { house, other } = await opened(twoAdministrators);
    await house.call('1lena', 'mine', {}, 'met', other);
    const refused = { code: '4014', advice: 'Switch the intent on' };
    for (let times = 0; times < 2; times++) await house.services.connectionChanged('slack', refused);
    expect(told(other, 'Switch the intent on')).toHaveLength(1);
    expect(house.services.blockedPlaces()).toEqual(['slack connection (4014)']);
    expect(house.services.blockedChats()).toEqual(['slack']);
    await house.services.connectionChanged('slack', null);
    expect(house.services.blockedPlaces()).toEqual([]);
  });
});

describe('roles while the chat is away', () => {
  it('nothing is taken, recorded or told of anybody; one message; reconciled after the return', async () => {
    const { house, roles, grant, recorded, later, chat } = await open();
    await grant('mia', 'Operator', '2h');
    await grant('bob', 'Reader', '1h');
    expect(await recorded()).toEqual(['given', 'given']);
    chat.refuse('probe', (about) => (about === 'token' ? gone() : null));
    for (let times = 0; times < 40; times++) {
      for (const method of ['held', 'holders', 'name', 'obstacle', 'give', 'take'] as const) {
        roles.fail(method, new ChatUnavailable('away', null, { cause: gone() }));
      }
    }
    await house.services.placeChanged({ platform: 'slack', channel: null });
    await house.services.targets.scan().catch(() => undefined);
    await later(3_700_000);
    expect(roles.log.map(({ action }) => action)).toEqual(['given', 'given']);
    expect(await recorded()).toEqual(['given', 'given']);
    roles.calm();
    chat.refuse('probe', null);
    await house.services.placeChanged({ platform: 'slack', channel: null });
    await house.settle();
    expect(roles.holds('Umia', crew)).toBe(true);
    expect(roles.holds('Ubob', crew)).toBe(false);
    expect(await recorded()).toEqual(['given', 'given', 'taken']);
    await later(61_000);
    expect(told(chat, 'Invite it again').filter((post) => post.channel.startsWith('D-'))).toHaveLength(1);
  });
});
