import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { createAnswer } from '../../../../src/chat/slack/outbound/answer.ts';
import type { SlackReply } from '../../../../src/chat/slack/outbound/answer.ts';
import { createRender } from '../../../../src/chat/slack/outbound/render.ts';
import { say } from '../../../../src/domain/message.ts';
import { expectAllAsked, fakeClock, slackAnswers, testWeb } from '../helpers.ts';

afterEach(expectAllAsked);

const clock = fakeClock();
const answer = createAnswer({
  web: testWeb(clock),
  apiUrl: 'https://hooks.slack.test/api/',
  render: createRender('T1'),
  clock,
});
const reply: SlackReply = {
  platform: 'slack',
  user: 'U1',
  channel: 'C1',
  responseUrl: 'https://hooks.slack.test/commands/1',
  at: clock.time,
};
const hook = () => nock('https://hooks.slack.test').post('/commands/1');

describe('answering in private', () => {
  it('uses the response URL while it lives, and replaces nothing', async () => {
    let body: unknown;
    hook().reply(200, (_uri, given) => {
      body = given;
      return 'ok';
    });
    await answer(reply, say('Done.'));
    expect(body).toMatchObject({ response_type: 'ephemeral', replace_original: false, text: 'Done.' });
  });

  it.each([
    ['used up', 404, '{"ok":false,"error":"used_url"}'],
    ['expired', 404, '{"ok":false,"error":"expired_url"}'],
    ['refused with a 200', 200, '{"ok":false,"error":"no_text"}'],
    ['broken', 500, ''],
    ['flooded', 429, ''],
  ])('goes to the channel when the response URL is %s', async (_, status, body) => {
    hook().reply(status, body);
    const asked = slackAnswers('chat.postEphemeral', { ok: true, message_ts: '1.0' });
    await answer(reply, say('Done.'));
    expect(await asked).toMatchObject({ channel: 'C1', user: 'U1', text: 'Done.' });
  });

  it('does not try a response URL after half an hour', async () => {
    void slackAnswers('chat.postEphemeral', { ok: true });
    await answer({ ...reply, at: clock.time - 29 * 60_000 }, say('Done.'));
  });

  it('writes a direct message where we are not in the channel', async () => {
    void slackAnswers('chat.postEphemeral', { ok: false, error: 'not_in_channel' });
    void slackAnswers('conversations.open', { ok: true, channel: { id: 'D1' } });
    const asked = slackAnswers('chat.postMessage', { ok: true, ts: '1.0' });
    await answer({ ...reply, responseUrl: null }, say('Done.'));
    expect(await asked).toMatchObject({ channel: 'D1', text: 'Done.' });
  });

  it('writes a direct message at once where there is no channel', async () => {
    void slackAnswers('conversations.open', { ok: true, channel: { id: 'D1' } });
    void slackAnswers('chat.postMessage', { ok: true, ts: '1.0' });
    await answer({ ...reply, responseUrl: null, channel: null }, say('Done.'));
  });

  it('is to be tried again when one of the ways was only away', async () => {
    hook().reply(500);
    void slackAnswers('chat.postEphemeral', { ok: false, error: 'user_not_in_channel' });
    void slackAnswers('conversations.open', { ok: false, error: 'user_disabled' });
    await expect(answer(reply, say('Done.'))).rejects.toMatchObject({ name: 'ChatUnavailable' });
  });

  it('is refused for good when all ways are', async () => {
    hook().reply(404, '{"ok":false,"error":"expired_url"}');
    void slackAnswers('chat.postEphemeral', { ok: false, error: 'user_not_in_channel' });
    void slackAnswers('conversations.open', { ok: false, error: 'user_disabled' });
    await expect(answer(reply, say('Done.'))).rejects.toMatchObject({ name: 'ChatRefused', code: 'user_disabled' });
  });
});
