import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebAPIPlatformError } from '@slack/web-api';
import { clientOf, openSlack } from './support.ts';

let open: Awaited<ReturnType<typeof openSlack>>;
beforeAll(async () => {
  open = await openSlack();
});
afterAll(() => open.slack.stop());

const errorOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no error',
    (error: unknown) => (error as WebAPIPlatformError).data.error,
  );

describe('the Web API', () => {
  it('says who the app is, and refuses wrong tokens and unknown methods', async () => {
    expect(await open.client.auth.test()).toMatchObject({
      team_id: 'T0ACME',
      bot_id: 'B0LATCHKEY',
      user_id: 'U0LATCHKEY',
    });
    expect(await errorOf(clientOf(open.slack, 'xoxb-wrong').auth.test())).toBe('invalid_auth');
    expect(await errorOf(clientOf(open.slack, '').auth.test())).toBe('not_authed');
    expect(await errorOf(open.client.apiCall('magic.wand'))).toBe('unknown_method');
    expect(await errorOf(open.client.apps.connections.open())).toBe('not_allowed_token_type');
  });

  it('takes JSON as well as forms', async () => {
    const response = await fetch(`${open.slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${open.slack.env['SLACK_BOT_TOKEN']}` },
      body: JSON.stringify({ channel: 'C0GENERAL', blocks: [{ type: 'divider' }] }),
    });
    expect(await response.json()).toMatchObject({ ok: true, message: { blocks: [{ type: 'divider' }] } });
  });

  it('shows insiders, guests, strangers and people who left as Slack does', async () => {
    const shown = async (user: string) => (await open.client.users.info({ user })).user;
    expect(await shown('U0ADA')).toMatchObject({ team_id: 'T0ACME', is_restricted: false, is_email_confirmed: true });
    expect(await shown('U0ADA')).toMatchObject({ profile: { email: 'ada@acme.test', real_name: 'Ada Lindqvist' } });
    expect(await shown('U0GIN')).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
    expect(await shown('U0SAM')).toMatchObject({ team_id: 'T0PARTNER', is_stranger: true });
    expect(await shown('U0DORA')).toMatchObject({ deleted: true });
    expect(await errorOf(open.client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
    expect((await open.client.users.lookupByEmail({ email: 'ADA@acme.test' })).user?.id).toBe('U0ADA');
    expect(await errorOf(open.client.users.lookupByEmail({ email: 'dora@acme.test' }))).toBe('users_not_found');
  });

  it('keeps the app out of channels that it is not in', async () => {
    const say = (channel: string) => errorOf(open.client.chat.postMessage({ channel, text: 'hello' }));
    expect(await say('C0SECRET')).toBe('channel_not_found');
    expect(await say('C0LOUNGE')).toBe('not_in_channel');
    expect(await say('C0NOWHERE')).toBe('channel_not_found');
    expect(await say('U0DORA')).toBe('user_disabled');
    expect(await errorOf(open.client.conversations.history({ channel: 'C0LOUNGE' }))).toBe('not_in_channel');
  });

  it('posts, finds by metadata, changes and deletes', async () => {
    const metadata = { event_type: 'card', event_payload: { key: 'k1' } };
    const { channel: direct } = await open.client.conversations.open({ users: 'U0MIA' });
    const channel = direct!.id!;
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'hello' } }];
    const { ts } = await open.client.chat.postMessage({ channel, text: 'hello', blocks, metadata });

    const plain = await open.client.conversations.history({ channel });
    expect(plain.messages![0]).not.toHaveProperty('metadata');
    const full = await open.client.conversations.history({
      channel,
      include_all_metadata: true,
      oldest: ts!,
      inclusive: true,
    });
    expect(full.messages).toMatchObject([
      { ts, metadata, bot_id: 'B0LATCHKEY', blocks: [{ block_id: expect.any(String) }] },
    ]);

    await open.client.chat.update({ channel, ts: ts!, text: 'only words now' });
    const [updated] = (await open.client.conversations.history({ channel, include_all_metadata: true })).messages!;
    expect(updated).toMatchObject({ text: 'only words now', metadata });
    expect(updated).not.toHaveProperty('blocks');

    await open.client.chat.delete({ channel, ts: ts! });
    expect(await errorOf(open.client.chat.update({ channel, ts: ts!, text: 'late' }))).toBe('message_not_found');
  });

  it('changes only its own messages', async () => {
    await open.hands.post('/users/ada/type', { channel: 'general', text: 'mine' });
    const { messages } = await open.hands.get('/users/ada/channels/general/messages');
    const { ts } = messages.find((message) => message.text === 'mine')!;
    expect(await errorOf(open.client.chat.update({ channel: 'C0GENERAL', ts, text: 'yours' }))).toBe(
      'cant_update_message',
    );
    expect(await errorOf(open.client.chat.delete({ channel: 'C0GENERAL', ts }))).toBe('cant_delete_message');
  });

  it('pages through history, newest first, without what is ephemeral', async () => {
    const channel = 'C0PARTNER';
    for (const text of ['one', 'two', 'three']) await open.client.chat.postMessage({ channel, text });
    await open.client.chat.postEphemeral({ channel, user: 'U0MIA', text: 'psst' });
    const first = await open.client.conversations.history({ channel, limit: 2 });
    expect(first.messages!.map((message) => message.text)).toEqual(['three', 'two']);
    const cursor = first.response_metadata!.next_cursor!;
    const second = await open.client.conversations.history({ channel, limit: 2, cursor });
    expect(second.messages!.map((message) => message.text)).toEqual(['one']);
    expect(second.has_more).toBe(false);
  });

  it('shows an ephemeral message to its one person, who must be in the channel', async () => {
    const { client, hands } = open;
    await client.chat.postEphemeral({ channel: 'C0AUDIT', user: 'U0ADA', text: 'for your eyes' });
    const { messages } = await hands.get('/users/ada/channels/access-audit/messages');
    expect(messages.at(-1)).toMatchObject({ text: 'for your eyes', isEphemeral: true });
    const outside = client.chat.postEphemeral({ channel: 'C0AUDIT', user: 'U0MIA', text: 'x' });
    expect(await errorOf(outside)).toBe('user_not_in_channel');
    expect((await hands.get('/users/mia/channels/access-audit/messages')).error).toContain('is not in');
  });

  it('says that a conversation is unchanged to whoever knows its version, and shows every change', async () => {
    const { client, hands } = open;
    const path = '/users/ada/channels/general/messages';
    const { ts } = await client.chat.postMessage({ channel: 'C0GENERAL', text: 'first' });
    const { version } = await hands.get(path);
    const again = () => hands.get(`${path}?known=${encodeURIComponent(version!)}`);
    expect(await again()).toEqual({ ok: true, version, unchanged: true });
    await client.chat.postMessage({ channel: 'C0AUDIT', text: 'elsewhere' });
    expect(await again()).toMatchObject({ unchanged: true });

    await client.chat.update({ channel: 'C0GENERAL', ts: ts!, text: 'changed' });
    const changed = await again();
    expect(changed.messages.at(-1)).toMatchObject({ text: 'changed' });
    expect(changed.version).not.toBe(version);
  });
});
