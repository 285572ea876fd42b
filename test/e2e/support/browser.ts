import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { findChromium } from '../../support/programs.ts';
import { patience } from '../../support/until.ts';

export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong in the page: errors that nobody caught, and whatever it wrote to the console as one. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** A page at an address in a headless Chromium of its own, which asks nobody else for anything. */
export async function openWindow(url: string, width = 1280, height = 800): Promise<Window> {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-gpu'],
    chromiumSandbox: false,
  });
  const context = await browser.newContext({ viewport: { width, height } });
  context.setDefaultTimeout(patience.timeout);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`.trim());
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (!/^(data|blob):$/.test(protocol) && origin !== new URL(url).origin) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(url);
  return { context, page, complaints, close: () => browser.close() };
}
