import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './support/exported.ts';
import { approvals, idIn, label, startAcme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';
import { badLines, pingingLines } from './support/another-slack/bad-lines.ts';
import { whole } from './support/slack.ts';
import { until } from '../support/until.ts';

describe('what people type wrong', () => {
  let acme: Acme;
  beforeAll(async () => {
    acme = await startAcme();
  });
  afterAll(() => acme.stop());

  it.each(badLines.map((one) => [one[0].slice(0, 60), ...one] as const))(
    'answers “%s” with one sentence',
    async (_, line, words) => {
      const said = await acme.typed('mia', `/access ${line}`, words);
      expect(said.isEphemeral).toBe(true);
      expect(said.text).toMatch(/[.?]$/);
      expect(said.text.length).toBeLessThan(600);
      expect(whole(said)).not.toContain('went wrong');
    },
  );

  it('has begun nothing of all that', async () => {
    await acme.typed('mia', '/access pending', 'you have no pending requests');
    await acme.typed('mia', '/access mine', 'You don’t have any access');
    const begun = (await acme.exported()).filter((one) => one.event === 'requested' || one.event === 'started');
    expect(begun).toEqual([]);
  });

  it.each(pingingLines)('says “/access %s” back without pinging anybody', async (line) => {
    const said = await acme.typed('ada', `/access ${line}`, '');
    expect(whole(said)).not.toMatch(ping);
    expect(whole(said)).not.toContain('went wrong');
  });

  it('pings nobody through a reason, wherever it is shown', async () => {
    const reason = '<!here> @channel *bold* `code` <https://evil.test|click> @sven & <@U0NOBODY>';
    await acme.typed('mia', `/access request console acme-prod because ${reason}`, 'You asked for');
    const card = await acme.cardOf(label('mia'), 'console access to ACME production');
    expect(whole(card)).toContain('@here');
    await acme.typed('ada', `/access deny ${idIn(card)} because no <!everyone> for *you*`, 'You denied');
    await acme.people.reads('mia', 'app', 'was denied', '@everyone');
    await acme.people.reads('ada', 'C0AUDIT', 'denied', '@everyone');
    for (const name of ['ada', 'mia', 'sven']) {
      for (const channel of ['app', ...(name === 'ada' ? [approvals, 'C0AUDIT'] : [])]) {
        for (const message of await acme.people.messages(name, channel)) {
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
    const before = (await acme.exported()).filter((one) => one.event === 'requested').length;
    const said = await acme.after(
      async () => {
        const { answer } = await acme.forger.type('ada', line);
        if (typeof answer['text'] === 'string')
          expect(answer['text']).toMatch(/^(Request|Grant|Revok|Approv|Deny|Cancel|Giv)ing /);
      },
      'ada',
      approvals,
      words,
      'name the people one by one',
    );
    if (line.startsWith('grant')) expect(whole(said)).toContain('C6');
    expect((await acme.exported()).filter((one) => one.event === 'requested').length).toBe(before);
  });

  it('says in the form what is wrong with it, and sends nothing until it is right', async () => {
    expect(await acme.people.type('otto', '/access')).toMatchObject({ ok: true });
    const user = '/users/otto@acme.test';
    const view = await until('the form to open', async () =>
      (await acme.control<{ views: { id: string }[] }>('GET', `${user}/views`)).views.at(-1),
    );
    const submit = (values: object) =>
      acme.control<{ ok: boolean; errors?: Record<string, string> }>('POST', `${user}/views/${view.id}/submit`, {
        values,
      });
    expect((await submit({})).errors).toHaveProperty('product');
    const product = { product: { 'form:product': 'acme-staging' } };
    const wrong = await submit({ ...product, duration: { 'form:duration': 'tomorrow' } });
    expect(wrong.errors?.['duration']).toContain('“tomorrow” isn’t a duration');
    const ranged = await submit({ duration: { 'form:duration': '53w' } });
    expect(ranged.errors?.['duration']).toContain('out of range');
    expect(await acme.eventsOf('otto', 'console:acme-staging')).toEqual([]);
    const right = { duration: { 'form:duration': '2h' }, reason: { 'form:reason': '<!channel> <@U1> & *now*' } };
    expect(await submit(right)).toMatchObject({ ok: true });
    await acme.people.reads('otto', 'app', 'You asked for', 'console access to acme-staging', '2 hours');
    const card = await acme.cardOf(label('otto'), 'console access to ACME staging');
    expect(whole(card)).toContain('&lt;!channel&gt; &lt;@U1&gt; &amp; ∗now∗');
    expect(whole(card)).not.toMatch(ping);
  });

  it('is all in the chain, which holds', async () => {
    await until(
      'the chain to be complete',
      async () => (await runHere(['audit', 'verify', '--json'], acme.env)).code === 0,
    );
  });
});

/** What Slack would turn into a ping; a date is no ping. */
const ping = /<!(?!date\^)/;
