import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow } from './support/browser.ts';
import type { Window } from './support/browser.ts';
import { freePort, startSandbox } from './support/processes.ts';
import type { Sandbox } from './support/processes.ts';
import { createPeople } from './support/slack.ts';

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** The page for whoever uses a screen reader, or needs contrast. */
describe('the sandbox’s page for everybody', () => {
  let sandbox: Sandbox;
  let window: Window;
  let page: Page;
  let people: ReturnType<typeof createPeople>;

  beforeAll(async () => {
    const events = `http://127.0.0.1:${await freePort()}/slack/events`;
    sandbox = await startSandbox(['--port', '0', '--events-url', events]);
    people = createPeople(sandbox.parts['slack']!);
    window = await openWindow(sandbox.page!, 1440, 900);
    ({ page } = window);
    // Something to look at, as somebody sees it who decides.
    const box = page.getByRole('combobox', { name: /^Message / });
    await box.fill('/access request console acme-prod for 1h because of the invoices');
    await box.press('Enter');
    await page.getByRole('button', { name: /^Ada Lindqvist/ }).click();
    await page.getByRole('log').getByRole('button', { name: 'Approve', exact: true }).last().waitFor();
  });
  afterAll(async () => {
    await window.close();
    await sandbox.stop();
  });

  /**
   * What axe-core finds that is serious or worse. Left out is what isn't ours to choose: the messages that the Discord
   * library draws in Discord's own colours, and names in the colours of their roles.
   */
  const found = async () => {
    const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await page.evaluate(source);
    const violations = await page.evaluate<Violation[]>(
      'axe.run({ exclude: ["discord-messages", ".d-member-name", ".d-me strong"] }, { resultTypes: ["violations"] }).then((one) => one.violations)',
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  };

  it.each([
    ['light', 'noah'],
    ['dark', 'lena'],
  ] as const)('has nothing serious for axe-core in %s colours', async (scheme, requester) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('link', { name: /^approvals/ }).click();
    await page
      .getByRole('listitem')
      .filter({ has: page.locator('.md') })
      .last()
      .waitFor();
    expect(await found()).toEqual([]);
    // What came while Ada looked elsewhere is marked as new, in both chats.
    await page.getByRole('link', { name: /^general/ }).click();
    await page.getByRole('button', { name: /^general/ }).click();
    await people.type(requester, `/access request console acme-prod for 1h because of the ${scheme} colours`);
    await page.getByRole('link', { name: /^approvals, \d+ unread/ }).click();
    await page.getByRole('button', { name: /^Latchkey, \d+ unread/ }).click();
    for (const messages of await page.getByRole('log').all()) {
      await messages.getByText('New', { exact: true }).waitFor();
    }
    expect(await found()).toEqual([]);
    for (const name of ['Record', 'Systems', 'What if…']) {
      await press(name);
      await page
        .getByRole('complementary', { name: name.replace('…', '') })
        .getByRole('heading')
        .nth(1)
        .or(page.locator('.entry').first())
        .first()
        .waitFor();
      expect(await found()).toEqual([]);
    }
    await press('Close What if');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Switch person' }).waitFor();
    expect(await found()).toEqual([]);
    await page.keyboard.press('Escape');
    await press('/access');
    await page.getByRole('dialog', { name: 'Request access' }).waitFor();
    expect(await found()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await found()).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(window.complaints).toEqual([]);
  });
});
