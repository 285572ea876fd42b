import { mkdir } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exported, runHere } from './support/exported.ts';
import { openWindow } from './support/browser.ts';
import type { Window } from './support/browser.ts';
import { createMembers } from './support/discord.ts';
import type { Members } from './support/discord.ts';
import { freePort, startSandbox } from './support/processes.ts';
import type { Sandbox } from './support/processes.ts';
import { until } from '../support/until.ts';

/** The picture in README is this test's: with UPDATE_SCREENSHOT set it is put there. */
const pictures = process.env['UPDATE_SCREENSHOT'] ? 'docs/images' : 'node_modules/.cache/latchkey';

describe('both chats side by side, as README’s first command shows them', () => {
  let sandbox: Sandbox;
  let window: Window;
  let page: Page;
  let members: Members;

  beforeAll(async () => {
    sandbox = await startSandbox(['--port', '0', '--events-url', `http://127.0.0.1:${await freePort()}/slack/events`]);
    members = createMembers(sandbox.parts['discord']!);
    window = await openWindow(sandbox.page!, 1440, 900);
    ({ page } = window);
    await page.getByRole('button', { name: 'Close the tour' }).click();
    await mkdir(pictures, { recursive: true });
  });
  afterAll(async () => {
    await window.close();
    await sandbox.stop();
  });

  const be = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  const inSlack = {
    /** Clicks until it is open: whom one is just being changes which conversations there are. */
    open: (channel: string) =>
      until(`${channel} to be open in Slack`, async () => {
        await page.getByRole('button', { name: new RegExp(`^${channel}`) }).click();
        return page.getByRole('heading', { level: 2, name: channel, exact: true }).isVisible();
      }),
    type: async (line: string) => {
      await page.getByRole('combobox', { name: /^Message/ }).fill(line);
      await page.getByRole('button', { name: 'Send', exact: true }).first().click();
    },
    log: () => page.getByRole('log', { name: /^Messages in/ }),
    reads: (text: string | RegExp) => inSlack.log().getByText(text).last().waitFor({ timeout: 60_000 }),
  };
  const inDiscord = {
    /** Clicks until it is open: whom one is just being changes which conversations there are. */
    open: (channel: string) =>
      until(`${channel} to be open in Discord`, async () => {
        await page.getByRole('link', { name: new RegExp(`^${channel}`) }).click();
        return page.getByLabel(`Conversation in ${channel}`).isVisible();
      }),
    /** Chooses a command, fills its fields, and sends it. */
    give: async (words: string, required: Record<string, string> = {}, optional: Record<string, string> = {}) => {
      await page.getByRole('combobox', { name: /^Write in/ }).fill(`/access ${words}`);
      await page.getByRole('listbox', { name: 'Commands' }).getByRole('option').first().waitFor();
      await page.keyboard.press('Tab');
      const field = (name: string) => page.getByRole('combobox', { name, exact: true });
      for (const [name, value] of Object.entries(required)) await field(name).fill(value);
      for (const [name, value] of Object.entries(optional)) {
        await page.getByRole('combobox', { name: 'More options' }).fill(`${name}:`);
        await field(name).fill(value);
      }
      await page.getByRole('button', { name: `Run /access ${words}` }).click();
    },
    said: (text: string | RegExp): Locator =>
      page
        .getByRole('listitem')
        .filter({ has: page.locator('.md') })
        .filter({ hasText: text })
        .last(),
    reads: (text: string | RegExp) => inDiscord.said(text).waitFor({ timeout: 60_000 }),
    member: (name: string) =>
      page.getByRole('complementary', { name: 'Discord members' }).getByRole('listitem', { name }),
  };

  async function link(name: string): Promise<void> {
    await be(name);
    await inDiscord.open('general');
    await inDiscord.give('link');
    const [signIn] = await Promise.all([
      window.context.waitForEvent('page'),
      inDiscord
        .said('Link your account')
        .getByRole('link', { name: /Sign in to/ })
        .click(),
    ]);
    await signIn.getByRole('button', { name: new RegExp(name) }).click();
    await signIn
      .getByText(/Confirm in Slack/)
      .first()
      .waitFor();
    await signIn.close();
    await inSlack.open('Latchkey');
    await inSlack.log().getByRole('button', { name: 'Yes, link it' }).last().click();
    await inSlack.reads(/Linked\. Both accounts/);
  }

  it('a request typed in Discord by a linked person is approved with Slack’s button; the role comes and goes', async () => {
    await link('Mia Castellano');
    const optional = { duration: '1h', reason: 'the new phones' };
    await inDiscord.give('request role', { instance: 'mdm-eu', role: 'Help desk' }, optional);
    await inDiscord.reads('You asked for the role Help desk on mdm-eu');
    expect(await members.roles('mia')).toEqual([]);

    await be('Ada Lindqvist');
    await inSlack.open('approvals');
    await inDiscord.open('approvals');
    await inSlack.reads('the new phones');
    await inDiscord.reads('the new phones');
    await page.screenshot({ path: `${pictures}/sandbox.png` });
    await inSlack.log().getByRole('button', { name: 'Approve', exact: true }).last().click();
    await inSlack.reads(' has ');
    await inDiscord.reads(' has ');
    expect(await inDiscord.said(' has ').getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
    await inDiscord.member('Mia Castellano, roles: Help desk').waitFor();

    await be('Mia Castellano');
    await inDiscord.open('Latchkey');
    const told = inDiscord.said('You have the role Help desk on mdm-eu');
    await told.waitFor();
    await told.getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
    await inDiscord.member('Mia Castellano, no roles').waitFor();
    expect((await members.auditLog()).map(({ action }) => action)).toEqual(['role-given', 'role-taken']);
  }, 240_000);

  it('a request typed in Slack is approved with Discord’s button, and who asked is told where they asked', async () => {
    await link('Ada Lindqvist');
    await be('Mia Castellano');
    await inSlack.open('Latchkey');
    await page.getByText('What Latchkey tells Mia alone').waitFor();
    await inSlack.type('/access request role Help desk on mdm-eu for 1h because the other way round');
    await inSlack.reads(/You asked for/);

    await be('Ada Lindqvist');
    await inDiscord.open('approvals');
    const card = inDiscord.said('the other way round');
    await card.waitFor();
    await card.getByRole('button', { name: 'Approve', exact: true }).click();
    await inDiscord.reads('You approved the role Help desk on mdm-eu');
    await inSlack.open('approvals');
    await inSlack.reads(' has ');
    await inDiscord.member('Mia Castellano, roles: Help desk').waitFor();

    await be('Mia Castellano');
    await inSlack.open('Latchkey');
    await page.getByText('What Latchkey tells Mia alone').waitFor();
    await inSlack.reads(/You have/);
    expect(
      (await members.messages('mia', 'app')).filter((one) => JSON.stringify(one).includes('You have')),
    ).toHaveLength(1);
  }, 240_000);

  it('is one person with one record, which verifies', async () => {
    const entries = await until('the chain to be complete', async () => {
      const run = await runHere(['audit', 'verify'], sandbox.env);
      return run.code === 0 ? exported(sandbox.env) : null;
    });
    const requested = entries.filter((one) => one.event === 'requested');
    expect(requested.map(({ actor, via }) => [actor, via])).toEqual([
      ['mia@acme.test', 'discord'],
      ['mia@acme.test', 'slack'],
    ]);
    const approved = entries.filter((one) => one.event === 'approved');
    expect(approved.map(({ actor, via }) => [actor, via])).toEqual([
      ['ada@acme.test', 'slack'],
      ['ada@acme.test', 'discord'],
    ]);
    expect(entries.filter((one) => one.event === 'link')).toHaveLength(2);
    expect(window.complaints).toEqual([]);
  });
});
