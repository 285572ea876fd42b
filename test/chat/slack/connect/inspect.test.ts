import { afterEach, describe, expect, it } from 'vitest';
import { inspect } from '../../../../src/chat/slack/connect/inspect.ts';
import { lackingScopes, scopes } from '../../../../src/chat/slack/connect/scopes.ts';
import { apiUrl, expectAllAsked, fakeClock, recordingLog, slackAnswers } from '../helpers.ts';

afterEach(expectAllAsked);

const ask = async () => {
  void slackAnswers('auth.test', { ok: true, team_id: 'T1', user_id: 'U1' });
  const named = { channels: [{ path: 'channels.approvals.slack', id: 'C1' }] };
  const parts = { log: recordingLog(), clock: fakeClock() };
  return (await inspect({ botToken: 'xoxb-1', apiUrl }, named, parts)).map(({ sentence }) => sentence);
};
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

describe('Socket Mode', () => {
  const withAppToken = async () => {
    void slackAnswers('auth.test', { ok: true, team_id: 'T1', user_id: 'U1' });
    const parts = { log: recordingLog(), clock: fakeClock() };
    return inspect({ botToken: 'xoxb-1', appToken: 'xapp-1', apiUrl }, { channels: [] }, parts);
  };

  it('is asked for with the app token, and said to be refused', async () => {
    void slackAnswers('apps.connections.open', { ok: true, url: 'wss://slack.test/link' });
    expect(await withAppToken()).toEqual([]);
    void slackAnswers('apps.connections.open', { ok: false, error: 'token_revoked' });
    const [found] = await withAppToken();
    expect(found).toMatchObject({ isProblem: true });
    expect(found?.sentence).toMatch(/can’t be opened \(token_revoked\)\. .*connections:write/);
  });
});

describe('the scopes of the app', () => {
  const all = scopes.map(({ scope }) => scope);
  const without = (...missing: readonly string[]) => lackingScopes(all.filter((scope) => !missing.includes(scope)));

  it('says nothing where all are there, and more', () => {
    expect(lackingScopes([...all, 'team:read'])).toEqual([]);
  });

  it('names what Latchkey needs in one sentence, as a problem', () => {
    expect(without('im:write', 'users:read')).toEqual([
      {
        sentence:
          'The app lacks the scopes im:write, users:read: add them under “OAuth & Permissions” of the app and install it again.',
        isProblem: true,
      },
    ]);
  });

  it('warns of what it goes on without, with what follows', () => {
    expect(without('groups:history')).toEqual([
      { sentence: expect.stringContaining('may be posted twice after a crash') as string, isProblem: false },
    ]);
  });
});
