import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { connectSlack } from '../../../src/chat/slack/index.ts';
import { apiUrl, expectAllAsked, fakeClock, recordingLog, slackAnswers } from './helpers.ts';

afterEach(expectAllAsked);

const config = { botToken: 'xoxb-1', signingSecret: 's', appToken: null, apiUrl };
const me = { ok: true, team_id: 'T1', user_id: 'UBOT', bot_id: 'BBOT', team: 'Acme', url: 'https://acme.slack.test/' };

describe('connecting to Slack', () => {
  it('asks who we are, and waits while Slack is away', async () => {
    const clock = fakeClock();
    const log = recordingLog();
    nock(apiUrl).post('/auth.test').reply(503);
    nock(apiUrl).post('/auth.test').reply(429, {}, { 'retry-after': '7' });
    nock(apiUrl).post('/auth.test').reply(200, me);
    const slack = await connectSlack(config, { log, clock });
    expect(slack.chat.platform).toBe('slack');
    expect(clock.slept).toEqual([1_000, 7_000]);
    expect(log.lines.filter(({ text }) => text.includes('trying again'))).toHaveLength(2);
    await slack.close();
  });

  it('stops with the name of the variable when the token is refused', async () => {
    void slackAnswers('auth.test', { ok: false, error: 'invalid_auth' });
    const parts = { log: recordingLog(), clock: fakeClock() };
    await expect(connectSlack(config, parts)).rejects.toThrow(/SLACK_BOT_TOKEN \(invalid_auth\)/);
  });

  it('stops waiting when it is told to', async () => {
    const stop = new AbortController();
    const clock = fakeClock();
    nock(apiUrl).post('/auth.test').reply(503);
    clock.sleep = (ms) => {
      stop.abort(new Error('stopped'));
      clock.time += ms;
      return Promise.resolve();
    };
    await expect(connectSlack(config, { log: recordingLog(), clock, signal: stop.signal })).rejects.toThrow('stopped');
  });

  it('takes the enterprise for the workspace of an installation for the whole organisation', async () => {
    void slackAnswers('auth.test', { ...me, team_id: undefined, enterprise_id: 'E1' });
    const { chat } = await connectSlack(config, { log: recordingLog(), clock: fakeClock() });
    void slackAnswers('users.info', { ok: true, user: { id: 'U0ADA' } });
    expect(await chat.accountByName('U0ADA')).toMatchObject({ workspace: 'E1' });
  });
});
