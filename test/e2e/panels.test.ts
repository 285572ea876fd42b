import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { openWindow } from './support/browser.ts';
import type { Window } from './support/browser.ts';
import { movableClock } from './support/clock.ts';
import type { MovableClock } from './support/clock.ts';
import { freePort, startSandbox } from './support/processes.ts';
import type { Sandbox } from './support/processes.ts';

/** What counts as at once, for whoever looks at the application, in ms (issue 12, _Shows_). */
const AT_ONCE = 2_000;

/** The panels beside the chats: other systems, the record, and the way back to the first day. */
describe('the panels of the sandbox’s page', () => {
  let clock: MovableClock;
  let sandbox: Sandbox;
  let window: Window;
  let page: Page;

  beforeAll(async () => {
    clock = await movableClock();
    const events = `http://127.0.0.1:${await freePort()}/slack/events`;
    sandbox = await startSandbox(['--port', '0', '--events-url', events], clock.env);
    window = await openWindow(sandbox.page!, 1600, 900);
    ({ page } = window);
  });
  afterAll(async () => {
    await window.close();
    await sandbox.stop();
    await clock.remove();
  });

  const panel = (name: string) => page.getByRole('complementary', { name });
  const slack = () => page.getByRole('region', { name: 'Slack' });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const be = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  /** How long it takes until the application shows something, in ms. */
  const shownAfter = async (words: RegExp) => {
    const began = performance.now();
    await panel('Systems').getByText(words).first().waitFor();
    return performance.now() - began;
  };

  it('shows an application that denies, asks, opens once somebody approved, and closes when the access ends', async () => {
    await press('Systems');
    await be('Mia Castellano');
    await panel('Systems').getByText('You’re signed in as Mia Castellano.').waitFor();
    await panel('Systems').getByRole('button', { name: 'Open the invoices' }).click();
    await panel('Systems').getByText('You can’t open the invoices.').waitFor();
    await panel('Systems').getByRole('button', { name: 'Request access', exact: true }).click();
    await panel('Systems').getByText('Requested. The card is in chat').waitFor();

    // Ada decides in a window of her own, so that Mia's stays as it is.
    const other = await window.context.newPage();
    await other.goto(sandbox.page!);
    await other.getByRole('button', { name: /^Ada Lindqvist/ }).click();
    const hers = other.getByRole('region', { name: 'Slack' });
    await hers.getByRole('button', { name: /^approvals/ }).click();
    const approve = hers.getByRole('log').getByRole('button', { name: 'Approve', exact: true }).last();
    await approve.waitFor();
    await approve.click();
    expect(await shownAfter(/^Open$/)).toBeLessThan(AT_ONCE);
    expect(await panel('Systems').getByRole('cell', { name: 'Northgate GmbH' }).count()).toBe(1);
    await other.close();

    await clock.pass(60_000);
    expect(await shownAfter(/You can’t open the invoices/)).toBeLessThan(AT_ONCE);
    expect(await panel('Systems').getByRole('cell').count()).toBe(0);
  });

  it('shows what was delivered, with signatures that the stock library verified, and answers as it is told to', async () => {
    const delivery = (words: RegExp) => panel('Systems').locator('.delivery').filter({ hasText: words }).first();
    await delivery(/access\.started.*signature verified, 200/s).waitFor();
    await delivery(/access\.expired.*signature verified, 200/s).waitFor();
    await panel('Systems').getByRole('radio', { name: 'Answer 500' }).click();
    const box = page.getByRole('combobox', { name: /^Message Latchkey/ });
    await slack()
      .getByRole('button', { name: /^Latchkey/ })
      .click();
    await box.fill('/access request console acme-staging for 1h because of a test');
    await box.press('Enter');
    await delivery(/access\.requested.*signature verified, 500/s).waitFor();
    await panel('Systems').getByRole('radio', { name: 'Answer 200' }).click();
    await until('the retry to be accepted', () => delivery(/access\.requested.*signature verified, 200/s).isVisible());
  });

  it('gives lines for a terminal that Latchkey takes as they stand', async () => {
    const line = (name: string) =>
      panel('Systems').locator('.copy').filter({ hasText: name }).locator('pre').innerText();
    const { execFile } = await import('node:child_process');
    const { promisify } = await import('node:util');
    const script = `${await line('First, once')}\n${await line('Request access')}`;
    const { stdout } = await promisify(execFile)('bash', [
      '-c',
      script.replace('date +%s', `echo ${await clockNow()}`),
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ id: expect.any(String), access: expect.any(String) });
  });

  /** Seconds, by the moved clock. */
  async function clockNow(): Promise<number> {
    const answer = await fetch(`${sandbox.parts['latchkey']!}/readyz`);
    return Math.floor(Date.parse(answer.headers.get('date') ?? '') / 1000);
  }

  it('shows the record as it grows, each entry linked to the one before, and finds an edited one', async () => {
    await press('Record');
    const record = panel('Record');
    await record.getByText('approved', { exact: true }).first().waitFor();
    expect(await record.getByText('✕').count()).toBe(0);
    await record.getByRole('button', { name: 'Verify' }).click();
    await record.getByText(/^The record is whole: \d+ entries/).waitFor();
    await record.getByRole('button', { name: 'Tamper' }).click();
    await record.getByText(/was edited in the database\. Press Verify/).waitFor();
    await record.getByText('mallory@acme.test').waitFor();
    await record.getByRole('button', { name: 'Verify' }).click();
    await record.getByText('The record is not whole.').waitFor();
    await record.getByRole('button', { name: 'Put it back' }).click();
    await record.getByRole('button', { name: 'Verify' }).click();
    await record.getByText(/^The record is whole/).waitFor();
    expect(window.complaints).toEqual([]);
  });

  it('begins anew with everything, and says so: the chats, the record and what waits are as on the first day', async () => {
    const entries = panel('Record').locator('.entry');
    const before = await entries.count();
    await press('Reset');
    await page.getByRole('dialog').getByText('every access, the record and what waits in the queue').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
    await page.getByText('Everything is as on the first day.').waitFor();
    await page.getByText('Nothing here yet.').waitFor();
    await page.getByRole('button', { name: 'Be Mia and fill it in' }).waitFor();
    await press('Record');
    await panel('Record').getByText('configuration', { exact: true }).first().waitFor();
    expect(await entries.count()).toBeLessThan(before);
    expect(await panel('Record').getByText('approved', { exact: true }).count()).toBe(0);
    await panel('Record').getByRole('button', { name: 'Verify' }).click();
    await panel('Record')
      .getByText(/^The record is whole/)
      .waitFor();

    // And it works again, from the first step on.
    await press('Be Mia and fill it in');
    const box = page.getByRole('combobox', { name: /^Message Latchkey/ });
    await expect.poll(() => box.inputValue()).toMatch(/^\/access request console acme-prod/);
    await box.press('Enter');
    await press('Be Ada');
    await slack().getByRole('log').getByRole('button', { name: 'Approve', exact: true }).last().click();
    await page.getByRole('button', { name: 'Fill in the question' }).waitFor();
    expect(window.complaints).toEqual([]);
  });
});
