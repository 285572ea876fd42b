import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { movableClock } from './support/clock.ts';
import type { MovableClock } from './support/clock.ts';
import { freePort, latchkey, startLatchkey, startSandbox } from './support/processes.ts';
import type { Sandbox, Started } from './support/processes.ts';
import { buttonOf, createPeople, whole } from './support/slack.ts';
import type { People } from './support/slack.ts';
import { until } from '../support/until.ts';

describe.each(['HTTP', 'Socket Mode'])('the first journey over %s', (delivery) => {
  let clock: MovableClock;
  let sandbox: Sandbox;
  let app: Started;
  let people: People;
  const approvals = 'C0APPROVE';
  const audit = 'C0AUDIT';

  beforeAll(async () => {
    const port = await freePort();
    const how = delivery === 'HTTP' ? ['--events-url', `http://127.0.0.1:${port}/slack/events`] : ['--socket'];
    clock = await movableClock();
    sandbox = await startSandbox(['--only', 'redis,mongo,slack', ...how], clock.env);
    app = await startLatchkey('all', sandbox.env, port);
    people = createPeople(sandbox.parts['slack']!);
  });
  afterAll(async () => {
    await app.stop();
    await sandbox.stop();
    await clock.remove();
  });

  it('is asked for, approved with one click, and shown to everyone', async () => {
    expect(
      await people.type('mia', '/access request console acme-prod for 1m because the invoices & <!channel>'),
    ).toMatchObject({ ok: true });
    const card = await people.reads('ada', approvals, ' wants ', 'console access to ACME production');
    expect(whole(card)).not.toContain('<!channel>');
    expect(await people.reads('sven', 'app', ' wants ')).toBeTruthy();
    expect(await people.press('ada', approvals, card, 'Approve')).toMatchObject({ ok: true });
    await people.reads('mia', 'app', 'You have', 'until');
    for (const [name, channel] of [
      ['ada', approvals],
      ['sven', 'app'],
    ] as const) {
      const after = await people.reads(name, channel, ' has ');
      expect(buttonOf(after, 'Approve')).toBeUndefined();
    }
    await people.type('mia', '/access check me console on acme-prod');
    await people.reads('mia', 'app', 'may: ', 'C3');
    await people.type('ada', '/access who console acme-prod');
    await people.reads('ada', 'app', 'explicit', 'implicit');
  });

  it('of a role that needs two people takes two', async () => {
    await people.type('kim', '/access request role administrators on mdm-eu for 1h because on call');
    const card = await people.reads('ada', approvals, 'the role Administrator on Device management, Europe');
    await people.press('ada', approvals, card, 'Approve');
    const half = await people.reads('ada', approvals, '1 of 2 approvals');
    await people.press('grace', approvals, half, 'Approve');
    await people.reads('kim', 'app', 'You have', 'the role Administrator on mdm-eu');
  });

  it('refuses to revoke what is implicit, with the reason', async () => {
    await people.type('ada', '/access revoke console acme-prod from sven@acme.test');
    await people.reads('ada', 'app', 'emote or remove them in the product');
  });

  it('refuses guests, outsiders and people without a confirmed e-mail, with a reason', async () => {
    await people.change('rosa', { guest: 'restricted' });
    await people.change('quinn', { emailConfirmed: false });
    for (const name of ['rosa', 'quinn']) {
      await people.type(name, '/access request console acme-staging');
      await until(`${name} to be refused`, async () =>
        (await people.messages(name, 'app')).find((one) => /guest|confirm/i.test(whole(one))),
      );
    }
  });

  it('answers what nobody understands with what is near', async () => {
    await people.type('mia', '/access reqest console acme-prod');
    await people.reads('mia', 'app', 'Did you mean “request”');
    await people.type('mia', '/access request console acme-prd');
    await people.reads('mia', 'app', 'Did you mean “acme-prod”');
  });

  // After everything that is typed: a clock that jumps lets Socket Mode connect again.
  it('ends by itself', async () => {
    await clock.pass(60_000);
    await people.reads('mia', 'app', 'has ended');
    await people.reads('ada', audit, 'expired');
  });

  it('agrees with the audit chain on every step', async () => {
    const verified = await until('the chain to be complete', async () => {
      const run = await latchkey(['audit', 'verify', '--json'], sandbox.env);
      return run.code === 0 ? run : null;
    });
    expect(verified.code).toBe(0);
    const exported = await latchkey(['audit', 'export', '--json'], sandbox.env);
    const events = exported.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; subject: string; entitlement: string });
    const mias = events.filter((one) => one.subject === 'mia@acme.test' && one.entitlement === 'console:acme-prod');
    expect(mias.map((one) => one.event)).toEqual(['requested', 'approved', 'started', 'expired']);
  });
});
