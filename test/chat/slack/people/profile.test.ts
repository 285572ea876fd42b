import { afterEach, describe, expect, it } from 'vitest';
import { createProfiles, judgeUser } from '../../../../src/chat/slack/people/profile.ts';
import type { SlackUser } from '../../../../src/chat/slack/people/profile.ts';
import { ChatUnavailable } from '../../../../src/ports/chat.ts';
import { expectAllAsked, fakeClock, fixture, own, slackAnswers, testWeb } from '../helpers.ts';

const recorded = fixture('users.info');
const user = recorded['user'] as SlackUser;
const account = { platform: 'slack', workspace: 'T1', user: 'U0G9QF9C6' };

describe('who is inside', () => {
  it('takes in a full member of our team, with name and e-mail', () => {
    expect(judgeUser(account, user, own)).toEqual({
      inside: true,
      account,
      name: 'Grace Hopper',
      email: 'Grace@acme.test',
      timeZone: 'Europe/Berlin',
    });
  });

  it('knows no time zone where the profile has none, or one that nobody knows', () => {
    for (const tz of [undefined, null, '', 'Mars/Olympus', '+01:00']) {
      expect(judgeUser(account, { ...user, tz }, own)).not.toHaveProperty('timeZone');
    }
  });

  const grid = { ...own, enterprise: 'E1' };
  it.each([
    ['a member of another team of our enterprise', { team_id: 'T2', enterprise_user: { enterprise_id: 'E1' } }, grid],
    ['a member that reports the enterprise itself', { team_id: 'T2', enterprise_id: 'E1' }, grid],
    ['one whom Slack calls a stranger, on our own team', { is_stranger: true }, own],
    ['one whose confirmation Slack does not tell', { is_email_confirmed: undefined }, own],
  ])('takes in %s', (_, change, self) => {
    expect(judgeUser(account, { ...user, ...change }, self).inside).toBe(true);
  });

  it.each([
    ['guest', { is_restricted: true }, own],
    ['guest', { is_ultra_restricted: true }, own],
    ['bot', { is_bot: true }, own],
    ['deactivated', { deleted: true }, own],
    ['stranger', { team_id: 'T2' }, own],
    ['stranger', { team_id: 'T2', is_stranger: false, enterprise_user: { enterprise_id: 'E2' } }, grid],
    ['stranger', { team_id: undefined, enterprise_id: undefined }, own],
    ['no-email', { profile: { real_name: 'Grace' } }, own],
    ['no-email', { profile: { email: ' ' } }, own],
    ['unconfirmed', { is_email_confirmed: false }, own],
    ['not-found', { id: 'UOTHER' }, own],
  ])('refuses a %s: %o', (why, change, self) => {
    const profile = judgeUser(account, { ...user, ...change }, self);
    expect(profile).toMatchObject({ inside: false, why });
    expect(profile.inside ? '' : profile.sentence).toMatch(/[:.] .+\.$/);
  });

  it('refuses Slackbot, which says that it is no bot', () => {
    const slackbot = { ...account, user: 'USLACKBOT' };
    expect(judgeUser(slackbot, { ...user, id: 'USLACKBOT', is_bot: false }, own)).toMatchObject({ why: 'bot' });
  });
});

describe('reading profiles', () => {
  afterEach(expectAllAsked);

  function setUp() {
    const clock = fakeClock();
    return { clock, profiles: createProfiles({ web: testWeb(clock), own, clock }) };
  }

  it('asks once for many questions, and again after a minute', async () => {
    const { clock, profiles } = setUp();
    const asked = slackAnswers('users.info', recorded);
    const answers = await Promise.all([1, 2, 3].map(() => profiles.profile(account)));
    expect(answers.every(({ inside }) => inside)).toBe(true);
    expect(await asked).toMatchObject({ user: 'U0G9QF9C6' });
    clock.time += 59_999;
    await profiles.profile(account);
    clock.time += 1;
    const again = slackAnswers('users.info', recorded);
    await profiles.profile(account);
    await again;
  });

  it('reads past the cache when fresh is asked for, and after the profile changed', async () => {
    const { profiles } = setUp();
    void slackAnswers('users.info', recorded);
    await profiles.profile(account);
    void slackAnswers('users.info', { ok: true, user: { ...user, deleted: true } });
    expect(await profiles.profile(account, { fresh: true })).toMatchObject({ why: 'deactivated' });
    expect(await profiles.profile(account)).toMatchObject({ why: 'deactivated' });
    profiles.forget(account.user);
    void slackAnswers('users.info', recorded);
    expect(await profiles.profile(account)).toMatchObject({ inside: true });
  });

  it('does not remember a failure, which is no answer', async () => {
    const { profiles } = setUp();
    void slackAnswers('users.info', { ok: false, error: 'missing_scope' });
    await expect(profiles.profile(account)).rejects.toThrow(ChatUnavailable);
    void slackAnswers('users.info', {}, 503);
    await expect(profiles.profile(account)).rejects.toThrow(ChatUnavailable);
    void slackAnswers('users.info', recorded);
    expect(await profiles.profile(account)).toMatchObject({ inside: true });
  });

  it('refuses an account that Slack does not know, and one of another workspace unasked', async () => {
    const { profiles } = setUp();
    void slackAnswers('users.info', { ok: false, error: 'user_not_found' });
    expect(await profiles.profile(account)).toMatchObject({ inside: false, why: 'not-found' });
    expect(await profiles.profile({ ...account, workspace: 'T2' })).toMatchObject({ why: 'not-found' });
  });

  it('finds the account of an e-mail, or nobody', async () => {
    const { profiles } = setUp();
    const asked = slackAnswers('users.lookupByEmail', recorded);
    expect(await profiles.accountByEmail('grace@acme.test')).toEqual(account);
    expect(await asked).toMatchObject({ email: 'grace@acme.test' });
    void slackAnswers('users.lookupByEmail', { ok: false, error: 'users_not_found' });
    expect(await profiles.accountByEmail('nobody@acme.test')).toBeNull();
  });
});
