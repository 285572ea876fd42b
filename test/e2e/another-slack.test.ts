import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnotherSlack, Delivered } from './support/another-slack/index.ts';
import { buttonOf, startAnotherSlack, whole } from './support/another-slack/index.ts';
import { send, sign } from './support/another-slack/signed.ts';
import { approvals, audit, idOf } from './support/another-slack/workspace.ts';
import { exported, runHere } from './support/exported.ts';
import { folder, freePort, latchkey, startLatchkey, startSandbox } from './support/processes.ts';
import type { Sandbox, Started } from './support/processes.ts';
import { programsType } from '../support/limits.ts';
import { until } from '../support/until.ts';

const configuration = `
latchkey: { administrators: [otto@acme.test] }
${programsType}
products:
  - { id: acme-prod, name: ACME production, administrators: [ada@acme.test, sven@acme.test] }
  - { id: acme-staging, name: ACME staging, administrators: [ada@acme.test] }
channels:
  approvals: { slack: ${approvals} }
  audit: { slack: ${audit} }
`;

let sandbox: Sandbox;
let files: Awaited<ReturnType<typeof folder>>;
beforeAll(async () => {
  files = await folder({ 'latchkey.yml': configuration });
  sandbox = await startSandbox(['--only', 'redis,mongo', '--config', `${files.path}/latchkey.yml`]);
});
afterAll(async () => {
  await sandbox.stop();
  await files.remove();
});

describe.each([
  { delivery: 'HTTP', history: 'ok' },
  { delivery: 'HTTP', history: 'missing_scope' },
  { delivery: 'Socket Mode', history: 'ok' },
  { delivery: 'Socket Mode', history: 'unknown_method' },
] as const)('another Slack over $delivery, where history is answered $history', ({ delivery, history }) => {
  let slack: AnotherSlack;
  let app: Started;
  let env: Record<string, string>;
  let base: string;
  let asked: Delivered;
  let clicked: Delivered;

  beforeAll(async () => {
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    slack = await startAnotherSlack({ socket: delivery !== 'HTTP', eventsUrl: `${base}/slack/events`, history });
    env = {
      MONGODB_URI: databaseOf(sandbox.env['MONGODB_URI']!, `another-${delivery}-${history}`.replace(' ', '-')),
      REDIS_URL: sandbox.env['REDIS_URL']!,
      LATCHKEY_CONFIG: `${files.path}/latchkey.yml`,
      ...slack.env,
    };
    app = await startLatchkey('all', env, port);
  });
  afterAll(async () => {
    await app.stop();
    await slack.stop();
  });

  const mias = async () => {
    return (await exported(env))
      .filter((one) => (one as unknown as { subject: string }).subject === 'mia@acme.test' && one.access !== null)
      .map((one) => one.event);
  };

  it('answers for its health, readiness and metrics', async () => {
    for (const page of ['healthz', 'readyz', 'metrics']) expect((await fetch(`${base}/${page}`)).status).toBe(200);
  });

  it('takes a request, and posts its card although the first answer got lost', async () => {
    slack.loseAnswer('chat.postMessage', ({ channel }) => channel === approvals);
    asked = await slack.command('mia', 'request console acme-prod for 1h because &lt;!channel&gt; said *so*');
    const told = await slack.reads('mia', 'You asked for', 'console access to acme-prod');
    expect(whole(told)).not.toContain('<!channel>');
    const cards = () =>
      slack.visible('ada').filter((post) => post.channel === approvals && whole(post).includes(' wants '));
    if (history === 'ok') await until('the card to be found again', () => found(slack, 'chat.update'));
    else await until('the card to be there again', () => Promise.resolve(cards().length === 2));
    expect(cards().length).toBe(history === 'ok' ? 1 : 2);
    if (history !== 'ok') expect(app.log()).toContain('may appear twice');
    for (const card of cards()) expect(whole(card)).not.toContain('<!channel>');
  });

  it('is approved with one click, and the person is told until when', async () => {
    const card = slack.visible('ada').findLast(({ channel }) => channel === approvals)!;
    clicked = await slack.press('ada', card, 'Approve');
    await slack.reads('mia', 'You have', 'console access to acme-prod', 'until');
    await until('the card to be without buttons', () =>
      Promise.resolve(whole(card).includes(' has ') && !buttonOf(card, 'Approve')),
    );
  });

  it('says who has it, and whether, and why', async () => {
    await slack.command('mia', 'check me console on acme-prod');
    await slack.reads('mia', 'may: ', 'C3');
    await slack.command('ada', 'who console acme-prod');
    await slack.reads('ada', 'explicit', 'implicit');
  });

  it('is revoked after a confirmation, not before', async () => {
    await slack.command('ada', `revoke console acme-prod from <@${idOf('mia')}>`);
    const question = await slack.reads('ada', 'Revoke access?');
    expect(await mias()).not.toContain('revoked');
    await slack.press('ada', question, 'Revoke');
    await slack.reads('mia', 'was revoked');
  });

  it('opens the form, says what is wrong in it, and takes it when it is right', async () => {
    await slack.command('mia', '');
    const form = await slack.form('mia');
    const filled = (duration: string) => ({
      kind: { 'form:kind': { type: 'radio_buttons', selected_option: { value: 'console' } } },
      product: { 'form:product': { type: 'static_select', selected_option: { value: 'acme-staging' } } },
      duration: { 'form:duration': { type: 'plain_text_input', value: duration } },
      reason: { 'form:reason': { type: 'plain_text_input', value: null } },
    });
    const wrong = await slack.submit('mia', form, filled('tomorrow'));
    expect(wrong.answer).toMatchObject({
      response_action: 'errors',
      errors: { duration: expect.stringContaining('tomorrow') as string },
    });
    await slack.submit('mia', form, filled('2h'));
    await slack.reads('mia', 'You asked for', 'console access to acme-staging');
  });

  it('does once what is delivered again, also when it is over', async () => {
    await slack.again(asked);
    await slack.again(clicked);
    await slack.command('mia', 'cancel 000000000000');
    await slack.reads('mia', 'no access with the ID');
    const chained = await until('the chain to be complete', async () => {
      const verified = await runHere(['audit', 'verify', '--json'], env);
      const events = await mias();
      return verified.code === 0 && events.filter((event) => event === 'requested').length >= 2 ? events : null;
    });
    expect(chained).toEqual(['requested', 'approved', 'started', 'revoked', 'requested']);
  });

  it('refuses what is not signed, signed by another, or signed too long ago', async () => {
    const fields = { ...(asked.payload as Record<string, string>), trigger_id: 'never.seen' };
    const url = `${base}/slack/events`;
    // Over Socket Mode nothing is heard there, whoever signed it.
    const refused = delivery === 'HTTP' ? [401] : [404, 503];
    const unsigned = {
      ...sign(fields, slack.secret),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    expect(refused).toContain((await send(url, unsigned)).status);
    expect(refused).toContain((await send(url, sign(fields, 'another secret'))).status);
    expect(refused).toContain((await send(url, sign(fields, slack.secret, 6 * 60))).status);
    expect((await mias()).length).toBe(5);
  });

  it('is asked for nothing that it does not have', () => {
    expect(slack.unknown).toEqual([]);
    expect(slack.calls).toContain('conversations.history');
  });

  it('lets the configuration be checked, with a warning for what cannot be looked at', async () => {
    const checked = await latchkey(['config', 'check'], env);
    expect(checked).toMatchObject({ code: 0 });
    expect(checked.out + checked.err).toContain('cannot be looked at (unknown_method)');
  });
});

/** The same server, another database. */
function databaseOf(uri: string, name: string): string {
  const url = new URL(uri);
  url.pathname = `/${name}`;
  return url.toString();
}

function found(slack: AnotherSlack, method: string): Promise<boolean> {
  return Promise.resolve(slack.calls.includes(method));
}
