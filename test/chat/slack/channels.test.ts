import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { channelWarnings } from '../../../src/chat/slack/channels.ts';
import { apiUrl, fakeClock, recordingLog, slackAnswers } from './helpers.ts';

afterEach(() => {
  const left = nock.pendingMocks();
  nock.cleanAll();
  expect(left).toEqual([]);
});

const ask = () =>
  channelWarnings({ botToken: 'xoxb-1', apiUrl }, [{ path: 'channels.approvals.slack', id: 'C1' }], {
    log: recordingLog(),
    clock: fakeClock(),
  });
const quiet = { id: 'C1', is_private: true, is_ext_shared: false, is_member: true, is_archived: false };

describe('what to know of a configured channel', () => {
  it('says nothing of a private one with the bot in it', async () => {
    void slackAnswers('conversations.info', { ok: true, channel: quiet });
    expect(await ask()).toEqual([]);
  });

  it.each([
    [{ is_private: false }, /is public/],
    [{ is_ext_shared: true }, /another organisation/],
    [{ is_pending_ext_shared: true }, /another organisation/],
    [{ is_org_shared: true }, /workspaces of your organisation/],
    [{ is_archived: true }, /archived/],
    [{ is_member: false }, /invite it/],
  ])('warns of %o', async (change, words) => {
    void slackAnswers('conversations.info', { ok: true, channel: { ...quiet, ...change } });
    expect(await ask()).toEqual([expect.stringMatching(words)]);
  });

  it.each([
    [{ ok: false, error: 'channel_not_found' }, 200],
    [{}, 503],
  ])('says so when it cannot be looked at: %o', async (body, status) => {
    void slackAnswers('conversations.info', body, status);
    expect(await ask()).toEqual([expect.stringMatching(/^channels.approvals.slack \(C1\) cannot be looked at/)]);
  });
});
