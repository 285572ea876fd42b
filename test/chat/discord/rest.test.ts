import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { createRest } from '../../../src/chat/discord/rest.ts';
import { ChatRefused, ChatUnavailable } from '../../../src/ports/chat.ts';
import { fakeClock } from './helpers.ts';

const api = 'https://discord.test';
const restAt = (clock = fakeClock()) => createRest({ token: 'the-token', apiUrl: `${api}/api` }, clock, fetch);
async function failure(call: Promise<unknown>): Promise<ChatUnavailable | ChatRefused> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ChatUnavailable || error instanceof ChatRefused) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
const waitOf = (error: Error): number => (error instanceof ChatUnavailable ? (error.retryAfterMs ?? 0) : 0);

describe('calling Discord', () => {
  afterEach(() => nock.cleanAll());

  it('says who we are, and why in the audit log', async () => {
    const scope = nock(api, { reqheaders: { authorization: 'Bot the-token', 'x-audit-log-reason': 'access%203f' } })
      .put('/api/v10/guilds/1/members/2/roles/3')
      .reply(204);
    await restAt()('PUT', '/guilds/1/members/2/roles/3', { reason: 'access 3f' });
    scope.done();
  });

  it('hands on Discord’s own code when it refuses, without addresses and bodies', async () => {
    nock(api)
      .post('/api/v10/channels/1/messages')
      .reply(403, { code: 50007, message: 'Cannot send messages to this user' });
    const error = await failure(restAt()('POST', '/channels/1/messages', { body: { content: 'private words' } }));
    expect(error).toBeInstanceOf(ChatRefused);
    expect(error).toMatchObject({ code: '50007' });
    expect(JSON.stringify([error.message, String(error.cause), Object.keys(error.cause as object)])).not.toContain(
      'private',
    );
  });

  it.each([
    [401, { code: 0, message: '401: Unauthorized' }, 'http_401'],
    [404, { code: 0, message: '404: Not Found' }, 'http_404'],
    [400, { error: 'invalid_grant', error_description: 'Invalid "code" in request.' }, 'invalid_grant'],
  ])('gives a refusal without a code of its own (%i) a word', async (status, body, code) => {
    nock(api).get('/api/v10/users/@me').reply(status, body);
    expect(await failure(restAt()('GET', '/users/@me'))).toMatchObject({ name: 'ChatRefused', code });
  });

  it('goes on with its token after one call was not authorized', async () => {
    nock(api).get('/api/v10/users/@me').reply(401, { code: 0, message: '401: Unauthorized' });
    nock(api, { reqheaders: { authorization: 'Bot the-token' } })
      .get('/api/v10/users/@me')
      .reply(200, { id: '1' });
    const rest = restAt();
    await failure(rest('GET', '/users/@me'));
    expect(await rest('GET', '/users/@me')).toEqual({ id: '1' });
  });

  it.each([
    ['a broken connection', () => nock(api).get('/api/v10/users/@me').replyWithError('socket hang up')],
    ['a gateway’s error page', () => nock(api).get('/api/v10/users/@me').reply(502, '<html>')],
    [
      'an overloaded part',
      () => nock(api).get('/api/v10/users/@me').reply(400, { code: 130000, message: 'Overloaded' }),
    ],
  ])('backs off after %s', async (_what, prepare) => {
    prepare();
    expect(await failure(restAt()('GET', '/users/@me'))).toMatchObject({ name: 'ChatUnavailable', retryAfterMs: null });
  });

  it('waits as told, asks the route no more until then, and others all the same', async () => {
    const clock = fakeClock();
    const rest = restAt(clock);
    const limited = nock(api)
      .get('/api/v10/channels/111111111111111111/messages/222222222222222222')
      .reply(429, { message: 'You are being rate limited.', retry_after: 1.5, global: false }, { 'retry-after': '2' });
    const route = (message: string, channel = '111111111111111111') =>
      rest('GET', `/channels/${channel}/messages/${message}`);
    const first = await failure(route('222222222222222222'));
    expect(first).toBeInstanceOf(ChatUnavailable);
    expect(waitOf(first)).toBeGreaterThanOrEqual(1_500);
    limited.done();
    clock.time += 500;
    const second = await failure(route('333333333333333333'));
    expect(waitOf(second)).toBe(waitOf(first) - 500);
    nock(api).get('/api/v10/channels/444444444444444444/messages/1').reply(200, { id: '1' });
    expect(await route('1', '444444444444444444')).toEqual({ id: '1' });
    clock.time += waitOf(first);
    nock(api).get('/api/v10/channels/111111111111111111/messages/333333333333333333').reply(200, { id: '3' });
    expect(await route('333333333333333333')).toEqual({ id: '3' });
  });

  it('asks nothing at all while everything is limited', async () => {
    const clock = fakeClock();
    const rest = restAt(clock);
    nock(api)
      .get('/api/v10/users/1')
      .reply(
        429,
        { message: 'x', retry_after: 60, global: true },
        { 'retry-after': '60', 'x-ratelimit-global': 'true' },
      );
    await failure(rest('GET', '/users/1'));
    expect(await failure(rest('GET', '/guilds/1'))).toMatchObject({ name: 'ChatUnavailable' });
  });

  it('keeps the token of an interaction out of what it says', async () => {
    nock(api)
      .patch('/api/v10/webhooks/1/s3cret-token/messages/@original')
      .reply(404, { code: 10015, message: 'Unknown Webhook' });
    const error = await failure(restAt()('PATCH', '/webhooks/1/s3cret-token/messages/@original', { open: true }));
    expect(error.message).toBe('Discord refused PATCH /webhooks/1/…/messages/@original: 10015');
    expect(String(error.cause)).not.toContain('s3cret');
  });
});
