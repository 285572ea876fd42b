import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { openWindow } from '../test/e2e/support/browser.ts';
import { freePort } from '../test/e2e/support/processes.ts';

/**
 * `npm run bench:first-access`: from a clone to the first approved access, by README's commands and in a browser, at the speed of
 * a hand; then the same again in that clone. Prints seconds. npm's cache is whatever this machine has.
 */

/** A key, in ms: about 80 words a minute. */
const keyMs = 150;
/** A look at what changed before one clicks, in ms. */
const lookMs = 1_000;
const line = '/access request console acme-prod for 10m because the invoices';
const began = performance.now();
const seconds = (from: number): string => `${((performance.now() - from) / 1_000).toFixed(1)} s`;

const folder = await mkdtemp(join(tmpdir(), 'latchkey-first-'));
try {
  const clone = join(folder, 'latchkey');
  await promisify(execFile)('git', ['clone', '--quiet', '--no-hardlinks', process.cwd(), clone]);
  console.log(`cloned after ${seconds(began)}`);
  await journey('the first time', clone, began);
  await journey('the second time', clone, performance.now());
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Starts the sandbox, asks as Mia and approves as Ada; `from` is when the time began. */
async function journey(which: string, clone: string, from: number): Promise<void> {
  const events = `http://127.0.0.1:${await freePort()}/slack/events`;
  const sandbox = spawn('npm', ['run', '--silent', 'sandbox', '--', '--port', '0', '--events-url', events], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => sandbox.once('exit', resolve));
  try {
    const url = await readyAddress(sandbox.stdout);
    const ready = seconds(from);
    await ask(url);
    const load = loadavg().map((one) => one.toFixed(1));
    console.log(`${which}: ready after ${ready}, approved after ${seconds(from)} (load ${load.join(', ')})`);
  } finally {
    sandbox.kill('SIGTERM');
    await ended;
  }
}

async function readyAddress(output: NodeJS.ReadableStream): Promise<string> {
  for await (const said of createInterface({ input: output })) {
    const [, address] = /^ready (\S+)/.exec(said) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('The sandbox ended before it was ready');
}

async function ask(url: string): Promise<void> {
  const { page, close } = await openWindow(url, 1440, 900);
  try {
    const look = (): Promise<void> => page.waitForTimeout(lookMs);
    const log = page.getByRole('log');
    await look();
    await page.getByRole('button', { name: /^Mia Castellano/ }).click();
    await page.getByRole('combobox', { name: 'Message Latchkey' }).pressSequentially(line, { delay: keyMs });
    await page.keyboard.press('Enter');
    await log.getByText(/You asked for/).waitFor();
    await look();
    await page.getByRole('button', { name: /^Ada Lindqvist/ }).click();
    await look();
    await log.getByRole('button', { name: 'Approve', exact: true }).last().click();
    await log.getByText(/ has /).last().waitFor();
  } finally {
    await close();
  }
}
