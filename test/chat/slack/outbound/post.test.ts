import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { createPace } from '../../../../src/chat/pace.ts';
import { createPost } from '../../../../src/chat/slack/outbound/post.ts';
import { createRender } from '../../../../src/chat/slack/outbound/render.ts';
import { say } from '../../../../src/domain/message.ts';
import type { ChatUnavailable } from '../../../../src/ports/chat.ts';
import { apiUrl, expectAllAsked, fakeClock, own, readForm, recordingLog, slackAnswers, testWeb } from '../helpers.ts';

afterEach(expectAllAsked);

function setUp() {
  const clock = fakeClock();
  const log = recordingLog();
  const web = testWeb(clock, log);
  return { clock, log, ...createPost({ web, own, render: createRender('T1'), pace: createPace(clock, 1_000), log }) };
}
const nobody = new Map<string, never>();
const sent = { ok: true, channel: 'C1', ts: '1763800000.000100' };

describe('posting to Slack', () => {
  it('puts the key into the metadata, and says where the message stands', async () => {
    const asked = slackAnswers('chat.postMessage', sent);
    const { post } = setUp();
    expect(await post('C1', say('Hello <!channel>'), 'card-1', nobody)).toEqual({
      channel: 'C1',
      message: '1763800000.000100',
    });
    expect(await asked).toMatchObject({
      channel: 'C1',
      text: 'Hello &lt;!channel&gt;',
      metadata: { event_type: 'latchkey_card', event_payload: { key: 'card-1' } },
      blocks: [{ type: 'section' }],
      unfurl_links: 'false',
    });
  });

  it('edits a message in place', async () => {
    const asked = slackAnswers('chat.update', sent);
    await setUp().update({ channel: 'C1', message: '1.2' }, say('New'), nobody);
    expect(await asked).toMatchObject({ channel: 'C1', ts: '1.2', text: 'New' });
  });

  it('sends nothing where whoever sends it may not any more', async () => {
    const { post, update } = setUp();
    const lost = () => Promise.reject(new Error('somebody else sends it by now'));
    await expect(post('C1', say('x'), 'card-1', nobody, lost)).rejects.toThrow('somebody else');
    await expect(update({ channel: 'C1', message: '1.2' }, say('x'), nobody, lost)).rejects.toThrow('somebody else');
  });

  it('lets one message a second into a channel, and hands a longer wait back', async () => {
    const { pace, post, clock } = setUp();
    const inTurn = async (channel: string, key: string) => {
      await pace(channel, key);
      return post(channel, say('x'), key, nobody);
    };
    clock.sleep = (ms) => Promise.resolve(void clock.slept.push(ms));
    nock(apiUrl).post('/chat.postMessage').times(5).reply(200, sent);
    const burst = ['1', '2', '3', '4'].map((key) => inTurn('C1', key));
    const results = await Promise.allSettled(burst);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(clock.slept).toEqual([1_000, 2_000]);
    expect((results[3] as PromiseRejectedResult).reason).toMatchObject({
      name: 'ChatUnavailable',
      retryAfterMs: 3_000,
    });
    await inTurn('C2', '5');
    clock.time += 3_000;
    await inTurn('C1', '4');
  });

  it('waits as told after a 429, without asking again', async () => {
    const { post, clock } = setUp();
    void slackAnswers('chat.postMessage', { ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' });
    const wait = { name: 'ChatUnavailable', retryAfterMs: 30_000 };
    await expect(post('C1', say('x'), 'k', nobody)).rejects.toMatchObject(wait);
    clock.time += 10_000;
    await expect(post('C1', say('x'), 'k', nobody)).rejects.toMatchObject({ ...wait, retryAfterMs: 20_000 });
    clock.time += 20_000;
    void slackAnswers('chat.postMessage', sent);
    await post('C1', say('x'), 'k', nobody);
  });

  it.each([
    ['a 5xx', 503, {}],
    ['a passing error', 200, { ok: false, error: 'fatal_error' }],
    ['something that is not JSON', 200, '<html>Down</html>'],
  ])('calls it unavailable, without a wait, on %s', async (_, status, body) => {
    void slackAnswers('chat.postMessage', body, status);
    await expect(setUp().post('C1', say('x'), 'k', nobody)).rejects.toMatchObject({
      name: 'ChatUnavailable',
      retryAfterMs: null,
    } satisfies Partial<ChatUnavailable>);
  });

  it('calls it unavailable when the network is gone', async () => {
    nock(apiUrl).post('/chat.postMessage').replyWithError('connect ECONNREFUSED');
    await expect(setUp().post('C1', say('x'), 'k', nobody)).rejects.toMatchObject({ name: 'ChatUnavailable' });
  });

  it('hands on a refusal for good with the code of Slack', async () => {
    void slackAnswers('chat.postMessage', { ok: false, error: 'channel_not_found' });
    await expect(setUp().post('C1', say('x'), 'k', nobody)).rejects.toMatchObject({
      name: 'ChatRefused',
      code: 'channel_not_found',
    });
  });
});

describe('finding a message again', () => {
  const metadata = (key: string) => ({ event_type: 'latchkey_card', event_payload: { key } });

  it('looks for the key in our own messages since then, page by page', async () => {
    const first = slackAnswers('conversations.history', {
      ok: true,
      messages: [
        { type: 'message', user: 'UOTHER', bot_id: 'BOTHER', ts: '5.0', metadata: metadata('card-1') },
        { type: 'message', user: 'UBOT', bot_id: 'BBOT', ts: '4.0', metadata: metadata('card-2') },
      ],
      has_more: true,
      response_metadata: { next_cursor: 'next' },
    });
    const second = first.then(() =>
      slackAnswers('conversations.history', {
        ok: true,
        messages: [{ type: 'message', user: 'UBOT', ts: '3.0', metadata: metadata('card-1') }],
      }),
    );
    expect(await setUp().find('C1', 'card-1', 1_763_800_000_123)).toEqual({ channel: 'C1', message: '3.0' });
    expect(await first).toMatchObject({ channel: 'C1', oldest: '1763800000.123000', include_all_metadata: 'true' });
    expect(await second).toMatchObject({ cursor: 'next' });
  });

  it('says that there is none', async () => {
    void slackAnswers('conversations.history', { ok: true, messages: [], has_more: false });
    expect(await setUp().find('C1', 'card-1', 0)).toBeNull();
  });

  it.each(['missing_scope', 'not_in_channel', 'unknown_method', 'channel_not_found'])(
    'does not know without history (%s), and warns once a channel',
    async (error) => {
      const { find, log } = setUp();
      nock(apiUrl).post('/conversations.history').twice().reply(200, { ok: false, error });
      expect(await find('C1', 'k', 0)).toBe('unknown');
      expect(await find('C1', 'k', 0)).toBe('unknown');
      expect(log.lines.filter(({ fields }) => 'channel' in fields)).toEqual([
        expect.objectContaining({ level: 'warn', fields: { channel: 'C1', why: error } }),
      ]);
    },
  );

  it('waits rather than not to know when Slack is away', async () => {
    void slackAnswers('conversations.history', {}, 500);
    await expect(setUp().find('C1', 'k', 0)).rejects.toMatchObject({ name: 'ChatUnavailable' });
  });
});

describe('direct messages', () => {
  const account = { platform: 'slack', workspace: 'T1', user: 'U1' };

  it('opens the channel', async () => {
    const asked = slackAnswers('conversations.open', { ok: true, channel: { id: 'D1' } });
    expect(await setUp().directChannel(account)).toBe('D1');
    expect(await asked).toMatchObject({ users: 'U1' });
  });

  it('says that there is none for who has left', async () => {
    void slackAnswers('conversations.open', { ok: false, error: 'user_disabled' });
    expect(await setUp().directChannel(account)).toBeNull();
  });

  it('does not take a missing scope for a closed door', async () => {
    void slackAnswers('conversations.open', { ok: false, error: 'missing_scope' });
    await expect(setUp().directChannel(account)).rejects.toMatchObject({ code: 'missing_scope' });
  });
});

it('reads what the client sends', () => {
  expect(readForm('a=1&b=%5B2%5D')).toEqual({ a: '1', b: [2] });
});
