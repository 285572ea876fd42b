import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { platforms } from '../../../src/chat/registry.ts';
import { chatChecks } from '../../../src/cli/doctor/chats.ts';
import { control } from '../../contracts/chat/control.ts';
import { handsOn as discordHands, openDiscord, world as guild } from '../../sandbox/discord/support.ts';
import { openSlack } from '../../sandbox/slack/support.ts';
import { testCatalogue } from '../../support/catalogue.ts';

const catalogue = testCatalogue({
  channels: {
    approvals: { slack: 'C0AUDIT', discord: '1100' },
    audit: { slack: 'C0PRIVATE', discord: '1200' },
  },
  targets: [{ entitlement: 'role:mdm-eu/Help desk', platform: 'discord', role: '2100', restore: false }],
});

describe('what doctor says of the chats', () => {
  let slack: Awaited<ReturnType<typeof openSlack>>;
  let discord: Awaited<ReturnType<typeof openDiscord>>;
  beforeAll(async () => {
    const [world, audit] = [(await import('../../sandbox/slack/support.ts')).world, { id: 'C0PRIVATE', name: 'audit' }];
    slack = await openSlack({ world: { ...world, channels: [...world.channels, { ...audit, private: true }] } });
    discord = await openDiscord({
      world: { ...guild, channels: [...guild.channels, { id: '1200', name: 'audit', private: true }] },
    });
  });
  beforeEach(async () => {
    await slack.hands.post('/reset');
    await slack.hands.patch('/settings', { scopes: null });
    await discord.hands.post('/app', { inGuild: true });
    await discord.hands.post('/reset');
  });
  afterAll(() => Promise.all([slack.slack.stop(), discord.discord.stop()]));

  const checks = async () => {
    const env = { ...slack.slack.env, ...discord.discord.env };
    const on = platforms.flatMap((one) => one.read(env).settings ?? []);
    return chatChecks(on, catalogue);
  };
  const said = async () => (await checks()).filter(({ ok, warning }) => !ok || warning === true);

  it('nothing where all is well', async () => {
    expect(await checks()).toEqual([
      { name: 'slack', ok: true, sentence: 'answers, and knows the bot’s token' },
      { name: 'discord', ok: true, sentence: 'answers, and knows the bot’s token' },
    ]);
  });

  it('scopes that are missing: a problem, or a warning where Latchkey goes on', async () => {
    const { settings } = await control(slack.slack.url)<{ settings: { scopes: string[] } }>('/world');
    const kept = settings.scopes.filter((scope) => scope !== 'users:read.email' && scope !== 'im:history');
    await slack.hands.patch('/settings', { scopes: kept });
    expect(await said()).toEqual([
      {
        name: 'slack',
        ok: false,
        warning: false,
        sentence: expect.stringMatching(/lacks the scope users:read\.email: add it/) as string,
      },
      { name: 'slack', ok: true, warning: true, sentence: expect.stringContaining('im:history') as string },
    ]);
  });

  it('channels: archived, without the bot, closed to it, deleted', async () => {
    await slack.hands.patch('/channels/C0AUDIT', { archived: true });
    await slack.hands.patch('/channels/C0PRIVATE', { app: false });
    await discordHands(discord.discord).patch('/channels/1100', { appMayWrite: false });
    await discord.hands.remove('/channels/1200');
    const found = await said();
    expect(found.every(({ ok }) => !ok)).toBe(true);
    expect(found.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('channels.approvals.slack (C0AUDIT) is archived'),
      expect.stringContaining('channels.audit.slack (C0PRIVATE) cannot be looked at (channel_not_found)'),
      expect.stringContaining('channels.approvals.discord (1100) lacks Send Messages'),
      expect.stringContaining('channels.audit.discord (1200) is no channel of the Discord server'),
    ]);
  });

  it('the intent, the order of the roles', async () => {
    await discord.hands.patch('/settings', { membersIntent: false });
    await discord.hands.patch('/roles/2900', { position: 1 });
    expect((await said()).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('Server Members Intent is off'),
      expect.stringContaining('drag “Latchkey” above “Help desk”'),
    ]);
  });

  it('an app that is gone', async () => {
    await slack.hands.post('/app', { installed: false });
    await discord.hands.post('/app', { inGuild: false });
    expect((await said()).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN (account_inactive)'),
      expect.stringContaining('The bot is not in the server that DISCORD_GUILD_ID names'),
    ]);
  });
});
