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
import type { TestBot } from './support/discord-bot.ts';
import { startBot } from './support/discord-bot.ts';
import { freePort } from './support/processes.ts';

const slackUser = (id: string, name: string, realName: string) => ({
  ...{ id, name, realName, email: `${name}@acme.test` },
});
const discordUser = (id: string, username: string, globalName: string) => ({
  ...{ id, username, globalName, email: `${username}@acme.test`, roles: [] },
});
const slackWorld = {
  team: { id: 'T0ACME', name: 'ACME', domain: 'acme' },
  users: [slackUser('U0MIA', 'mia', 'Mia Castellano'), slackUser('U0ADA', 'ada', 'Ada Lindqvist')],
  channels: [{ id: 'C0GENERAL', name: 'general', private: false }],
};
const discordWorld = {
  guild: { id: '100000000000000001', name: 'ACME' },
  app: { id: '100000000000000002', name: 'Latchkey' },
  users: [discordUser('301', 'mia', 'Mia Castellano'), discordUser('302', 'ada', 'Ada Lindqvist')],
  channels: [{ id: '1101', name: 'general', private: false }],
  roles: [
    { id: '2200', name: 'Latchkey', color: 0, position: 2, managed: true },
    { id: '2100', name: 'Help desk', color: 0x2ecc71, position: 1 },
  ],
};

/** How the page behaves under one's hands, with both chats and no Latchkey behind them. */
describe('the sandbox’s page under one’s hands', () => {
  let slack: LocalSlack;
  let discord: LocalDiscord;
  let bot: TestBot;
  let served: Served;
  let window: Window;
  let page: Page;

  beforeAll(async () => {
    const eventsUrl = `http://127.0.0.1:${await freePort()}/slack/events`;
    slack = await startSlack({ world: slackWorld, socket: false, eventsUrl, eventRetryDelays: [] });
    discord = await startDiscord({ world: discordWorld, patience: 1500 });
    bot = await startBot(discord.env, { role: '2100' });
    served = await startPage({ slackUrl: slack.url, discordUrl: discord.url });
    window = await openWindow(served.url, 1440, 700);
    ({ page } = window);
  });
  afterAll(async () => {
    await window.close();
    await served.stop();
    await bot.stop();
    await discord.stop();
    await slack.stop();
  });

  const slackBox = () => page.getByRole('combobox', { name: /^Message / });
  const discordBox = () => page.getByRole('combobox', { name: /^Write in/ });
  const focused = () =>
    page.evaluate('`${document.activeElement.tagName} ${document.activeElement.getAttribute("aria-label") ?? ""}`');
  /** How many pixels of a message's end are below the list that it is in. */
  const below = async (list: Locator, message: Locator) => {
    const [outer, inner] = await Promise.all([list.boundingBox(), message.boundingBox()]);
    return inner!.y + inner!.height - (outer!.y + outer!.height);
  };

  it('brings every answer to one’s own Slack commands into sight, also after scrolling up', async () => {
    const log = page.getByRole('log');
    const answers = page.getByRole('article').filter({ hasText: 'Only visible to you' });
    for (let count = 1; count <= 12; count += 1) {
      if (count % 4 === 0) {
        await log.hover();
        await page.mouse.wheel(0, -600);
      }
      await slackBox().fill(`/access mine, for the time ${count}`);
      await slackBox().press('Enter');
      await expect.poll(() => answers.count()).toBe(count);
      await expect.poll(() => below(log, answers.last())).toBeLessThanOrEqual(0);
    }
  });

  it('brings every answer to one’s own Discord commands into sight', async () => {
    const list = page.getByRole('region', { name: /^Conversation in/ });
    const answers = page
      .getByRole('listitem')
      .filter({ has: page.locator('.md') })
      .filter({ hasText: 'What you have' });
    for (let count = 1; count <= 10; count += 1) {
      if (count % 4 === 0) {
        await list.hover();
        await page.mouse.wheel(0, -600);
      }
      await discordBox().fill('');
      await discordBox().pressSequentially('/mine');
      await page.getByRole('listbox', { name: 'Commands' }).getByRole('option').first().waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect.poll(() => answers.count()).toBe(count);
      await expect.poll(() => below(list, answers.last())).toBeLessThanOrEqual(0);
    }
  });

  it('has the text of both chats in the platforms’ sizes', async () => {
    /** Of the last element that fits. An expression, for a function as a string isn't called. */
    const sizeOf = async (selector: string): Promise<string> => {
      await page.locator(selector).last().waitFor();
      const style = `getComputedStyle([...document.querySelectorAll('${selector}')].at(-1))`;
      return page.evaluate<string>(
        `[${style}.fontSize, ${style}.lineHeight].map((size) => Math.round(parseFloat(size))).join('/')`,
      );
    };
    expect(await sizeOf('#slack_blocks_to_jsx')).toBe('15/22');
    expect(await sizeOf('discord-message .md')).toBe('16/22');
    expect(await sizeOf('.byline strong')).toMatch(/^15\//);
  });

  it('keeps the keyboard where one was when what was pressed goes away', async () => {
    const answer = page
      .getByRole('listitem')
      .filter({ has: page.locator('.md') })
      .filter({ hasText: 'What you have' })
      .last();
    await answer.getByRole('button', { name: 'Dismiss message' }).click();
    await expect.poll(focused).not.toMatch(/^BODY/);
    await page.getByRole('button', { name: 'What if…' }).click();
    await page.getByRole('button', { name: 'Close What if' }).click();
    await expect.poll(focused).not.toMatch(/^BODY/);
    await page.getByRole('button', { name: '/access mine', exact: true }).click();
    await expect.poll(focused).toMatch(/^TEXTAREA Message/);
  });

  it('goes to the composer with a slash, and to somebody else with Ctrl-K', async () => {
    await page.getByRole('log').focus();
    await page.keyboard.type('/access help');
    expect(await slackBox().inputValue()).toBe('/access help');
    // Where one types, a slash is a slash.
    await page.keyboard.type('/more');
    expect(await slackBox().inputValue()).toBe('/access help/more');
    await slackBox().fill('');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ada');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Switch person: you are Ada Lindqvist/ }).waitFor();
    await expect.poll(focused).toMatch(/^TEXTAREA/);
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toMatch(/^TEXTAREA/);
  });

  it('takes one stop of Tab for the people, and the arrows among them', async () => {
    await page.getByRole('button', { name: /^Ada Lindqvist/ }).focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toMatch(/Mia Castellano/);
    await page.keyboard.press('Tab');
    expect(await focused()).not.toMatch(/BUTTON (Mia|Ada)/);
  });

  it('ends one trouble and leaves the others, until each is cleared', async () => {
    await page.getByRole('button', { name: 'What if…' }).click();
    const panel = page.getByRole('complementary', { name: 'What if' });
    await panel.getByRole('button', { name: /^Revoke the token/ }).click();
    await panel.getByRole('button', { name: /^Limit the rate/ }).click();
    await panel.getByRole('button', { name: /^Clear: chat\.postMessage/ }).click();
    await panel.getByText('Every call answers token_revoked, until cleared').waitFor();
    await panel.getByText(/chat\.postMessage answers 429/).waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: /^Clear: Every call/ }).click();
    await panel.getByText('token_revoked, until cleared').waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Close What if' }).click();
  });

  it('says nothing of an empty conversation before it is known to be empty', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.route('**/messages', (route) => setTimeout(() => void route.continue(), 1_500));
    await page.getByRole('button', { name: 'Choose a person' }).click();
    await page.getByRole('button', { name: /^Mia Castellano/ }).click();
    await slackBox().waitFor();
    expect(await page.getByText('Nothing here yet.').count()).toBe(0);
    await page.getByRole('article').last().waitFor();
    expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(390);
    expect(window.complaints).toEqual([]);
  });
});
