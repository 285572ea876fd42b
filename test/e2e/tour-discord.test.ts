import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow } from './support/browser.ts';
import type { Window } from './support/browser.ts';
import { freePort, startSandbox } from './support/processes.ts';
import type { Sandbox } from './support/processes.ts';

/** The tour's second chapter, with both chats beside each other. */
describe('the guided tour over both chats', () => {
  let sandbox: Sandbox;
  let window: Window;
  let page: Page;

  beforeAll(async () => {
    const events = `http://127.0.0.1:${await freePort()}/slack/events`;
    sandbox = await startSandbox(['--port', '0', '--events-url', events]);
    window = await openWindow(sandbox.page ?? 'the sandbox has no page', 1440, 900);
    ({ page } = window);
  });
  afterAll(async () => {
    await window.close();
    await sandbox.stop();
  });

  const tour = () => page.getByRole('complementary', { name: 'Guided tour' });
  const slack = () => page.getByRole('region', { name: 'Slack' });
  const discord = () => page.getByRole('region', { name: 'Discord', exact: true });
  const said = (words: string | RegExp) =>
    discord()
      .getByRole('listitem')
      .filter({ has: page.locator('.md'), hasText: words })
      .last();
  const step = (title: string) => tour().getByRole('heading', { name: title }).waitFor();
  const help = (name: string) => tour().getByRole('button', { name, exact: true }).click();
  const run = (command: string) =>
    discord()
      .getByRole('button', { name: `Run ${command}`, exact: true })
      .click();
  const member = (name: string) =>
    page.getByRole('complementary', { name: 'Discord members' }).getByRole('listitem', { name });

  it('links the accounts with a sign-in at Discord', async () => {
    while (!(await tour().getByRole('heading', { name: 'One person, two chats' }).isVisible())) await help('Next');
    await help('Be Mia in Discord');
    await run('/access link');
    const opened = page.waitForEvent('popup');
    await said('Link your account').getByRole('link', { name: 'Sign in to Discord' }).click();
    const consent = await opened;
    await consent.getByRole('button', { name: /Mia Castellano/ }).click();
    await consent
      .getByText(/Confirm in Slack/)
      .first()
      .waitFor();
    await consent.close();
    await slack()
      .getByRole('button', { name: /^Latchkey/ })
      .first()
      .click();
    await slack().getByRole('button', { name: 'Yes, link it' }).last().click();
    await step('Ask in Discord');
  });

  it('asks in Discord, approves in Slack, and the role is there', async () => {
    await help('Fill in the command');
    await run('/access request role');
    await step('Approve in Slack');
    await member('Mia Castellano, no roles').waitFor();
    await help('Be Grace in Slack');
    await slack()
      .getByRole('article')
      .filter({ hasText: 'Help desk' })
      .getByRole('button', { name: 'Approve', exact: true })
      .click();
    await step('See the role, give it back');
    await member('Mia Castellano, roles: Help desk').waitFor();
  });

  it('gives it back in Discord, and the role goes', async () => {
    await help('Be Mia and look');
    await run('/access mine');
    await said(/Help desk/)
      .getByRole('button', { name: /Give back/ })
      .click();
    await page.getByRole('dialog', { name: 'Give it back?' }).getByRole('button', { name: 'Submit' }).click();
    await step('See it go');
    await member('Mia Castellano, no roles').waitFor();
    expect(window.complaints).toEqual([]);
  });
});
