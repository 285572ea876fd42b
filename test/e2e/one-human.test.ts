import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { accessIdIn } from './support/access-id.ts';
import { createMembers, shown, within } from './support/discord.ts';
import type { DiscordMessage, Members } from './support/discord.ts';
import { exported, runHere } from './support/exported.ts';
import { freePort, startSandbox } from './support/processes.ts';
import type { Sandbox } from './support/processes.ts';
import { createPeople, whole } from './support/slack.ts';
import type { People } from './support/slack.ts';

/** The roles of the example that stand for authority over acme-prod, and over mdm-eu. */
const [decidesConsole, decidesRoles] = ['2001', '2002'];

/** With the shipped latchkey.yml: somebody links their accounts, unlinks them, and signs in with another verified e-mail (A7). */
describe('one human, one vote', () => {
  let sandbox: Sandbox;
  let slack: People;
  let discord: Members;

  beforeAll(async () => {
    sandbox = await startSandbox(['--port', '0', '--events-url', `http://127.0.0.1:${await freePort()}/slack/events`]);
    slack = createPeople(sandbox.parts['slack']!);
    discord = createMembers(sandbox.parts['discord']!);
    await discord.ask(`/users/mia/roles/${decidesConsole}`, {}, 'PUT');
    await discord.ask(`/users/sven/roles/${decidesRoles}`, {}, 'PUT');
  });
  afterAll(() => sandbox.stop());

  /** Types on Discord, and gives the first private answer that says this. */
  async function told(name: string, line: string, words: RegExp): Promise<DiscordMessage> {
    const before = (await discord.messages(name, 'general')).length;
    await discord.type(name, line);
    return until(`${name} to read ${String(words)}`, async () => {
      const said = (await discord.messages(name, 'general')).slice(before);
      const found = said.find((one) => words.test(shown(one)));
      if (!found) throw new Error(`${name} read ${said.map(shown).join('; ')}`);
      return found;
    });
  }

  /** Follows the button of /access link to Discord, and back to Latchkey; what the page says then. */
  async function signIn(name: string): Promise<string> {
    const offer = await told(name, 'link', /Sign in to/);
    const url = within(offer.components ?? []).find((one) => one.url !== undefined)!.url!;
    const user = await discord.idOf(name);
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ user }), redirect: 'manual' });
    return (await fetch(answer.headers.get('location')!)).text();
  }

  async function confirmInSlack(name: string): Promise<void> {
    const question = await slack.reads(name, 'app', 'Yes, link it');
    await slack.press(name, 'app', question, 'Yes, link it');
    await slack.reads(name, 'app', 'Linked. Both accounts');
  }

  async function unlinkAndSignInAsSomebodyElse(name: string): Promise<void> {
    const question = await told(name, 'unlink', /Unlink this account/);
    const before = (await discord.messages(name, 'general')).length;
    await discord.press(name, 'general', question, 'Unlink');
    await until('it to be unlinked', async () =>
      (await discord.messages(name, 'general')).slice(before - 1).some((one) => shown(one).includes('Unlinked.')),
    );
    await discord.ask(`/users/${name}`, { email: `${name}.second@acme.test` }, 'PATCH');
    expect(await signIn(name)).toMatch(/linked|signed in|confirmed/i);
  }

  async function requests(name: string, line: string): Promise<string> {
    const before = (await slack.messages(name, 'app')).length;
    await slack.type(name, `/access request ${line}`);
    return until(`${name} to have requested ${line}`, async () => {
      const said = (await slack.messages(name, 'app')).slice(before).map(whole);
      return accessIdIn(said.find((one) => one.includes('You asked for')) ?? '');
    });
  }

  const eventsOf = async (access: string) =>
    (await exported(sandbox.env)).filter((one) => one.access === access).map(({ event }) => event);

  it('the linked account can’t approve its own request', async () => {
    await signIn('mia');
    await confirmInSlack('mia');
    const access = await requests('mia', 'console acme-prod for 1h because the audit');
    await told('mia', `approve id:${access}`, /can’t approve your own access/);
    await told('mia', `cancel id:${access}`, /cancelled/);
  }, 240_000);

  it('nor can it after it was unlinked and signed in with a second verified e-mail', async () => {
    await unlinkAndSignInAsSomebodyElse('mia');
    const access = await requests('mia', 'console acme-prod for 1h because the audit');
    await told('mia', `approve id:${access}`, /count as one person/);
    await slack.type('sven', `/access approve ${access}`);
    await slack.reads('mia', 'app', 'You have', 'acme-prod');
  }, 240_000);

  it('and nobody gives both approvals of an Administrator that way', async () => {
    await signIn('sven');
    await confirmInSlack('sven');
    await unlinkAndSignInAsSomebodyElse('sven');
    const access = await requests('kim', 'role Administrator on mdm-eu for 1h because the rollout');
    await slack.type('sven', `/access approve ${access}`);
    await until('the first approval', async () => (await eventsOf(access)).includes('approved'));
    await told('sven', `approve id:${access}`, /already approved this, and you count as one person/);
    expect(await eventsOf(access)).not.toContain('started');
    await slack.type('grace', `/access approve ${access}`);
    await slack.reads('kim', 'app', 'You have', 'Administrator');
  }, 240_000);

  it('is in a record that verifies', async () => {
    await until('the chain to be complete', async () => (await runHere(['audit', 'verify'], sandbox.env)).code === 0);
    const entries = await exported(sandbox.env);
    const decided = entries.filter(({ event }) => event === 'approved');
    expect(decided.map(({ actor }) => actor)).toEqual(['sven@acme.test', 'sven@acme.test', 'grace@acme.test']);
    expect(entries.filter(({ event }) => event === 'unlink')).toHaveLength(2);
  });
});
