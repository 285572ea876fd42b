import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { sortRefusal, sortResponseUrl } from '../../../../src/chat/slack/connect/refusals.ts';
import { fakeClock, slackAnswers, testWeb } from '../helpers.ts';

afterEach(() => nock.cleanAll());

describe('what Slack refuses is sorted by its code (DESIGN §4, Delivery)', () => {
  const post = 'chat.postMessage';
  it.each([
    ['ratelimited', 'transient', 'message'],
    ['internal_error', 'transient', 'message'],
    ['invalid_auth', 'blocked', 'token'],
    ['token_revoked', 'blocked', 'token'],
    ['account_inactive', 'blocked', 'token'],
    ['missing_scope', 'blocked', 'token'],
    ['not_in_channel', 'blocked', 'channel'],
    ['is_archived', 'blocked', 'channel'],
    ['channel_not_found', 'blocked', 'channel'],
    ['restricted_action', 'blocked', 'channel'],
    ['messages_tab_disabled', 'blocked', 'channel'],
    ['cannot_dm_bot', 'unreachable', 'message'],
    ['user_disabled', 'unreachable', 'message'],
    ['expired_url', 'expired', 'message'],
    ['used_url', 'expired', 'message'],
    ['user_not_in_channel', 'expired', 'message'],
    ['message_not_found', 'gone', 'message'],
    ['edit_window_closed', 'gone', 'message'],
    ['cant_update_message', 'gone', 'message'],
    ['invalid_blocks', 'our-fault', 'message'],
    ['msg_too_long', 'our-fault', 'message'],
  ] as const)('%s: %s, concerning the %s', (code, kind, concerns) => {
    expect(sortRefusal(code, post, 'C1')).toEqual({ kind, concerns, isKnown: true });
  });

  it('a code that nobody knows concerns only its message', () => {
    expect(sortRefusal('brand_new_code', post, 'C1')).toEqual({
      kind: 'our-fault',
      concerns: 'message',
      isKnown: false,
    });
  });

  it.each(['restricted_action', 'channel_not_found', 'is_archived'])(
    'in a direct message, %s means that this account can’t be reached',
    (code) => {
      expect(sortRefusal(code, post, 'D1').kind).toBe('unreachable');
      expect(sortRefusal('restricted_action', 'conversations.open').kind).toBe('unreachable');
    },
  );

  it('a scope that a look-up lacks says nothing about what can be written', () => {
    expect(sortRefusal('missing_scope', 'users.lookupByEmail').concerns).toBe('message');
    expect(sortRefusal('missing_scope', 'conversations.history').concerns).toBe('message');
    expect(sortRefusal('missing_scope', 'conversations.open').concerns).toBe('message');
  });

  it('a response URL is closed by whatever isn’t passing, and says nothing about the token', () => {
    expect(sortResponseUrl('expired_url').kind).toBe('expired');
    expect(sortResponseUrl('invalid_auth')).toEqual({ kind: 'expired', concerns: 'message', isKnown: true });
    expect(sortResponseUrl('http_404').kind).toBe('expired');
    expect(sortResponseUrl('http_503').kind).toBe('transient');
    expect(sortResponseUrl('no_text').kind).toBe('our-fault');
  });
});

describe('an answer that isn’t Slack’s', () => {
  const call = () =>
    testWeb(fakeClock())('chat.postMessage', (client) => client.chat.postMessage({ channel: 'C1', text: 'x' }), 'C1');

  it('a page with status 200 says that Slack is away', async () => {
    void slackAnswers('chat.postMessage', '<html>Maintenance</html>', 200);
    await expect(call()).rejects.toMatchObject({ name: 'ChatUnavailable', kind: 'transient' });
  });

  it('a page with status 403 blocks this message alone', async () => {
    void slackAnswers('chat.postMessage', '<html>Forbidden</html>', 403);
    await expect(call()).rejects.toMatchObject({ code: 'http_403', kind: 'blocked', concerns: 'message' });
  });

  it('a 401 concerns the token', async () => {
    void slackAnswers('chat.postMessage', '<html>Unauthorized</html>', 401);
    await expect(call()).rejects.toMatchObject({ code: 'http_401', kind: 'blocked', concerns: 'token' });
  });
});
