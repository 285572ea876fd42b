import { mkdir } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../sandbox/discord/index.ts';
import { startDiscord } from '../../sandbox/discord/index.ts';
import type { Page as Served } from '../../sandbox/page/server.ts';
import { startPage } from '../../sandbox/page/server.ts';
import type { LocalSlack } from '../../sandbox/slack/index.ts';
import { startSlack } from '../../sandbox/slack/index.ts';
import { openWindow } from './support/browser.ts';
import type { Window } from './support/browser.ts';
import { freePort } from './support/processes.ts';

const pictures = 'node_modules/.cache/latchkey';
const slackWorld = {
  team: { id: 'T0ACME', name: 'ACME', domain: 'acme' },
  users: [{ id: 'U0ADA', name: 'ada', realName: 'Ada Lindqvist', email: 'ada@acme.test' }],
  channels: [{ id: 'C0APPROVE', name: 'approvals', private: true }],
};
const discordWorld = {
  guild: { id: '100000000000000001', name: 'ACME' },
  app: { id: '100000000000000002', name: 'Latchkey' },
  users: [{ id: '302', username: 'ada', globalName: 'Ada Lindqvist', email: 'ada@acme.test', roles: [] }],
  channels: [{ id: '1100', name: 'access-audit', private: true }],
  roles: [{ id: '2200', name: 'Latchkey', color: 0, position: 1, managed: true }],
};

/** What can befall the app, the bot and their channels, and the way back from each. */
describe('“What if…” on the sandbox’s page', () => {
  let slack: LocalSlack;
  let discord: LocalDiscord;
  let served: Served;
  let window: Window;
  let page: Page;
  let panel: Locator;

  beforeAll(async () => {
    const eventsUrl = `http://127.0.0.1:${await freePort()}/slack/events`;
    slack = await startSlack({ world: slackWorld, socket: false, eventsUrl, eventRetryDelays: [] });
    discord = await startDiscord({ world: discordWorld });
    served = await startPage({ slackUrl: slack.url, discordUrl: discord.url });
    window = await openWindow(served.url, 1400, 1700);
    ({ page } = window);
    await page.getByRole('button', { name: 'What if…' }).click();
    panel = page.getByRole('complementary', { name: 'What if' });
    await mkdir(pictures, { recursive: true });
  });
  afterAll(async () => {
    await window.close();
    await served.stop();
    await slack.stop();
    await discord.stop();
  });

  const press = (name: string | RegExp) => panel.getByRole('button', { name }).click();
  const offers = (name: string | RegExp) => panel.getByRole('button', { name }).waitFor();
  const choose = (label: string) => {
    const option = page.locator('option', { hasText: label });
    return panel.getByLabel('Something happens to a channel').filter({ has: option }).selectOption({ label });
  };
  const world = async (url: string) =>
    (await (await fetch(`${url}/sandbox/world`)).json()) as {
      channels: { archived?: boolean; app?: boolean; appMayView?: boolean }[];
      deletedChannels: unknown[];
      settings: { installed?: boolean };
      app: { inGuild?: boolean };
    };

  it('archives a Slack channel, removes the app from it, deletes it, and brings it back', async () => {
    await choose('#approvals');
    await press(/^Archive #approvals/);
    await offers('Unarchive #approvals');
    expect((await world(slack.url)).channels).toMatchObject([{ archived: true }]);
    await press('Unarchive #approvals');
    await offers(/^Archive #approvals/);
    await press('Remove Latchkey from it');
    await offers('Invite Latchkey to it');
    await press('Invite Latchkey to it');
    await offers('Remove Latchkey from it');
    await press('Delete #approvals');
    await offers('Put #approvals back');
    expect(await world(slack.url)).toMatchObject({ channels: [], deletedChannels: [{ id: 'C0APPROVE' }] });
    await page.screenshot({ path: `${pictures}/channel-deleted.png` });
    await press('Put #approvals back');
    await expect.poll(async () => (await world(slack.url)).channels.length).toBe(1);
  });

  it('uninstalls the Slack app and installs it again, revokes the token and clears that', async () => {
    await press('Uninstall Latchkey');
    await offers('Install Latchkey again');
    expect((await world(slack.url)).settings.installed).toBe(false);
    await press('Install Latchkey again');
    await offers('Uninstall Latchkey');
    await press(/^Revoke the token/);
    await panel.getByText('token_revoked, until cleared').waitFor();
    await page.screenshot({ path: `${pictures}/app-trouble.png` });
    await press(/^Clear: Every call/);
    await panel.getByText('token_revoked, until cleared').waitFor({ state: 'detached' });
  });

  it('removes the Discord bot and invites it again, hides and deletes a channel, and brings it back', async () => {
    await press(/^Remove Latchkey from the server/);
    await offers('Invite Latchkey again');
    expect((await world(discord.url)).app.inGuild).toBe(false);
    await press('Invite Latchkey again');
    await offers(/^Remove Latchkey from the server/);
    await choose('#access-audit');
    await press('Hide it from Latchkey');
    await offers('Show it to Latchkey');
    expect((await world(discord.url)).channels).toMatchObject([{ appMayView: false }]);
    await press('Show it to Latchkey');
    await offers('Hide it from Latchkey');
    await press('Delete #access-audit');
    await offers('Put #access-audit back');
    await press('Put #access-audit back');
    await expect.poll(async () => (await world(discord.url)).channels.length).toBe(1);
    expect(window.complaints).toEqual([]);
  });
});
