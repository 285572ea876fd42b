import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { createRefusalBudget } from '../../../../src/chat/discord/connect/refusal-budget.ts';
import { createRest } from '../../../../src/chat/discord/connect/rest.ts';
import { ChatRefused, ChatUnavailable } from '../../../../src/ports/chat.ts';
import { fakeClock } from '../helpers.ts';

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

  it.each([
    [401, {}, true],
    [403, {}, true],
    [429, { 'x-ratelimit-scope': 'user', 'retry-after': '0' }, true],
    [429, { 'x-ratelimit-scope': 'shared', 'retry-after': '0' }, false],
    [404, {}, false],
    [500, {}, false],
  ])('stops where too many calls were refused within ten minutes: %i %j', async (status, headers, counts) => {
    let asked = 0;
    const clock = fakeClock();
    const answer = () => {
      asked += 1;
      return Promise.resolve(Response.json({ code: 0, message: 'x' }, { status, headers }) as never);
    };
    const rest = createRest({ token: 't', apiUrl: `${api}/api` }, clock, answer, createRefusalBudget(clock, 10));
    const call = (n: number) => failure(rest('GET', `/guilds/${n}/members/${n}`));
    for (let n = 0; n < 15; n++) await call(n);
    expect(asked).toBe(counts ? 10 : 15);
    if (!counts) return;
    const error = await call(5_000);
    expect(error).toMatchObject({ name: 'ChatUnavailable', code: 'too_many_refusals' });
    expect(waitOf(error)).toBeGreaterThanOrEqual(600_000);
    clock.time += waitOf(error);
    await call(6_000);
    expect(asked).toBe(11);
  });

  it('stays under 1,000 refusals in any ten minutes, those under way included', () => {
    const clock = fakeClock();
    const budget = createRefusalBudget(clock);
    const sent: number[] = [];
    const begin = () => {
      try {
        budget.begin('a call');
        sent.push(clock.time);
        return true;
      } catch {
        return false;
      }
    };
    for (let n = 0; n < 1_200; n++) if (!begin()) break;
    expect(sent).toHaveLength(999);
    for (let n = 0; n < 999; n++) budget.end(true);
    for (let second = 0; second < 3_600; second += 7) {
      clock.time += 7_000;
      for (let n = 0; n < 20 && begin(); n++) budget.end(true);
      const recent = sent.filter((at) => at > clock.time - 600_000);
      expect(recent.length).toBeLessThan(1_000);
    }
    expect(sent.length).toBeGreaterThan(4_000);
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
