import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './support/exported.ts';
import { openWindow } from './support/browser.ts';
import type { Window } from './support/browser.ts';
import { movableClock } from './support/clock.ts';
import type { MovableClock } from './support/clock.ts';
import { freePort, startSandbox } from './support/processes.ts';
import type { Sandbox } from './support/processes.ts';
import { until } from '../support/until.ts';

const pictures = 'node_modules/.cache/latchkey';

describe('the sandbox’s page', () => {
  let clock: MovableClock;
  let sandbox: Sandbox;
  let window: Window;
  let page: Page;

  beforeAll(async () => {
    clock = await movableClock();
    const events = `http://127.0.0.1:${await freePort()}/slack/events`;
    sandbox = await startSandbox(['--port', '0', '--events-url', events], clock.env);
    window = await openWindow(sandbox.page!);
    ({ page } = window);
    await mkdir(pictures, { recursive: true });
  });
  afterAll(async () => {
    await window.close();
    await sandbox.stop();
    await clock.remove();
  });

  const be = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  const open = async (channel: string) => {
    await page.getByRole('button', { name: new RegExp(`^${channel}`) }).click();
    await page.getByRole('heading', { level: 2, name: channel, exact: true }).waitFor();
  };
  const type = async (line: string) => {
    const box = page.getByRole('combobox', { name: /Message/ });
    await box.fill(line);
    await page.getByRole('button', { name: 'Send' }).click();
  };
  const log = () => page.getByRole('log');
  const reads = (text: string | RegExp) => log().getByText(text).first().waitFor({ timeout: 90_000 });

  it('shows the first journey: a request, one click, until when, why, the end, and the record', async () => {
    await be('Mia Castellano');
    await type('/access request console acme-prod for 1m because the invoices of May');
    await reads(/You asked for/);
    await be('Ada Lindqvist');
    await open('approvals');
    await reads(' wants ');
    await page.screenshot({ path: `${pictures}/first-journey.png` });
    await log().getByRole('button', { name: 'Approve', exact: true }).click();
    await reads(' has ');
    expect(await log().getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
    await be('Mia Castellano');
    await open('Latchkey');
    await reads(/You have/);
    await type('/access check me console on acme-prod');
    await reads(/may:/);
    await clock.pass(60_000);
    await reads(/has ended/);
    await be('Ada Lindqvist');
    await open('access-audit');
    await reads('expired');
    const verified = await until('the chain to be complete', async () => {
      const run = await runHere(['audit', 'verify'], sandbox.env);
      return run.code === 0 ? run : null;
    });
    expect(verified.code).toBe(0);
    expect(window.complaints).toEqual([]);
  }, 240_000);

  it('takes less than 15 presses of a key from loading to an approval', async () => {
    let presses = 0;
    const press = async (key: string) => {
      presses += 1;
      await page.keyboard.press(key);
    };
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    const place = () => page.evaluate<string>('document.activeElement.getAttribute("aria-label")');
    await page.reload();
    await expect.poll(focused).toBe('Be Mia and fill it in');
    await press('Enter');
    const box = page.getByRole('combobox', { name: /Message/ });
    await expect.poll(() => box.inputValue()).toMatch(/^\/access request console /);
    await expect.poll(place).toBe('Message Latchkey');
    await press('Enter');
    await expect.poll(() => box.inputValue()).toBe('');
    await press('Control+k');
    await expect.poll(place).toBe('Name');
    for (const key of ['a', 'd', 'a', 'Enter']) await press(key);
    await page.getByRole('button', { name: /^Switch person: you are Ada Lindqvist/ }).waitFor();
    const approve = log().getByRole('button', { name: 'Approve', exact: true });
    await approve.waitFor();
    await expect.poll(place).toBe('Message Latchkey');
    while (presses < 14 && (await focused()) !== 'Approve') await press('Shift+Tab');
    await press('Enter');
    await approve.waitFor({ state: 'detached' });
    await reads(/ has /);
    expect(presses).toBeLessThan(15);
    expect(window.complaints).toEqual([]);
  });

  it('opens the form, shows what is wrong in it, and asks with it', async () => {
    await be('Bob Ferreira');
    await open('Latchkey');
    await page.getByText('What Latchkey tells Bob alone').waitFor();
    await type('/access');
    const form = page.getByRole('dialog', { name: 'Request access' });
    await form.getByRole('radio', { name: 'A role in an instance' }).click();
    await form.getByRole('combobox', { name: 'Instance' }).selectOption({ index: 1 });
    await form.getByRole('combobox', { name: 'Role' }).selectOption('Help desk');
    await form.getByRole('textbox', { name: /How long/ }).fill('tomorrow');
    await form.getByRole('button', { name: 'Request' }).click();
    await form.getByText(/isn’t a duration/).waitFor();
    await form.getByRole('textbox', { name: /How long/ }).fill('2h');
    await form.getByRole('button', { name: 'Request' }).click();
    await reads(/You asked for/);
    expect(window.complaints).toEqual([]);
  });
});
