import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebAPIPlatformError } from '@slack/web-api';
import { openSlack } from './support.ts';

type Open = Awaited<ReturnType<typeof openSlack>>;
let open: Open;
beforeAll(async () => {
  open = await openSlack();
});
afterAll(() => open.slack.stop());

const errorOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error as WebAPIPlatformError).data.error,
  );
const say = (channel: string) => errorOf(open.client.chat.postMessage({ channel, text: 'hello' }));
const delivered = async () => {
  const { deliveries } = await open.hands.get('/deliveries');
  return deliveries.map(({ payload }) => (payload as { event?: { type: string } }).event?.type);
};

describe('what befalls the app and its channels', () => {
  it('an archived channel takes nothing until it is unarchived, and both are told', async () => {
    await open.hands.patch('/channels/C0AUDIT', { archived: true });
    expect(await say('C0AUDIT')).toBe('is_archived');
    expect((await open.client.conversations.info({ channel: 'C0AUDIT' })).channel).toMatchObject({ is_archived: true });
    await open.hands.patch('/channels/C0AUDIT', { archived: false });
    expect(await say('C0AUDIT')).toBe('none');
    await open.hands.patch('/channels/C0GENERAL', { archived: true });
    await open.hands.patch('/channels/C0GENERAL', { archived: false });
    expect(await delivered()).toEqual(['group_archive', 'group_unarchive', 'channel_archive', 'channel_unarchive']);
  });

  it('a deleted channel is gone until it is put back', async () => {
    await open.hands.remove('/channels/C0AUDIT');
    expect(await say('C0AUDIT')).toBe('channel_not_found');
    const { deletedChannels } = (await open.hands.get('/world')) as unknown as { deletedChannels: { id: string }[] };
    expect(deletedChannels.map(({ id }) => id)).toEqual(['C0AUDIT']);
    await open.hands.post('/channels/C0AUDIT/put-back', {});
    expect(await say('C0AUDIT')).toBe('none');
    expect((await delivered()).slice(-2)).toEqual(['group_deleted', 'member_joined_channel']);
    expect(await open.hands.get('/world')).toMatchObject({ deletedChannels: [] });
  });

  it('the app is thrown out and let in again', async () => {
    await open.hands.patch('/channels/C0GENERAL', { app: false });
    expect(await say('C0GENERAL')).toBe('not_in_channel');
    await open.hands.patch('/channels/C0GENERAL', { app: true });
    expect(await say('C0GENERAL')).toBe('none');
    expect((await delivered()).slice(-2)).toEqual(['channel_left', 'member_joined_channel']);
  });

  it('without the app, its token opens nothing and its command isn’t there', async () => {
    await open.hands.post('/app', { installed: false });
    expect(await errorOf(open.client.auth.test())).toBe('account_inactive');
    const typed = await open.hands.post('/users/ada/type', { channel: 'C0GENERAL', text: '/access help' });
    expect(typed).toMatchObject({ ok: false, error: 'unknown_command' });
    await open.hands.post('/app', { installed: true });
    expect(await errorOf(open.client.auth.test())).toBe('none');
    expect((await delivered()).slice(-2)).toEqual(['tokens_revoked', 'app_uninstalled']);
  });

  it('scopes that were not granted are missing', async () => {
    await open.hands.patch('/settings', { scopes: ['chat:write'] });
    expect((await open.client.auth.test()).response_metadata?.scopes).toEqual(['chat:write']);
    expect(await errorOf(open.client.users.info({ user: 'U0ADA' }))).toBe('missing_scope');
    expect(await say('C0GENERAL')).toBe('none');
    await open.hands.patch('/settings', { scopes: null });
    expect(await errorOf(open.client.users.info({ user: 'U0ADA' }))).toBe('none');
  });

  it('somebody deletes a message by hand, and a whole channel', async () => {
    const { ts } = await open.client.chat.postMessage({ channel: 'C0GENERAL', text: 'hello' });
    await open.hands.remove(`/users/ada/channels/C0GENERAL/messages/${ts}`);
    expect(await errorOf(open.client.chat.update({ channel: 'C0GENERAL', ts: ts!, text: 'again' }))).toBe(
      'message_not_found',
    );
    await open.hands.remove('/channels/C0GENERAL');
    expect(await say('C0GENERAL')).toBe('channel_not_found');
    expect((await delivered()).at(-1)).toBe('channel_deleted');
  });
});
