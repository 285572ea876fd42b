import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badLines, pingingLines } from './support/another-slack/bad-lines.ts';
import type { Forger } from './support/another-slack/forged.ts';
import { actionOf, createControl, createForger } from './support/another-slack/forged.ts';
import { parseExport } from './support/crowd.ts';
import type { Exported } from './support/crowd.ts';
import { folder, freePort, latchkey, startLatchkey, startSandbox } from './support/processes.ts';
import type { Sandbox, Started } from './support/processes.ts';
import { createPeople, whole } from './support/slack.ts';
import type { People, SlackMessage } from './support/slack.ts';
import { until } from '../support/until.ts';

const configuration = `
latchkey: { administrators: [ada@acme.test], auditors: [otto@acme.test] }
people: { domains: [acme.test] }
defaults: { always: true, maxDuration: 30d }
products:
  - { id: acme-prod, name: ACME production, administrators: [ada@acme.test, sven@acme.test] }
  - { id: acme-staging, name: ACME staging, administrators: [ada@acme.test] }
  - { id: acme-billing, name: ACME billing, administrators: [petra@acme.test, omar@acme.test] }
instances:
  - id: mdm-eu
    name: Device management, Europe
    members:
      Administrator: [grace@acme.test, ada@acme.test, sven@acme.test]
      Help desk: [hugo@acme.test, kim@acme.test, fay@acme.test]
    items: [{ id: pc-12, kind: asset }, { id: pc-40, kind: asset }]
  - { id: mdm-us, name: Device management America, members: { Administrator: [grace@acme.test] } }
channels:
  approvals: { slack: C0APPROVE }
  audit: { slack: C0AUDIT }
approvals:
  - { match: { kind: role, role: Administrator }, stages: [{ of: authority, count: 2 }] }
  - match: { kind: console, product: acme-billing }
    stages: [{ of: authority, count: 1 }, { of: [petra@acme.test, omar@acme.test], count: 1 }]
`;

const approvals = 'C0APPROVE';

describe('what people do wrong', () => {
  let sandbox: Sandbox;
  let app: Started;
  let files: Awaited<ReturnType<typeof folder>>;
  let env: Record<string, string>;
  let people: People;
  let forger: Forger;
  let control: ReturnType<typeof createControl>;

  beforeAll(async () => {
    files = await folder({ 'latchkey.yml': configuration });
    const port = await freePort();
    const events = `http://127.0.0.1:${port}/slack/events`;
    const config = `${files.path}/latchkey.yml`;
    sandbox = await startSandbox(['--only', 'redis,mongo,slack', '--config', config, '--events-url', events]);
    env = { ...sandbox.env, LATCHKEY_CONFIG: config };
    app = await startLatchkey('all', env, port);
    const slack = sandbox.parts['slack']!;
    people = createPeople(slack);
    control = createControl(slack);
    forger = await createForger(slack, events, env['SLACK_SIGNING_SECRET']!, approvals);
  });
  afterAll(async () => {
    await app.stop();
    await sandbox.stop();
    await files.remove();
  });

  /** Does something, and waits for what this person reads after it that says all of these. */
  async function after(
    does: () => Promise<unknown>,
    name: string,
    channel: string,
    ...words: readonly string[]
  ): Promise<SlackMessage> {
    const before = new Set((await people.messages(name, channel)).map(({ ts }) => ts));
    await does();
    return until(`${name} to read ${words.join(', ')} in ${channel}`, async () => {
      const fresh = (await people.messages(name, channel)).filter(({ ts }) => !before.has(ts));
      return fresh.find((message) => words.every((word) => whole(message).includes(word)));
    });
  }
  const typed = (name: string, line: string, ...words: readonly string[]) =>
    after(async () => expect(await people.type(name, line)).toMatchObject({ ok: true }), name, 'app', ...words);
  const forged = (name: string, action: { action_id: string; value: string }, ...words: readonly string[]) =>
    after(
      async () => expect(await forger.press(name, action)).toMatchObject({ status: 200 }),
      name,
      approvals,
      ...words,
    );

  const exported = async () => parseExport((await latchkey(['audit', 'export', '--json'], env)).out) as readonly Line[];
  const eventsOf = async (name: string, entitlement: string) =>
    (await exported())
      .filter((one) => one.subject === `${name}@acme.test` && one.entitlement === entitlement)
      .map((one) => one.event);
  /** The approvals channel's card about this person and this entitlement. */
  const cardOf = (who: string, what: string) => people.reads('ada', approvals, 'Access request', who, what);
  const label = (name: string) => `${name}@acme.test`;
  const idIn = (message: SlackMessage) => /Access `([0-9a-z]{12})`/.exec(whole(message))?.[1] ?? 'no id';

  it.each(badLines.map((one) => [one[0].slice(0, 60), ...one] as const))(
    'answers “%s” with one sentence',
    async (_, line, words) => {
      const said = await typed('mia', `/access ${line}`, words);
      expect(said.isEphemeral).toBe(true);
      expect(said.text).toMatch(/[.?]$/);
      expect(said.text.length).toBeLessThan(600);
      expect(whole(said)).not.toContain('went wrong');
    },
  );

  it('has begun nothing of all that', async () => {
    await typed('mia', '/access pending', 'nothing of yours waits');
    await typed('mia', '/access mine', 'You have nothing');
    const begun = (await exported()).filter((one) => one.event === 'requested' || one.event === 'started');
    expect(begun).toEqual([]);
  });

  it.each(pingingLines)('says “/access %s” back without pinging anybody', async (line) => {
    const said = await typed('ada', `/access ${line}`, '');
    expect(whole(said)).not.toMatch(ping);
    expect(whole(said)).not.toContain('went wrong');
  });

  it('pings nobody through a reason, wherever it is shown', async () => {
    const reason = '<!here> @channel *bold* `code` <https://evil.test|click> @sven & <@U0NOBODY>';
    await typed('mia', `/access request console acme-prod because ${reason}`, 'You asked for');
    const card = await cardOf(label('mia'), 'console access to acme-prod');
    expect(whole(card)).toContain('@here');
    await typed('ada', `/access deny ${idIn(card)} because no <!everyone> for *you*`, 'You denied');
    await people.reads('mia', 'app', 'was denied', '@everyone');
    await people.reads('ada', 'C0AUDIT', 'denied', '@everyone');
    for (const name of ['ada', 'mia', 'sven']) {
      for (const channel of ['app', ...(name === 'ada' ? [approvals, 'C0AUDIT'] : [])]) {
        for (const message of await people.messages(name, channel)) {
          expect(whole(message)).not.toMatch(ping);
          expect(whole(message)).not.toContain('<https://evil.test');
          expect(whole(message)).not.toContain('<@U0NOBODY>');
          expect(whole(message)).not.toContain('*bold*"');
        }
      }
    }
  });

  it.each([
    ['grant console acme-prod to <!subteam^S0CREW|@crew>', '@crew is a group'],
    ['grant console acme-prod to <!subteam^S0CREW>', 'is a group'],
    ['revoke console acme-prod from <!subteam^S0CREW|@crew>', '@crew is a group'],
  ])('refuses a group as the beneficiary: %s', async (line, words) => {
    const before = (await exported()).filter((one) => one.event === 'requested').length;
    const said = await after(
      async () => {
        const { answer } = await forger.type('ada', line);
        if (typeof answer['text'] === 'string') expect(answer['text']).toMatch(/^Heard/);
      },
      'ada',
      approvals,
      words,
      'name the people one by one',
    );
    if (line.startsWith('grant')) expect(whole(said)).toContain('C6');
    expect((await exported()).filter((one) => one.event === 'requested').length).toBe(before);
  });

  it('decides nothing on a stale card, on a second click, or on a click after the end', async () => {
    await typed('bob', '/access request console acme-billing for 1h', 'You asked for');
    const card = await cardOf(label('bob'), 'console access to acme-billing');
    const first = actionOf(card, 'Approve');
    expect(await people.press('ada', approvals, card, 'Approve')).toMatchObject({ ok: true });
    await people.reads('ada', approvals, 'You cannot approve this', 'C4');
    await people.press('petra', approvals, card, 'Approve');
    const second = await people.reads('omar', approvals, '1 of 2 approved', label('bob'));
    await forged('petra', first, 'You have approved this already');
    await forged('omar', first, 'What that button showed has changed', 'look at the card as it stands now');
    expect(await eventsOf('bob', 'console:acme-billing')).not.toContain('started');
    await people.press('omar', approvals, second, 'Approve');
    await people.reads('bob', 'app', 'You have', 'console access to acme-billing');
    await forged('petra', first, 'Nothing is left to decide', 'petra@acme.test and omar@acme.test');
    const events = (await eventsOf('bob', 'console:acme-billing')).filter((event) => event !== 'refused');
    expect(events).toEqual(['requested', 'approved', 'approved', 'started']);
  });

  it('hears no approver whose authority ended between the card and the click', async () => {
    await typed('ada', '/access grant console acme-staging to bob@acme.test for 1h', 'You grant');
    await people.reads('bob', 'app', 'You have', 'console access to acme-staging');
    await typed('kim', '/access request console acme-staging', 'You asked for');
    const card = await people.reads('bob', 'app', 'Access request', label('kim'));
    const approve = actionOf(card, 'Approve');
    const question = await typed('ada', '/access revoke console acme-staging from bob@acme.test', 'Revoke access?');
    await people.press('ada', 'app', question, 'Revoke');
    await people.reads('bob', 'app', 'was revoked');
    await forged('bob', approve, 'You cannot approve this', 'C4');
    expect(await eventsOf('kim', 'console:acme-staging')).not.toContain('approved');
  });

  it('asks anew where an approver lost the authority between the approval and the start', async () => {
    await typed('kim', '/access request role Administrator on mdm-eu for 1h', 'You asked for');
    const card = await cardOf(label('kim'), 'the role Administrator on mdm-eu');
    await people.press('sven', approvals, card, 'Approve');
    await people.reads('ada', approvals, '1 of 2 approved', label('kim'));
    const question = await typed(
      'grace',
      '/access revoke role Administrator on mdm-eu from sven@acme.test',
      'Revoke access?',
    );
    await people.press('grace', 'app', question, 'Revoke');
    await people.reads('sven', 'app', 'was revoked');
    await typed('ada', `/access approve ${idIn(card)}`, 'You approved');
    await people.reads('kim', 'app', 'has to be approved anew');
    await people.reads('ada', approvals, '1 of 2 approved', 'no longer counts', label('kim'));
    expect(await eventsOf('kim', 'role:mdm-eu/Administrator')).not.toContain('started');
    await typed('grace', `/access approve ${idIn(card)}`, 'You approved');
    await people.reads('kim', 'app', 'You have', 'the role Administrator on mdm-eu');
  });

  it('gives nothing for ever out of half an hour', async () => {
    await typed('ada', '/access grant console acme-prod to noel@acme.test for 30m', 'You grant');
    await control('POST', '/users', { realName: 'Noel', name: 'noel', email: 'noel@acme.test' });
    await until('the access to have started', async () =>
      (await eventsOf('noel', 'console:acme-prod')).includes('started'),
    );
    await typed('noel', '/access grant console acme-prod to hugo@acme.test for always', 'You grant');
    await people.reads('hugo', 'app', 'You have', 'Nobody gives longer than they have');
    const started = (await exported()).filter(
      (one) => one.event === 'started' && one.entitlement === 'console:acme-prod',
    );
    const untilOf = (name: string) => started.find((one) => one.subject === label(name))?.facts.until ?? null;
    expect(untilOf('noel')).toBeTypeOf('number');
    expect(untilOf('hugo')).toBe(untilOf('noel'));
  });

  it('does nothing for a button whose value was changed by hand', async () => {
    await typed('mia', '/access request item write on mdm-eu/pc-12', 'You asked for');
    await typed('fay', '/access request item write on mdm-eu/pc-40', 'You asked for');
    const mias = actionOf(await cardOf(label('mia'), 'write on mdm-eu/pc-12'), 'Approve');
    const fays = actionOf(await cardOf(label('fay'), 'write on mdm-eu/pc-40'), 'Approve');
    const with_ = (change: object) => ({ ...mias, value: JSON.stringify({ ...parse(mias.value), ...change }) });
    const other = { id: parse(fays.value)['id'] };
    await forged('grace', with_(other), 'What that button showed has changed');
    await forged('grace', with_({ digest: 'x' }), 'What that button showed has changed');
    await forged('grace', with_({ stage: 7 }), 'What that button showed has changed');
    await forged('grace', with_({ ask: 'extend' }), 'What that button showed has changed');
    await forged('grace', with_({ id: '000000000000' }), 'There is no access with the id');
    await forged('grace', with_({ id: 'x'.repeat(500) }), 'not valid any more');
    await forged('grace', with_({ id: { $ne: null } }), 'not one of ours');
    await forged('grace', { ...mias, value: 'not JSON' }, 'not one of ours');
    await forged('grace', { action_id: 'access:conjure:0', value: '{}' }, 'not one of ours');
    await forged('mia', mias, 'You cannot approve your own access');
    await forged('bob', mias, 'You cannot approve this', 'R5');
    const revocation = { entitlement: 'role:mdm-eu/Administrator', people: ['nobody', '$where'] };
    await forged(
      'bob',
      { action_id: 'access:revoke-confirmed:0', value: JSON.stringify(revocation) },
      'not known any more',
    );
    const grant = { kind: 'console', product: 'acme-prod', who: ['bob'] };
    await forged('grace', { action_id: 'access:grant:0', value: JSON.stringify(grant) }, 'I do not understand');
    for (const [name, item] of [
      ['mia', 'pc-12'],
      ['fay', 'pc-40'],
    ] as const) {
      expect(await eventsOf(name, `item:mdm-eu/${item}/write`)).not.toContain('approved');
    }
  });

  it.each(['forged', 'stale'])('hears nothing with a %s signature', async (signature) => {
    await control('PATCH', '/settings', { signature });
    const tried = await people.type('mia', '/access request console acme-staging');
    await control('PATCH', '/settings', { signature: 'valid' });
    expect(tried).toMatchObject({ ok: false });
    await typed('mia', '/access pending', 'write on mdm-eu/pc-12');
    expect(await eventsOf('mia', 'console:acme-staging')).toEqual([]);
  });

  it.each([
    ['reception', 'no e-mail'],
    ['una', 'not confirmed'],
    ['gina@freelance.test', 'Guests cannot'],
  ])('tells %s why they cannot use it', async (name, words) => {
    const { users } = await control<{ users: { id: string; name: string; email?: string }[] }>('GET', '/users');
    const user = users.find((one) => one.name === name || one.email === name)!.id;
    await control('POST', `/users/${user}/type`, { channel: 'app', text: '/access request console acme-staging' });
    await until(`${name} to be told`, async () => {
      const path = `/users/${user}/channels/app/messages`;
      const { messages } = await control<{ messages: SlackMessage[] }>('GET', path);
      return messages.find((message) => whole(message).includes(words));
    });
    expect((await exported()).some((one) => one.event === 'requested' && one.actor.includes(name))).toBe(false);
  });

  it('lets a changed e-mail wait until a Latchkey administrator confirms it', async () => {
    await typed('hugo', '/access mine', 'Help desk');
    await people.change('hugo', { email: 'hugo.new@acme.test' });
    await typed('hugo.new', '/access mine', 'Your e-mail changed from hugo@acme.test to hugo.new@acme.test');
    await typed('hugo.new', '/access people', 'Your e-mail changed');
    const waiting = await typed('ada', '/access people', 'Hugo Brandt', 'the e-mail changed from hugo@acme.test');
    const confirm = actionOf(waiting, 'Confirm');
    await forged('bob', confirm, 'Only Latchkey administrators');
    await people.press('ada', 'app', waiting, 'Confirm');
    await people.reads('ada', 'app', 'You confirmed the e-mail hugo.new@acme.test');
    await typed('hugo.new', '/access mine', 'Help desk');
    await forged('ada', confirm, 'does not wait any more');
  });

  it('counts no approval of somebody who has been deactivated since', async () => {
    await typed('fay', '/access request console acme-billing for 1h', 'You asked for');
    const card = await cardOf(label('fay'), 'console access to acme-billing');
    const approve = actionOf(card, 'Approve');
    await people.press('petra', approvals, card, 'Approve');
    const half = await people.reads('omar', approvals, '1 of 2 approved', label('fay'));
    await people.change('petra', { deleted: true });
    await people.press('omar', approvals, half, 'Approve');
    await people.reads('fay', 'app', 'has to be approved anew');
    expect(await forger.press('petra', approve)).toMatchObject({ status: 200 });
    await until('the click of a deactivated person to be on record', async () =>
      (await exported()).find((one) => one.event === 'refused' && one.facts.code === 'not-inside' && one.facts.asked),
    );
    expect(await eventsOf('fay', 'console:acme-billing')).not.toContain('started');
    await people.change('petra', { deleted: false });
    await typed('petra', `/access approve ${idIn(card)}`, 'You approved');
    await people.reads('fay', 'app', 'You have', 'console access to acme-billing');
  });

  it('says in the form what is wrong with it, and sends nothing until it is right', async () => {
    expect(await people.type('otto', '/access')).toMatchObject({ ok: true });
    const user = '/users/otto@acme.test';
    const view = await until('the form to open', async () =>
      (await control<{ views: { id: string }[] }>('GET', `${user}/views`)).views.at(-1),
    );
    const submit = (values: object) =>
      control<{ ok: boolean; errors?: Record<string, string> }>('POST', `${user}/views/${view.id}/submit`, { values });
    expect((await submit({})).errors).toHaveProperty('product');
    const product = { product: { 'form:product': 'acme-staging' } };
    const wrong = await submit({ ...product, duration: { 'form:duration': 'tomorrow' } });
    expect(wrong.errors?.['duration']).toContain('“tomorrow” is not a duration');
    const ranged = await submit({ duration: { 'form:duration': '53w' } });
    expect(ranged.errors?.['duration']).toContain('out of range');
    expect(await eventsOf('otto', 'console:acme-staging')).toEqual([]);
    const right = { duration: { 'form:duration': '2h' }, reason: { 'form:reason': '<!channel> <@U1> & *now*' } };
    expect(await submit(right)).toMatchObject({ ok: true });
    await people.reads('otto', 'app', 'You asked for', 'console access to acme-staging', '2h');
    const card = await cardOf(label('otto'), 'console access to acme-staging');
    expect(whole(card)).toContain('&lt;!channel&gt; &lt;@U1&gt; &amp; *now*');
    expect(whole(card)).not.toMatch(ping);
  });

  it('is all in the chain, which holds', async () => {
    await until(
      'the chain to be complete',
      async () => (await latchkey(['audit', 'verify', '--json'], env)).code === 0,
    );
  });
});

/** A line of the export, as far as it is looked at here. */
interface Line extends Exported {
  readonly subject: string | null;
  readonly entitlement: string | null;
  readonly facts: { readonly until?: number | null; readonly code?: string; readonly asked?: string };
}

/** What Slack would turn into a ping; a date is no ping. */
const ping = /<!(?!date\^)/;

function parse(value: string): Record<string, unknown> {
  return JSON.parse(value) as Record<string, unknown>;
}
