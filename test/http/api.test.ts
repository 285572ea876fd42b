import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { startHttp } from '../../src/http/index.ts';
import type { ApiRequest, ApiRoute } from '../../src/ports/http.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const errors: object[] = [];
const quiet = (): void => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: (fields: object) => void errors.push(fields) };

async function serving(handle: ApiRoute['handle'], more: Partial<ApiRoute> = {}) {
  errors.length = 0;
  const http = await startHttp({
    port: 0,
    host: '127.0.0.1',
    ready: () => Promise.resolve({ ready: true, waitingFor: [] }),
    metrics: { text: () => Promise.resolve(''), contentType: 'text/plain' },
    mounts: [],
    apis: [{ method: 'POST', path: '/webhooks/inbound/:name', maxBytes: 1_000, handle, ...more }],
    log,
  });
  ends.push(http.close);
  return { port: http.port, url: `http://127.0.0.1:${http.port}/webhooks/inbound/crm` };
}

async function shown(response: Response) {
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: JSON.parse(await response.text()) as unknown,
  };
}

const accepted = () => Promise.resolve({ status: 202, json: { id: 'a' } });

describe('a route of an API', () => {
  it('gets the bytes as they came, what stands in the path, the query and headers', async () => {
    const seen: ApiRequest[] = [];
    const { url } = await serving((request) => {
      seen.push(request);
      return Promise.resolve({ status: 202, json: { id: 'a' }, headers: { 'x-request-id': '7' } });
    });
    const bytes = new Uint8Array([0xff, 0x00, 0x0a, 0x7b]);
    const response = await fetch(`${url}%20eu?page=2`, {
      method: 'POST',
      body: bytes,
      headers: { 'Webhook-Id': 'm1' },
    });
    expect(response.headers.get('x-request-id')).toBe('7');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await shown(response)).toEqual({ status: 202, type: 'application/json', body: { id: 'a' } });
    const [request] = seen;
    expect([...(request?.body ?? [])]).toEqual([...bytes]);
    expect(request?.params).toEqual({ name: 'crm eu' });
    expect(request?.query.get('page')).toBe('2');
    expect(request?.header('webhook-id')).toBe('m1');
    expect(request?.header('webhook-signature')).toBeUndefined();
  });

  it('takes a body of the largest size, also in pieces of unknown length, and refuses one byte more', async () => {
    const { url } = await serving(accepted);
    const inPieces = (bytes: number) => ReadableStream.from([new Uint8Array(bytes - 1), new Uint8Array(1)]);
    const send = (body: NonNullable<RequestInit['body']>) => fetch(url, { method: 'POST', body, duplex: 'half' });
    expect((await send(new Uint8Array(1_000))).status).toBe(202);
    expect((await send(inPieces(1_000))).status).toBe(202);
    for (const body of [new Uint8Array(1_001), inPieces(1_001)]) {
      expect(await shown(await send(body))).toEqual({
        status: 413,
        type: 'application/problem+json',
        body: {
          type: 'about:blank',
          status: 413,
          title: 'The body is too large',
          detail: 'The body is larger than 1000 bytes.',
        },
      });
    }
  });

  it('refuses with problem details, and keeps what else a problem has', async () => {
    const { url } = await serving(() =>
      Promise.resolve({
        problem: { status: 400, title: 'The body isn’t right', type: 'urn:latchkey:shape', problems: ['a'] },
      }),
    );
    expect(await shown(await fetch(url, { method: 'POST' }))).toEqual({
      status: 400,
      type: 'application/problem+json',
      body: { type: 'urn:latchkey:shape', status: 400, title: 'The body isn’t right', problems: ['a'] },
    });
  });

  it('answers another method with a problem that names the right one', async () => {
    const { url } = await serving(accepted);
    const response = await fetch(url, { method: 'PUT' });
    expect(response.headers.get('allow')).toBe('POST');
    expect(await shown(response)).toMatchObject({
      status: 405,
      type: 'application/problem+json',
      body: { detail: '/webhooks/inbound/crm answers POST only.' },
    });
  });

  it('gives the id of a request back with every answer, also where the listener refuses by itself', async () => {
    const { url } = await serving(accepted);
    const headers = { 'x-request-id': 'r-1' };
    const answers = [
      await fetch(url, { method: 'POST', headers }),
      await fetch(url, { method: 'PUT', headers }),
      await fetch(url, { method: 'POST', headers, body: new Uint8Array(1_001) }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 405, 413]);
    for (const answer of answers) expect(answer.headers.get('x-request-id')).toBe('r-1');
  });

  it('answers JSON, with the id of the request, below its folder where nothing is', async () => {
    const headers = { 'x-request-id': 'r-1' };
    const { port, url } = await serving(accepted);
    const nothing = await fetch(`${url}/more`, { headers });
    expect(nothing.headers.get('x-request-id')).toBe('r-1');
    expect(await shown(nothing)).toMatchObject({
      status: 404,
      type: 'application/problem+json',
      body: { detail: 'There is nothing at /webhooks/inbound/crm/more.' },
    });
    expect((await fetch(`http://127.0.0.1:${port}/webhooks`)).headers.get('content-type')).toContain('text/plain');
    const decisions = await serving(accepted, { path: '/access/v1/evaluation', refusesWith: 'sentence' });
    const mistyped = await fetch(`http://127.0.0.1:${decisions.port}/access/v1/evaluate`, { method: 'POST', headers });
    expect(mistyped.headers.get('x-request-id')).toBe('r-1');
    expect(await shown(mistyped)).toEqual({
      status: 404,
      type: 'application/json',
      body: 'There is nothing at /access/v1/evaluate.',
    });
  });

  it('says how long an answer is, and sends none of it to HEAD', async () => {
    const { url } = await serving(accepted, { method: 'GET' });
    const [whole, head] = [await fetch(url), await fetch(url, { method: 'HEAD' })];
    const length = String((await whole.text()).length);
    for (const answer of [whole, head]) expect(answer.headers.get('content-length')).toBe(length);
    expect([head.status, await head.text()]).toEqual([202, '']);
  });

  it('refuses with a sentence where the route’s callers expect one', async () => {
    const { url } = await serving(() => Promise.reject(new Error('x')), { refusesWith: 'sentence' });
    const answers = [
      await fetch(url, { method: 'POST' }),
      await fetch(url, { method: 'PUT' }),
      await fetch(url, { method: 'POST', body: new Uint8Array(1_001) }),
    ];
    expect(await Promise.all(answers.map(shown))).toEqual([
      { status: 500, type: 'application/json', body: 'Something went wrong here; it is in the log.' },
      { status: 405, type: 'application/json', body: '/webhooks/inbound/crm answers POST only.' },
      { status: 413, type: 'application/json', body: 'The body is larger than 1000 bytes.' },
    ]);
  });

  it('answers what it throws with a problem that gives nothing away, and logs it', async () => {
    const { url } = await serving(() => Promise.reject(new Error('the secret is x')));
    const answer = await shown(await fetch(url, { method: 'POST' }));
    expect(answer).toMatchObject({ status: 500, type: 'application/problem+json' });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(errors).toMatchObject([{ err: { message: 'the secret is x' } }]);
  });

  it('takes whoever stops sending in the middle of a body for no fault of ours', async () => {
    let asked = 0;
    const { port, url } = await serving(() => {
      asked++;
      return accepted();
    });
    const socket = connect({ host: '127.0.0.1', port });
    socket.end('POST /webhooks/inbound/crm HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf');
    await text(socket).catch(() => undefined);
    expect((await fetch(url, { method: 'POST' })).status).toBe(202);
    expect(errors).toEqual([]);
    expect(asked).toBe(1);
  });
});
