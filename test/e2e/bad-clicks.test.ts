import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './support/exported.ts';
import { approvals, idIn, label, startAcme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';
import { actionOf } from './support/another-slack/forged.ts';
import { whole } from './support/slack.ts';
import type { SlackMessage } from './support/slack.ts';
import { until } from '../support/until.ts';

describe('what people decide wrong, or may not', () => {
  let acme: Acme;
  beforeAll(async () => {
    acme = await startAcme();
  });
  afterAll(() => acme.stop());

  it('decides nothing on a stale card, on a second click, or on a click after the end', async () => {
    await acme.typed('bob', '/access request console acme-billing for 1h', 'You asked for');
    const card = await acme.cardOf(label('bob'), 'console access to ACME billing');
    const first = actionOf(card, 'Approve');
    expect(await acme.people.press('ada', approvals, card, 'Approve')).toMatchObject({ ok: true });
    await acme.people.reads('ada', approvals, 'to approve this.', 'C4');
    await acme.people.press('petra', approvals, card, 'Approve');
    const second = await acme.people.reads('omar', approvals, '1 of 2 approvals', label('bob'));
    await acme.forged('petra', first, 'You’ve already approved this');
    await acme.forged('omar', first, 'This request has changed since that card was shown', 'Here’s how it is now');
    expect(await acme.eventsOf('bob', 'console:acme-billing')).not.toContain('started');
    await acme.people.press('omar', approvals, second, 'Approve');
    await acme.people.reads('bob', 'app', 'You have', 'console access to acme-billing');
    await acme.forged('petra', first, 'nothing left to decide', 'petra@acme.test and omar@acme.test');
    const events = (await acme.eventsOf('bob', 'console:acme-billing')).filter((event) => event !== 'refused');
    expect(events).toEqual(['requested', 'approved', 'approved', 'started']);
  });

  it('hears no approver whose authority ended between the card and the click', async () => {
    await acme.typed('ada', '/access grant console acme-staging to bob@acme.test for 1h', 'You grant');
    await acme.people.reads('bob', 'app', 'You have', 'console access to acme-staging');
    await acme.typed('kim', '/access request console acme-staging', 'You asked for');
    const card = await acme.people.reads('bob', 'app', ' wants ', label('kim'));
    // What Bob has ends in an hour, so that's as long as he can approve it for.
    const approve = actionOf(card, /^Approve until /);
    const question = await acme.typed(
      'ada',
      '/access revoke console acme-staging from bob@acme.test',
      'Revoke access?',
    );
    await acme.people.press('ada', 'app', question, 'Revoke');
    await acme.people.reads('bob', 'app', 'was revoked');
    await acme.forged('bob', approve, 'to approve this.', 'C4');
    expect(await acme.eventsOf('kim', 'console:acme-staging')).not.toContain('approved');
  });

  it('asks anew where an approver lost the authority between the approval and the start', async () => {
    await acme.typed('kim', '/access request role Administrator on mdm-eu for 1h', 'You asked for');
    const card = await acme.cardOf(label('kim'), 'the role Administrator on Device management, Europe');
    await acme.people.press('sven', approvals, card, 'Approve');
    await acme.people.reads('ada', approvals, '1 of 2 approvals', label('kim'));
    const question = await acme.typed(
      'grace',
      '/access revoke role Administrator on mdm-eu from sven@acme.test',
      'Revoke access?',
    );
    await acme.people.press('grace', 'app', question, 'Revoke');
    await acme.people.reads('sven', 'app', 'was revoked');
    await acme.typed('ada', `/access approve ${idIn(card)}`, 'You approved');
    await acme.people.reads('kim', 'app', 'needs to be approved again');
    await acme.people.reads('ada', approvals, '1 of 2 approvals', 'no longer counts', label('kim'));
    expect(await acme.eventsOf('kim', 'role:mdm-eu/Administrator')).not.toContain('started');
    await acme.typed('grace', `/access approve ${idIn(card)}`, 'You approved');
    await acme.people.reads('kim', 'app', 'You have', 'the role Administrator on mdm-eu');
  });

  it('gives nothing for ever out of half an hour', async () => {
    await acme.typed('ada', '/access grant console acme-prod to noel@acme.test for 30m', 'You grant');
    await acme.control('POST', '/users', { realName: 'Noel', name: 'noel', email: 'noel@acme.test' });
    await until('the access to have started', async () =>
      (await acme.eventsOf('noel', 'console:acme-prod')).includes('started'),
    );
    await acme.typed('noel', '/access grant console acme-prod to hugo@acme.test for always', 'You grant');
    await acme.people.reads('hugo', 'app', 'You have', 'nobody can give access for longer than they have it');
    const started = (await acme.exported()).filter(
      (one) => one.event === 'started' && one.entitlement === 'console:acme-prod',
    );
    const untilOf = (name: string) => started.find((one) => one.subject === label(name))?.facts.until ?? null;
    expect(untilOf('noel')).toBeTypeOf('number');
    expect(untilOf('hugo')).toBe(untilOf('noel'));
  });

  it('does nothing for a button whose value was changed by hand', async () => {
    await acme.typed('mia', '/access request item write on mdm-eu/pc-12', 'You asked for');
    await acme.typed('fay', '/access request item write on mdm-eu/pc-40', 'You asked for');
    const mias = actionOf(await acme.cardOf(label('mia'), 'write on Device management, Europe/pc-12'), 'Approve');
    const fays = actionOf(await acme.cardOf(label('fay'), 'write on Device management, Europe/pc-40'), 'Approve');
    const with_ = (change: object) => ({ ...mias, value: JSON.stringify({ ...parse(mias.value), ...change }) });
    const other = { id: parse(fays.value)['id'] };
    await acme.forged('grace', with_(other), 'This request has changed since that card was shown');
    await acme.forged('grace', with_({ digest: 'x' }), 'This request has changed since that card was shown');
    await acme.forged('grace', with_({ stage: 7 }), 'This request has changed since that card was shown');
    await acme.forged('grace', with_({ ask: 'extend' }), 'This request has changed since that card was shown');
    await acme.forged('grace', with_({ id: '000000000000' }), 'There’s no access with the ID');
    await acme.forged('grace', with_({ id: 'x'.repeat(500) }), 'no longer valid');
    await acme.forged('grace', with_({ id: { $ne: null } }), 'no longer works');
    await acme.forged('grace', { ...mias, value: 'not JSON' }, 'no longer works');
    await acme.forged('grace', { action_id: 'access:conjure:0', value: '{}' }, 'no longer works');
    await acme.forged('mia', mias, 'You can’t approve your own access');
    await acme.forged('bob', mias, 'to approve this.', 'R5');
    const revocation = { entitlement: 'role:mdm-eu/Administrator', people: ['nobody', '$where'] };
    await acme.forged(
      'bob',
      { action_id: 'access:revoke-confirmed:0', value: JSON.stringify(revocation) },
      'to revoke this.',
      'R5',
    );
    const grant = { kind: 'console', product: 'acme-prod', who: ['bob'] };
    await acme.forged('grace', { action_id: 'access:grant:0', value: JSON.stringify(grant) }, 'I don’t understand');
    for (const [name, item] of [
      ['mia', 'pc-12'],
      ['fay', 'pc-40'],
    ] as const) {
      expect(await acme.eventsOf(name, `item:mdm-eu/${item}/write`)).not.toContain('approved');
    }
  });

  it.each(['forged', 'stale'])('hears nothing with a %s signature', async (signature) => {
    await acme.control('PATCH', '/settings', { signature });
    const tried = await acme.people.type('mia', '/access request console acme-staging');
    await acme.control('PATCH', '/settings', { signature: 'valid' });
    expect(tried).toMatchObject({ ok: false });
    await acme.typed('mia', '/access pending', 'write on Device management, Europe/pc-12');
    expect(await acme.eventsOf('mia', 'console:acme-staging')).toEqual([]);
  });

  it.each([
    ['reception', 'can’t see an e-mail'],
    ['una', 'isn’t confirmed'],
    ['gina@freelance.test', 'Guests can’t'],
  ])('tells %s why they cannot use it', async (name, words) => {
    const { users } = await acme.control<{ users: { id: string; name: string; email?: string }[] }>('GET', '/users');
    const user = users.find((one) => one.name === name || one.email === name)!.id;
    await acme.control('POST', `/users/${user}/type`, { channel: 'app', text: '/access request console acme-staging' });
    await until(`${name} to be told`, async () => {
      const path = `/users/${user}/channels/app/messages`;
      const { messages } = await acme.control<{ messages: SlackMessage[] }>('GET', path);
      return messages.find((message) => whole(message).includes(words));
    });
    expect((await acme.exported()).some((one) => one.event === 'requested' && one.actor.includes(name))).toBe(false);
  });

  it('lets a changed e-mail wait until a Latchkey administrator confirms it', async () => {
    await acme.typed('hugo', '/access mine', 'Help desk');
    await acme.people.change('hugo', { email: 'hugo.new@acme.test' });
    await acme.typed('hugo.new', '/access mine', 'Your e-mail changed from hugo@acme.test to hugo.new@acme.test');
    await acme.typed('hugo.new', '/access people', 'Your e-mail changed');
    const shows = ['Hugo Brandt', 'the e-mail changed from hugo@acme.test', 'Same person'];
    const waiting = await acme.typed('ada', '/access people', ...shows);
    const confirm = actionOf(waiting, 'Same person');
    await acme.forged('bob', confirm, 'Only Latchkey administrators');
    await acme.people.press('ada', 'app', waiting, 'Same person');
    await acme.people.reads('ada', 'app', 'You confirmed the e-mail hugo.new@acme.test');
    await acme.typed('hugo.new', '/access mine', 'Help desk');
    await acme.forged('ada', confirm, 'no longer pending');
  });

  it('counts no approval of somebody who has been deactivated since', async () => {
    await acme.typed('fay', '/access request console acme-billing for 1h', 'You asked for');
    const card = await acme.cardOf(label('fay'), 'console access to ACME billing');
    const approve = actionOf(card, 'Approve');
    await acme.people.press('petra', approvals, card, 'Approve');
    const half = await acme.people.reads('omar', approvals, '1 of 2 approvals', label('fay'));
    await acme.people.change('petra', { deleted: true });
    await acme.people.press('omar', approvals, half, 'Approve');
    await acme.people.reads('fay', 'app', 'needs to be approved again');
    expect(await acme.forger.press('petra', approve)).toMatchObject({ status: 200 });
    await until('the click of a deactivated person to be on record', async () =>
      (await acme.exported()).find(
        (one) => one.event === 'refused' && one.facts.code === 'not-inside' && one.facts.asked,
      ),
    );
    expect(await acme.eventsOf('fay', 'console:acme-billing')).not.toContain('started');
    await acme.people.change('petra', { deleted: false });
    await acme.typed('petra', `/access approve ${idIn(card)}`, 'You approved');
    await acme.people.reads('fay', 'app', 'You have', 'console access to acme-billing');
  });

  it('is all in the chain, which holds', async () => {
    await until(
      'the chain to be complete',
      async () => (await runHere(['audit', 'verify', '--json'], acme.env)).code === 0,
    );
  });
});

function parse(value: string): Record<string, unknown> {
  return JSON.parse(value) as Record<string, unknown>;
}
