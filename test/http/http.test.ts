import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { startHttp } from '../../src/http/index.ts';
import type { HttpSettings, Mount } from '../../src/http/index.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const said: { fields: object; text: string }[] = [];
const quiet = (): void => undefined;
const log = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: (fields: object, text: string) => void said.push({ fields, text }),
};

async function started(more: Partial<HttpSettings> = {}) {
  const http = await startHttp({
    port: 0,
    host: '127.0.0.1',
    ready: () => Promise.resolve({ ready: true, waitingFor: [] }),
    metrics: { text: () => Promise.resolve('up 1\n'), contentType: 'text/plain; version=0.0.4' },
    mounts: [],
    log,
    ...more,
  });
  ends.push(http.close);
  return { ...http, url: `http://127.0.0.1:${http.port}` };
}

/** What is answered to bytes as they are. */
function spoken(port: number, bytes: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  ends.push(() => socket.destroy());
  socket.write(bytes);
  return text(socket);
}

const events = (handle: Mount['handle']): Mount => ({ method: 'POST', path: '/slack/events', handle });

describe('the listener', () => {
  it('says that it is alive', async () => {
    const { url } = await started();
    const response = await fetch(`${url}/healthz`);
    expect([response.status, await response.text()]).toEqual([200, 'ok\n']);
    expect((await fetch(`${url}/healthz`, { method: 'HEAD' })).status).toBe(200);
  });

  it('says whether it is ready, and what it waits for', async () => {
    let waitingFor = ['MongoDB', 'Redis'];
    const { url } = await started({ ready: () => Promise.resolve({ ready: waitingFor.length === 0, waitingFor }) });
    const before = await fetch(`${url}/readyz`);
    expect([before.status, await before.json()]).toEqual([503, { ready: false, waitingFor: ['MongoDB', 'Redis'] }]);
    waitingFor = [];
    const after = await fetch(`${url}/readyz?verbose`);
    expect([after.status, await after.json()]).toEqual([200, { ready: true, waitingFor: [] }]);
  });

  it('gives the metrics with their content type', async () => {
    const { url } = await started();
    const response = await fetch(`${url}/metrics`);
    expect(await response.text()).toBe('up 1\n');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4');
  });

  it('gives the metrics to whoever has their token, where there is one', async () => {
    const { url } = await started({ metricsToken: 'the-token' });
    const ask = (authorization?: string) =>
      fetch(`${url}/metrics`, authorization === undefined ? {} : { headers: { authorization } });
    for (const wrong of [undefined, '', 'Bearer', 'Bearer the-toke', 'Bearer the-token2', 'Basic the-token']) {
      const response = await ask(wrong);
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(await response.text()).toContain('METRICS_TOKEN');
    }
    expect(await (await ask('Bearer the-token')).text()).toBe('up 1\n');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it.each(['/healthz', '/readyz', '/metrics', '/nothing-here'])(
    'tells browsers to do nothing with %s',
    async (path) => {
      const { url } = await started();
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it('hands a mount the raw request, its body unread', async () => {
    const { url } = await started({
      mounts: [
        events(async (incoming: IncomingMessage, response: ServerResponse) => {
          response.end(`${incoming.headers['x-slack-signature'] as string} ${await text(incoming)}`);
        }),
      ],
    });
    const response = await fetch(`${url}/slack/events?x=1`, {
      method: 'POST',
      body: 'command=%2Faccess',
      headers: { 'x-slack-signature': 'v0=1' },
    });
    expect(await response.text()).toBe('v0=1 command=%2Faccess');
  });

  it('serves a health check in HTTP/1.0, which has no Host header', async () => {
    const { port } = await started();
    expect(await spoken(port, 'GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK[^]*ok\n$/);
  });

  it('answers 400 to an address that can’t be read', async () => {
    const { port } = await started();
    const request = 'GET /healthz HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n';
    expect(await spoken(port, request)).toMatch(/^HTTP\/1\.1 400[^]*can’t be read\.\n$/);
  });

  it('says in one sentence that there is nothing, or which method is right', async () => {
    const { url } = await started({ mounts: [events((_, response) => void response.end())] });
    const nothing = await fetch(`${url}/nowhere`);
    expect([nothing.status, await nothing.text()]).toEqual([404, 'There is nothing at /nowhere.\n']);
    const wrong = await fetch(`${url}/slack/events`);
    expect([wrong.status, wrong.headers.get('allow'), await wrong.text()]).toEqual([
      405,
      'POST',
      '/slack/events answers POST only.\n',
    ]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('answers 500 and logs when a mount %s, and goes on', async (_, handle) => {
    said.length = 0;
    const { url } = await started({ mounts: [events(handle)] });
    expect((await fetch(`${url}/slack/events`, { method: 'POST' })).status).toBe(500);
    expect(said).toMatchObject([{ fields: { err: { message: 'broken' }, path: '/slack/events' } }]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('says that PORT is taken, and what to do', async () => {
    const { port } = await started();
    await expect(started({ port })).rejects.toThrow(
      `PORT ${port} is taken by another process: stop that one, or set PORT to a free port`,
    );
  });
});

describe('closing', () => {
  it('lets a request under way finish, and cuts off a connection kept alive', async () => {
    let release: () => void = quiet;
    const { url, close, port } = await started({
      mounts: [
        events((_, response) => {
          release = () => void response.end('done');
        }),
      ],
    });
    const agent = new Agent({ keepAlive: true });
    ends.push(() => agent.destroy());
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/slack/events', method: 'POST', agent }, resolve)
        .on('error', reject)
        .end();
    });
    while (release === quiet) await fetch(`${url}/healthz`);
    const closed = close();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    release();
    expect(await text(await answered)).toBe('done');
    await closed;
  });

  it('does not wait for ever', async () => {
    let arrived: () => void = quiet;
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { url, close } = await started({ mounts: [events(() => arrived())], closeWithinMs: 50 });
    const cutOff = expect(fetch(`${url}/slack/events`, { method: 'POST' })).rejects.toThrow();
    await arrival;
    await close();
    await cutOff;
  });
});
