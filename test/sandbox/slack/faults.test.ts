import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { WebAPIPlatformError } from '@slack/web-api';
import { eventually } from '../../support/until.ts';
import { openSlack } from './support.ts';

interface Request {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** An app that keeps what it is sent, and answers as told. */
async function openApp(answer: (request: Request) => { status?: number; body?: string } | undefined) {
  const requests: Request[] = [];
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const request = { headers: incoming.headers, body };
      requests.push(request);
      const said = answer(request);
      if (said !== undefined) outgoing.writeHead(said.status ?? 200).end(said.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const eventsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  return {
    requests,
    eventsUrl,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

describe('Slack on a bad day', () => {
  it('limits the rate on demand, and the client waits as told', async () => {
    const { slack, client, hands } = await openSlack();
    await hands.post('/faults', { method: 'chat.postMessage', times: 1, status: 429, retryAfter: 1 });
    const begun = Date.now();
    await client.chat.postMessage({ channel: 'C0GENERAL', text: 'patient' });
    expect(Date.now() - begun).toBeGreaterThanOrEqual(950);
    const { calls } = await hands.get('/calls');
    expect(calls.map(({ method, status }) => [method, status])).toEqual([
      ['chat.postMessage', 429],
      ['chat.postMessage', 200],
    ]);
    await slack.stop();
  });

  it('fails with 503, or carries out the call and loses its answer', async () => {
    const { slack, client, hands } = await openSlack();
    await hands.post('/faults', { method: 'chat.postMessage', times: 1, status: 503, applied: true });
    await client.chat.postMessage({ channel: 'C0GENERAL', text: 'twice' });
    const { messages } = await hands.get('/users/ada/channels/general/messages');
    expect(messages.map((message) => message.text)).toEqual(['twice', 'twice']);
    await slack.stop();
  });

  it('holds to a message a second a channel when it is strict', async () => {
    const { slack, client, hands } = await openSlack({ now: () => 1_700_000_000_000 });
    await hands.patch('/settings', { strictRate: true });
    for (let n = 0; n < 5; n += 1) await client.chat.postMessage({ channel: 'C0GENERAL', text: `${n}` });
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.env['SLACK_BOT_TOKEN']}` },
      body: new URLSearchParams({ channel: 'C0GENERAL', text: 'too many' }),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
    await slack.stop();
  });

  it('tells a person whose command got no answer', async () => {
    const app = await openApp(() => undefined);
    const { slack, hands } = await openSlack({ eventsUrl: app.eventsUrl, patience: 60 });
    expect(await hands.post('/users/ada/type', { text: '/access mine' })).toMatchObject({
      error: 'operation_timeout',
      message: '/access failed because the app did not respond.',
    });
    const { messages } = await hands.get('/users/ada/channels/app/messages');
    expect(messages.map((message) => [message.author, message.isEphemeral])).toEqual([['USLACKBOT', true]]);
    await app.stop();
    await slack.stop();
  });

  it('tells a person whose command got a wrong answer, or nobody to take it', async () => {
    const app = await openApp(() => ({ status: 500 }));
    const { slack, hands } = await openSlack({ eventsUrl: app.eventsUrl });
    const type = () => hands.post('/users/ada/type', { text: '/access mine' });
    expect(await type()).toMatchObject({ error: 'http_error' });
    await app.stop();
    expect(await type()).toMatchObject({ error: 'dispatch_failed' });
    const { messages } = await hands.get('/users/ada/channels/app/messages');
    expect(messages.map((message) => [message.author, message.isEphemeral])).toEqual([
      ['USLACKBOT', true],
      ['USLACKBOT', true],
    ]);
    await slack.stop();
  });

  it('signs what it delivers, and can forge and date back on demand', async () => {
    const app = await openApp(() => ({ body: 'heard' }));
    const now = 1_700_000_000_000;
    const { slack, hands } = await openSlack({ eventsUrl: app.eventsUrl, now: () => now });
    for (const signature of ['valid', 'forged', 'stale']) {
      await hands.patch('/settings', { signature });
      await hands.post('/users/ada/type', { text: '/access mine' });
    }
    const checked = app.requests.map(({ headers, body }) => {
      const at = String(headers['x-slack-request-timestamp']);
      const digest = createHmac('sha256', slack.env['SLACK_SIGNING_SECRET']!).update(`v0:${at}:${body}`).digest('hex');
      return [headers['x-slack-signature'] === `v0=${digest}`, now / 1000 - Number(at)];
    });
    expect(checked).toEqual([
      [true, 0],
      [false, 0],
      [true, 600],
    ]);
    expect(Object.fromEntries(new URLSearchParams(app.requests[0]!.body))).toMatchObject({
      command: '/access',
      text: 'mine',
      channel_name: 'directmessage',
      is_enterprise_install: 'false',
    });
    await slack.stop();
    await app.stop();
  });

  it('sends an event again until it is taken, and says that it does', async () => {
    const app = await openApp(({ headers }) => ({ status: headers['x-slack-retry-num'] === '2' ? 200 : 500 }));
    const { slack, hands } = await openSlack({ eventsUrl: app.eventsUrl, eventRetryDelays: [0, 0, 0] });
    await hands.post('/users', { realName: 'Nia New', email: 'nia@acme.test' });
    const taken = await eventually(async () => {
      const { deliveries } = await hands.get('/deliveries');
      return deliveries.length === 3 && deliveries;
    });
    expect(taken.map((delivery) => delivery.outcome.ok)).toEqual([false, false, true]);
    expect(app.requests.map(({ headers }) => headers['x-slack-retry-reason'])).toEqual([
      undefined,
      'http_error',
      'http_error',
    ]);
    await slack.stop();
    await app.stop();
  });

  it('lets a trigger live for three seconds and be used once, a response URL for five uses and thirty minutes', async () => {
    let now = 1_700_000_000_000;
    const app = await openApp(() => ({}));
    const { slack, client, hands } = await openSlack({ eventsUrl: app.eventsUrl, now: () => now });
    const typed = async (): Promise<Record<string, string>> => {
      await hands.post('/users/ada/type', { text: '/access' });
      return Object.fromEntries(new URLSearchParams(app.requests.at(-1)!.body));
    };
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Hi' }, blocks: [] };
    const show = (trigger: string) =>
      client.views.open({ trigger_id: trigger, view }).then(
        () => 'fine',
        (error: unknown) => (error as WebAPIPlatformError).data.error,
      );
    const first = await typed();
    expect(await show(first['trigger_id']!)).toBe('fine');
    expect(await show(first['trigger_id']!)).toBe('exchanged_trigger_id');
    const second = await typed();
    now += 3001;
    expect(await show(second['trigger_id']!)).toBe('expired_trigger_id');

    const respond = async (url: string) =>
      (await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'so' }) })).status;
    const third = await typed();
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) statuses.push(await respond(third['response_url']!));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    now += 30 * 60_000 + 1;
    expect(await respond(second['response_url']!)).toBe(404);
    await slack.stop();
    await app.stop();
  });

  it('keeps messages and people over a restart, and begins anew when told', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'local-slack-'));
    const first = await openSlack({ dataDir });
    const { ts } = await first.client.chat.postMessage({ channel: 'U0MIA', text: 'remember me' });
    await first.hands.patch('/users/mia', { email: 'new@acme.test' });
    await first.slack.stop();

    const second = await openSlack({ dataDir });
    const { messages } = await second.hands.get('/users/new@acme.test/channels/app/messages');
    expect(messages).toMatchObject([{ ts, text: 'remember me' }]);
    const later = await second.client.chat.postMessage({ channel: 'U0MIA', text: 'next' });
    expect(Number(later.ts)).toBeGreaterThan(Number(ts));
    await second.hands.post('/reset');
    expect((await second.hands.get('/users/mia@acme.test/channels/app/messages')).messages).toEqual([]);
    await second.slack.stop();
    await rm(dataDir, { recursive: true });
  });

  it('tells whoever watches what changes', async () => {
    const { slack, client } = await openSlack();
    const response = await fetch(`${slack.url}/sandbox/events`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    await reader.read();
    await client.chat.postMessage({ channel: 'C0GENERAL', text: 'news' });
    const { value } = await reader.read();
    expect(value).toContain('event: message');
    expect(value).toContain('"channel":"C0GENERAL"');
    await reader.cancel();
    await slack.stop();
  });
});
