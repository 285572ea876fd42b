import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hook } from '../../src/domain/catalogue.ts';
import { startHttp } from '../../src/http/index.ts';
import { StoreUnavailable } from '../../src/ports/store.ts';
import { createInboundRoutes } from '../../src/webhooks/inbound.ts';
import { secretFault } from '../../src/webhooks/config.ts';
import { verifiedId } from '../../src/webhooks/verify.ts';
import { silent } from '../support/house.ts';

const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
const [one, other, foreign] = [secretOf(1), secretOf(2), secretOf(3)];
const hook: Hook = { id: 'hr', secretVariable: 'X', products: [], instances: [], may: ['facts'], owners: [] };
const now = Date.UTC(2026, 10, 29, 18);
const body = '{"type":"ticket.closed","data":{"ticket":"7"}}';

function headers(secret: string, { id = 'msg_1', at = now, over = body } = {}) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(at / 1_000),
    'webhook-signature': new Webhook(secret).sign(id, new Date(at), over),
  };
}

describe('a hook', () => {
  const taken: string[] = [];
  const state = { away: false, starting: false };
  let url = '';
  let close = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    const parts = {
      take(_: Hook, id: string) {
        if (state.away) return Promise.reject(new StoreUnavailable('away'));
        taken.push(id);
        return Promise.resolve({ status: 202, json: { id } });
      },
    };
    const apis = createInboundRoutes({ hooks: [{ hook, secrets: [one, other] }], log: silent, now: () => now }, () =>
      state.starting ? null : parts,
    );
    const http = await startHttp({
      port: 0,
      host: '127.0.0.1',
      log: silent,
      metrics: { text: () => Promise.resolve(''), contentType: 'text/plain' },
      ready: () => Promise.resolve({ ready: true, waitingFor: [] }),
      mounts: [],
      apis,
    });
    url = `http://127.0.0.1:${http.port}/webhooks/inbound`;
    close = () => http.close();
  });
  afterAll(() => close());

  const send = async (given: Record<string, string>, text = body, name = 'hr') => {
    const response = await fetch(`${url}/${name}`, { method: 'POST', headers: given, body: text });
    return response.status;
  };

  it('takes what any of its secrets signed within five minutes', async () => {
    expect(await send(headers(one))).toBe(202);
    expect(await send(headers(other, { at: now - 299_000 }))).toBe(202);
    expect(await send(headers(one, { at: now + 299_000 }))).toBe(202);
    const both = `v1,AAAA ${headers(foreign)['webhook-signature']} ${headers(one)['webhook-signature']}`;
    expect(await send({ ...headers(one), 'webhook-signature': both })).toBe(202);
  });

  it.each([
    ['unsigned', {}],
    ['signed for another hook', headers(foreign)],
    ['early', headers(one, { at: now + 301_000 })],
    ['late', headers(one, { at: now - 301_000 })],
    ['signed over another body', headers(one, { over: '{}' })],
    ['signed for another id', { ...headers(one), 'webhook-id': 'msg_2' }],
    ['with a time that isn’t one', { ...headers(one), 'webhook-timestamp': 'now' }],
    ['with an empty signature', { ...headers(one), 'webhook-signature': '' }],
  ])('refuses a delivery that is %s', async (_, given) => {
    const before = taken.length;
    expect(await send(given as Record<string, string>)).toBe(401);
    expect(taken).toHaveLength(before);
  });

  it('reads no more than 64 KiB, and is only there by its name', async () => {
    const most = `"${'x'.repeat(65_534)}"`;
    expect(await send(headers(one, { over: most }), most)).toBe(202);
    expect(await send(headers(one), `${most} `)).toBe(413);
    const before = taken.length;
    // Whoever sends more is answered at once; the rest may not get through.
    await send(headers(one), 'x'.repeat(10 * 1_048_576)).then(
      (status) => expect(status).toBe(413),
      (error: unknown) => expect(error).toBeInstanceOf(TypeError),
    );
    expect(taken).toHaveLength(before);
    expect(await send(headers(one), body)).toBe(202);
    expect(await send(headers(one), body, 'sap')).toBe(404);
    expect((await fetch(`${url}/hr`)).status).toBe(405);
  });

  it('asks for the delivery again while Latchkey starts or MongoDB is away', async () => {
    state.starting = true;
    expect(await send(headers(one))).toBe(503);
    state.starting = false;
    state.away = true;
    expect(await send(headers(one))).toBe(503);
    state.away = false;
    expect(await send(headers(one))).toBe(202);
  });
});

describe('verifying a signature', () => {
  it('agrees with the stock library, byte for byte', () => {
    const bytes = new TextEncoder().encode('{"é":"🦊"}');
    const given = headers(one, { over: '{"é":"🦊"}' });
    const wanted = { id: 'msg_1', timestamp: given['webhook-timestamp'], signature: given['webhook-signature'] };
    expect(verifiedId([other, one], wanted, bytes, now)).toBe('msg_1');
    expect(verifiedId([other], wanted, bytes, now)).toBeNull();
  });

  it.each([
    [one, null],
    ['whsec_short', 'has to hold 24 to 64 bytes'],
    ['secret', 'has to begin with whsec_'],
    [`whsec_${'*'.repeat(40)}`, 'has to begin with whsec_'],
  ])('takes only secrets of the specification’s form', (secret, fault) => {
    if (fault === null) expect(secretFault(secret)).toBeNull();
    else expect(secretFault(secret)).toContain(fault);
  });
});
