import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow } from './support/browser.ts';
import type { Window } from './support/browser.ts';
import { freePort, startSandbox } from './support/processes.ts';
import type { Sandbox } from './support/processes.ts';

const folder = new URL('../../docs/images/', import.meta.url).pathname;
/** Pictures for the docs are made only on demand, so that a run leaves the checkout as it was. */
const isMaking = Boolean(process.env['LATCHKEY_PICTURES']);

/** The main screens, as docs/images has them: `LATCHKEY_PICTURES=1 npx vitest run --project e2e test/e2e/pictures.test.ts`. */
describe('the main screens', () => {
  let sandbox: Sandbox;
  let window: Window;
  let page: Page;

  beforeAll(async () => {
    const events = `http://127.0.0.1:${await freePort()}/slack/events`;
    sandbox = await startSandbox(['--port', '0', '--events-url', events]);
    window = await openWindow(sandbox.page!, 1440, 900);
    ({ page } = window);
  });
  afterAll(async () => {
    await window.close();
    await sandbox.stop();
  });

  const slack = () => page.getByRole('region', { name: 'Slack' });
  const log = () => page.getByRole('log');
  const be = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  const open = async (channel: string) => {
    await slack()
      .getByRole('button', { name: new RegExp(`^${channel}`) })
      .click();
    await slack().getByRole('heading', { level: 2, name: channel, exact: true }).waitFor();
  };
  const type = async (line: string) => {
    const box = page.getByRole('combobox', { name: /^Message / });
    await box.fill(line);
    await box.press('Enter');
  };
  const answer = (words: string | RegExp) => log().getByRole('article').filter({ hasText: words }).last();
  const privately = (words: RegExp) =>
    log().getByRole('article').filter({ hasText: 'Only visible to you' }).filter({ hasText: words }).last();
  const picture = async (name: string, what: Locator | Page) => {
    if (isMaking) await what.screenshot({ path: `${folder}${name}.png`, animations: 'disabled', caret: 'hide' });
  };
  /** Asks as Mia, and shows the card to whoever decides. */
  const card = async (line: string, words: string, approver: string): Promise<Locator> => {
    await be('Mia Castellano');
    await open('Latchkey');
    await type(line);
    await be(approver);
    await open('approvals');
    const found = answer(words);
    await found.getByRole('button', { name: 'Approve', exact: true }).waitFor();
    return found;
  };
  const pane = () => slack().locator('.pane');

  it('have an Administrator’s card that fits Slack’s pane without scrolling, and cards of a console and of Help desk', async () => {
    const help = await card('/access request role Help desk on mdm-eu for 1d because holidays', 'Help desk', 'Grace');
    await picture('card-help-desk', help);
    const found = await card(
      '/access request role Administrator on mdm-eu for 1h because the new policies need a second pair of hands',
      'Administrator',
      'Ada',
    );
    const [outer, inner] = await Promise.all([log().boundingBox(), found.boundingBox()]);
    expect(inner!.height).toBeLessThanOrEqual(outer!.height);
    await expect
      .poll(async () => (await found.boundingBox())!.y - (await log().boundingBox())!.y)
      .toBeGreaterThanOrEqual(0);
    await picture('card-administrator', found);
    const console = await card(
      '/access request console acme-prod for 2h because the invoices of May',
      'ACME production',
      'Ada',
    );
    await picture('card-console', console);
    await picture('sandbox', page);
    expect(window.complaints).toEqual([]);
  });

  it.runIf(isMaking)('have lists, a denial, the record and the phone', async () => {
    await open('Latchkey');
    await type('/access pending');
    await picture('pending', await settled(privately(/“holidays”/)));
    await type('/access grant console acme-staging to @bob @kim @fay for 4h because of the rehearsal');
    await settled(answer(/Fay Moreau/));
    await picture('grant-to-three', pane());
    await open('approvals');
    await answer('ACME production').getByRole('button', { name: 'Approve', exact: true }).click();
    await answer('Administrator').getByRole('button', { name: 'Deny', exact: true }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox').first().fill('Ask for Operator: it has what you need.');
    await picture('deny', form);
    await form.getByRole('button').last().click();
    await form.waitFor({ state: 'detached' });
    await be('Mia Castellano');
    await open('Latchkey');
    await type('/access mine');
    await picture('mine', await settled(privately(/What you have/)));
    await slack().getByRole('button', { name: 'Home', exact: true }).click();
    await page
      .getByRole('region', { name: 'Latchkey Home' })
      .getByText(/ACME production/)
      .first()
      .waitFor();
    await picture('home', pane());
    await be('Otto Weiss');
    await open('access-audit');
    await settled(answer('Mia Castellano'));
    await picture('audit-channel', pane());
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.locator('.entry').first().waitFor();
    await picture('record', page.getByRole('complementary', { name: 'Record' }));
    await page.getByRole('button', { name: 'Systems', exact: true }).click();
    await page.getByRole('button', { name: 'Open the invoices' }).click();
    await picture('systems', await settled(page.getByRole('complementary', { name: 'Systems' })));
    await page.getByRole('button', { name: 'Close Systems' }).click();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Close the tour' }).click();
    await page.getByRole('button', { name: /^Choose a person/ }).click();
    await be('Ada Lindqvist');
    await settled(answer('Mia Castellano'));
    await picture('phone', page);
  });

  /** What a picture shows has come to rest. */
  async function settled<T extends Locator | Page>(what: T): Promise<T> {
    if ('waitFor' in what) await what.waitFor();
    await expect.poll(() => page.locator('.thinking, .spinner').count()).toBe(0);
    return what;
  }
});
