import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../sandbox/discord/index.ts';
import { startDiscord } from '../../sandbox/discord/index.ts';
import type { Page as Served } from '../../sandbox/page/server.ts';
import { startPage } from '../../sandbox/page/server.ts';
import { startSlack } from '../../sandbox/slack/index.ts';
import { openWindow } from './support/browser.ts';
import type { Window } from './support/browser.ts';
import type { TestBot } from './support/discord-bot.ts';
import { startBot } from './support/discord-bot.ts';
import { freePort } from './support/processes.ts';

const GUILD = '100000000000000001';
const HELP_DESK = '2100';
const person = (id: string, globalName: string, roles: string[] = []) => {
  const username = globalName.split(' ')[0]!.toLowerCase();
  return { id, username, globalName, email: `${username}@acme.test`, roles };
};
const world = {
  guild: { id: GUILD, name: 'ACME' },
  app: { id: '100000000000000002', name: 'Latchkey' },
  users: [person('301', 'Mia Castellano'), person('302', 'Ada Lindqvist', ['2002'])],
  channels: [
    { id: '1100', name: 'approvals', private: true },
    { id: '1101', name: 'general', private: false },
  ],
  roles: [
    { id: '2200', name: 'Latchkey', color: 0, position: 3, managed: true },
    { id: '2002', name: 'Moderators', color: 0x3498db, position: 2 },
    { id: HELP_DESK, name: 'Help desk', color: 0x2ecc71, position: 1 },
  ],
};

/** The page’s Discord against the sandbox’s Discord, with a small bot of the test’s own behind it. */
describe('Discord in the sandbox’s page', () => {
  let discord: LocalDiscord;
  let bot: TestBot;
  let served: Served;
  let window: Window;
  let page: Page;

  beforeAll(async () => {
    discord = await startDiscord({ world, patience: 1500 });
    bot = await startBot(discord.env, { role: HELP_DESK });
    served = await startPage({ discordUrl: discord.url });
    window = await openWindow(served.url);
    ({ page } = window);
  });
  afterAll(async () => {
    await window.close();
    await bot.stop();
    await served.stop();
    await discord.stop();
  });

  const be = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  const open = (channel: string) => page.getByRole('link', { name: new RegExp(`^${channel}`) }).click();
  const composer = () => page.getByRole('combobox', { name: /^Write in/ });
  const field = (name: string) => page.getByRole('combobox', { name, exact: true });
  const messages = () => page.getByRole('listitem').filter({ has: page.locator('.md') });
  const said = (words: string | RegExp): Locator => messages().filter({ hasText: words }).last();
  const member = (name: string) =>
    page.getByRole('complementary', { name: 'Discord members' }).getByRole('listitem', { name });
  /** Chooses a command by the first letters of its words. */
  const command = async (words: string) => {
    await composer().fill('');
    await composer().pressSequentially(`/${words}`);
    await page.getByRole('listbox', { name: 'Commands' }).getByRole('option').first().waitFor();
    await page.keyboard.press('Tab');
  };

  it('says nothing of Slack where only Discord runs', async () => {
    await composer().waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/slack/i);
    await page.getByRole('button', { name: 'What if…' }).click();
    await page.getByText('…Discord is in trouble?').waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/slack/i);
    await page.getByRole('button', { name: 'Close What if' }).click();
  });

  it('has a slash command’s options picked: suggestions of the app, choices, and what is required', async () => {
    await be('Mia Castellano');
    await command('req ro');
    const roles = page.getByRole('listbox', { name: 'Options for role' });
    await roles.getByRole('option', { name: 'Administrator' }).waitFor();
    expect(await roles.getByRole('option').count()).toBe(6);
    await page.keyboard.type('he');
    await expect.poll(() => roles.getByRole('option').allInnerTexts()).toEqual(['Help desk']);
    await page.keyboard.press('Enter');
    await expect.poll(() => field('role').inputValue()).toBe('Help desk');

    // What is missing is asked for before anything is sent.
    await page.getByRole('button', { name: 'Run /access request role' }).click();
    await page.getByRole('alert').getByText('This option is required').waitFor();
    await page.getByRole('option', { name: 'Europe' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');

    await page.locator('input:focus[aria-label="More options"]').waitFor();
    await page.keyboard.type('for:');
    await page.getByRole('option', { name: /@Mia Castellano/ }).waitFor();
    await page.keyboard.type('@mi');
    await page.keyboard.press('Tab');
    await expect.poll(() => field('for').inputValue()).toBe('@Mia Castellano');
    await page.keyboard.type('because');
    await page.keyboard.press('Tab');
    await page.keyboard.type('the phones of the new ones');
    await page.keyboard.press('Enter');
    await said('You asked for Help desk on mdm-eu').waitFor();
    expect(await said('You asked for').innerText()).not.toContain('<#');
    await said('You asked for').getByText('Only you can see this').waitFor();
    expect(await composer().inputValue()).toBe('');
  });

  it('says what is wrong with a value, and lets go of a command with Escape', async () => {
    await command('req ro');
    const more = page.getByRole('combobox', { name: 'More options' });
    await more.fill('hours:');
    await field('hours').fill('99');
    await page.keyboard.press('Tab');
    await page.getByRole('alert').getByText('At most 48').waitFor();
    await page.keyboard.press('Escape');
    await composer().waitFor();
  });

  it('shows an ephemeral answer with markdown, and dismisses it', async () => {
    await command('mine');
    await page.keyboard.press('Enter');
    const answer = said('What you have');
    await answer.waitFor();
    const words = await answer.innerText();
    expect(words).toContain('console:acme-prod');
    expect(words).toMatch(/until\s+in (1|2) hours?/);
    expect(words).not.toMatch(/\*\*|<t:|-#|`/);
    await answer.getByRole('button', { name: 'Dismiss message' }).click();
    await expect.poll(() => said('What you have').count()).toBe(0);
    await be('Ada Lindqvist');
    await composer().waitFor();
    expect(await said('What you have').count()).toBe(0);
  });

  it('chooses in a select below a message', async () => {
    await command('mine');
    await page.keyboard.press('Enter');
    await said('What you have').getByRole('button', { name: 'Give something back' }).click();
    await page.locator('[role=option]:focus').waitFor();
    await page.keyboard.press('Enter');
    await said('You gave back console.').waitFor();
    expect(await said('You gave back').getByRole('button', { name: 'Give something back' }).count()).toBe(0);
  });

  it('opens a form from a button, shows what is wrong in it, and lets go of it', async () => {
    await open('approvals');
    await said('Access request').getByRole('button', { name: 'Deny' }).click();
    const form = page.getByRole('dialog', { name: 'Deny the request' });
    await form.getByRole('textbox', { name: /Reason/ }).fill('no');
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.getByText('Choose one.').waitFor();
    await form.getByText('Must be 5 or more in length.').waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  });

  it('has buttons of every kind, and gives a role that appears beside the member’s name', async () => {
    const card = said('Access request');
    expect(await card.getByRole('button', { name: 'Two voices' }).isDisabled()).toBe(true);
    expect(await card.getByRole('link', { name: 'Record' }).getAttribute('href')).toBe('http://127.0.0.1:9/record');
    await member('Mia Castellano, no roles').waitFor();
    await card.getByRole('button', { name: 'Approve', exact: true }).click();
    await said('Access granted').waitFor();
    await member('Mia Castellano, roles: Help desk').waitFor();
    expect(await said('Access granted').innerText()).toContain('Ada Lindqvist approved Help desk for Mia Castellano');
    expect(await said('Access granted').getByRole('button').count()).toBe(0);
  });

  it('takes a role by hand, and it goes', async () => {
    await page.getByRole('button', { name: 'What if…' }).click();
    await page.getByRole('combobox', { name: 'Member', exact: true }).selectOption({ label: 'Mia Castellano' });
    await page.getByRole('combobox', { name: 'Role', exact: true }).selectOption({ label: 'Help desk' });
    await page.getByRole('button', { name: 'Taken by hand' }).click();
    await page.getByRole('button', { name: 'Close What if' }).click();
    await member('Mia Castellano, no roles').waitFor();
  });

  it('submits a form with a select and a text', async () => {
    await be('Mia Castellano');
    await open('general');
    await command('req ro');
    await page.getByRole('option', { name: 'Editor' }).click();
    await page.getByRole('option', { name: 'Americas' }).click();
    await page.getByRole('button', { name: 'Run /access request role' }).click();
    await said('You asked for Editor').waitFor();
    await be('Ada Lindqvist');
    await open('approvals');
    await said('Access request').getByRole('button', { name: 'Deny' }).click();
    const form = page.getByRole('dialog', { name: 'Deny the request' });
    await form.getByRole('button', { name: /^Kind/ }).click();
    await form.getByRole('option', { name: /For good/ }).click();
    await form.getByRole('textbox', { name: /Reason/ }).fill('not this year');
    await form.getByRole('button', { name: 'Submit' }).click();
    await said('said no (good): not this year').waitFor();
  });

  it('says when the app thinks, and when it does not answer', async () => {
    await open('general');
    await command('slow');
    await page.keyboard.press('Enter');
    await said('Latchkey is thinking…').waitFor();
    await command('silent');
    await page.keyboard.press('Enter');
    await said('The application did not respond').waitFor();
    expect(window.complaints).toEqual([]);
  });

  it('fits a narrow window', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Discord channels' }).click();
    await open('approvals');
    await page.getByRole('combobox', { name: 'Write in #approvals' }).waitFor();
    expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(390);
  });
});

describe('the sandbox’s page without a Discord', () => {
  it('says nothing of Discord', async () => {
    const world = {
      team: { id: 'T0ACME', name: 'ACME', domain: 'acme' },
      users: [{ id: 'U0MIA', name: 'mia', realName: 'Mia Castellano', email: 'mia@acme.test' }],
      channels: [],
    };
    const eventsUrl = `http://127.0.0.1:${await freePort()}/slack/events`;
    const slack = await startSlack({ world, eventsUrl, socket: false });
    const served = await startPage({ slackUrl: slack.url });
    const { page, close } = await openWindow(served.url);
    try {
      await page.getByRole('combobox', { name: /^Message / }).waitFor();
      expect(await page.locator('body').innerText()).not.toMatch(/discord/i);
      await page.getByRole('button', { name: 'What if…' }).click();
      await page.getByText('…Slack is in trouble?').waitFor();
      expect(await page.locator('body').innerText()).not.toMatch(/discord/i);
    } finally {
      await close();
      await served.stop();
      await slack.stop();
    }
  });
});
