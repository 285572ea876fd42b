import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Network } from '../../src/webhooks/addresses.ts';
import { send } from '../../src/webhooks/send.ts';
import { signedHeaders } from '../../src/webhooks/sign.ts';
import { readTarget, TargetRefused } from '../../src/webhooks/read-target.ts';
import { createAgent } from '../../src/webhooks/target.ts';
import type { Resolve } from '../../src/webhooks/target.ts';
import { untrusted } from './certificate.ts';
import { startReceiver } from './receiver.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of ends.splice(0).reverse()) await end();
});

async function receiver(...args: Parameters<typeof startReceiver>) {
  const started = await startReceiver(...args);
  ends.push(started.close);
  return started;
}

const now = () => Date.UTC(2026, 10, 30);
const body = '{"type":"webhook.test"}';

/** Sends once, as an endpoint of this network would. */
async function sent(
  url: string,
  network: Network,
  { resolve, withinMs }: { resolve?: Resolve; withinMs?: number } = {},
) {
  const agent = createAgent(network, 2_000, resolve);
  ends.push(() => agent.destroy());
  return send({ url: readTarget(url, network), headers: { 'webhook-id': 'm1' }, body }, agent, now, withinMs);
}

describe('a delivery', () => {
  it('reaches a receiver that verifies it with the stock library, with either secret while one is rotated', async () => {
    const [older, newer] = ['whsec_b2xkZXItc2VjcmV0LW9mLTI0LWI=', 'whsec_bmV3ZXItc2VjcmV0LW9mLTI0LWI='];
    const { url, received } = await receiver();
    const agent = createAgent('private', 2_000);
    ends.push(() => agent.destroy());
    const headers = signedHeaders([newer, older], 'msg_1', Date.now(), body);
    const attempt = await send({ url: readTarget(url, 'private'), headers, body }, agent, now);
    expect(attempt).toMatchObject({ ok: true, status: 200, answer: 'thanks', retryAfterMs: null, refused: false });
    const [one] = received;
    expect(one?.headers['content-type']).toBe('application/json');
    for (const secret of [older, newer]) {
      expect(new Webhook(secret).verify(one?.body ?? '', one?.headers as Record<string, string>)).toEqual(
        JSON.parse(body),
      );
    }
    expect(() => new Webhook('whsec_b3RoZXI=').verify(body, headers)).toThrow('No matching signature');
  });

  it('is delivered by any 2xx, and by nothing else', async () => {
    for (const [status, ok] of [
      [204, true],
      [299, true],
      [302, false],
      [410, false],
      [500, false],
    ] as const) {
      const { url } = await receiver((response) => void response.writeHead(status).end());
      expect(await sent(url, 'private')).toMatchObject({ ok, status });
    }
  });

  it('keeps the first KiB of an answer, and does not read on', async () => {
    const { url } = await receiver((response) => {
      response.writeHead(400);
      response.write('ä'.repeat(600));
      // Never ended: reading on would take for ever.
    });
    const { answer, status } = await sent(url, 'private');
    expect(status).toBe(400);
    expect(answer).toBe('ä'.repeat(512));
  });

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['9999999', 86_400_000],
    ['Mon, 30 Nov 2026 00:01:00 GMT', 60_000],
    ['Sun, 29 Nov 2026 00:00:00 GMT', 0],
    ['soon', null],
    ['-1', null],
    ['2026-11-30', null],
  ])('reads Retry-After: %s', async (header, ms) => {
    const { url } = await receiver((response) => void response.writeHead(429, { 'retry-after': header }).end());
    expect(await sent(url, 'private')).toMatchObject({ status: 429, retryAfterMs: ms });
  });

  it('gives up on a receiver that does not answer in time', async () => {
    const { url } = await receiver(() => undefined);
    expect(await sent(url, 'private', { withinMs: 50 })).toMatchObject({
      ok: false,
      status: null,
      answer: 'There was no answer within 0.05 s.',
      refused: false,
    });
  });

  it('is not sent to whoever has a certificate that isn’t trusted', async () => {
    let requests = 0;
    const server = createServer(untrusted, (_, response) => {
      requests++;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(() => new Promise((resolve) => server.close(resolve)));
    const { port } = server.address() as AddressInfo;
    const attempt = await sent(`https://127.0.0.1:${port}/hook`, 'private');
    expect(attempt).toMatchObject({
      ok: false,
      status: null,
      answer: expect.stringMatching(/self.signed certificate/),
    });
    expect(requests).toBe(0);
  });

  it('says why nobody could be reached', async () => {
    const { url, close } = await receiver();
    await close();
    const attempt = await sent(url, 'private');
    expect(attempt).toMatchObject({ ok: false, status: null, refused: false });
    expect(attempt.answer).toContain('ECONNREFUSED');
  });
});

/** Forty ways to name this machine, or another one inside, as an endpoint on the Internet. */
const notations = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7f.1',
  '017700000001',
  '0177.0.0.1',
  '0177.1',
  '127.0.0.1.',
  '127.000.000.001',
  '１２７.0.0.1',
  '127。0。0。1',
  '127.255.255.254',
  '0.0.0.0',
  '0',
  '10.0.0.1',
  '0xa000001',
  '172.16.5.4',
  '192.168.0.1',
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  '100.64.0.1',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::1]',
  '[2001:0:4136:e378:8000:63bf:80ff:fffe]',
  '[fe80::1]',
  '[fd00:ec2::254]',
  '[fc00::1]',
];
const names = ['localhost', 'localhost.', 'LOCALHOST'];

describe('an endpoint on the Internet', () => {
  it('has forty notations here', () => expect(new Set(notations).size).toBe(40));

  it.each(notations)('is not https://%s', async (host) => {
    const v4 = await receiver();
    const v6 = await receiver(undefined, '::1');
    for (const { port } of [v4, v6]) {
      await expect(sent(`https://${host}:${port}/hook`, 'public')).rejects.toThrow(TargetRefused);
    }
    expect([v4.connections(), v6.connections()]).toEqual([0, 0]);
  });

  it.each(names)('is not https://%s, whatever the system’s own look-up says', async (name) => {
    const { port, connections } = await receiver();
    expect(await sent(`https://${name}:${port}/hook`, 'public')).toMatchObject({ ok: false, status: null });
    expect(connections()).toBe(0);
  });

  it.each([
    ['one inner address', ['127.0.0.1']],
    ['an inner address among public ones', ['8.8.8.8', '127.0.0.1']],
    ['an inner address in IPv6', ['::ffff:127.0.0.1']],
  ])('is not a name with %s', async (_, addresses) => {
    const { port, connections } = await receiver();
    const resolve: Resolve = () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
    const attempt = await sent(`https://rebound.example:${port}/`, 'public', { resolve });
    expect(attempt).toMatchObject({ status: null, refused: true });
    expect(attempt.answer).toMatch(/^Nothing is sent to rebound\.example .*network: private in latchkey\.yml\.$/);
    expect(connections()).toBe(0);
  });

  it('is not http, nor has a user or a password', () => {
    expect(() => readTarget('http://siem.example.com/', 'public')).toThrow('must begin with https://');
    expect(() => readTarget('ftp://siem.example.com/', 'private')).toThrow('must begin with https://');
    expect(() => readTarget('https://me:secret@siem.example.com/', 'public')).toThrow('user or a password');
    expect(() => readTarget('siem.example.com', 'public')).toThrow('not a web address');
    expect(readTarget('https://siem.example.com/latchkey', 'public').host).toBe('siem.example.com');
  });
});

describe('an endpoint inside', () => {
  it('may be here, but is no link-local or metadata address by any notation or name', async () => {
    const { url, received } = await receiver();
    expect(await sent(url, 'private')).toMatchObject({ ok: true });
    expect(received).toHaveLength(1);
    for (const host of ['169.254.169.254', '0xa9fea9fe', '[fe80::1]', '[::ffff:169.254.169.254]', '[fd00:ec2::254]']) {
      expect(() => readTarget(`http://${host}/latest`, 'private')).toThrow(TargetRefused);
    }
    const resolve: Resolve = () => Promise.resolve([{ address: '169.254.169.254', family: 4 }]);
    expect(await sent('http://metadata.example/', 'private', { resolve })).toMatchObject({ refused: true });
  });

  it('is looked up for each connection: where a name changes to such an address, nothing more is sent', async () => {
    const { port, received } = await receiver(
      (response) => void response.writeHead(200, { connection: 'close' }).end(),
    );
    const answers = ['127.0.0.1', '169.254.169.254'];
    const resolve: Resolve = () => Promise.resolve([{ address: answers.shift() ?? '', family: 4 }]);
    const agent = createAgent('private', 2_000, resolve);
    ends.push(() => agent.destroy());
    const url = readTarget(`http://rebound.example:${port}/`, 'private');
    expect(await send({ url, headers: {}, body }, agent, now)).toMatchObject({ ok: true });
    expect(await send({ url, headers: {}, body }, agent, now)).toMatchObject({ ok: false, refused: true });
    expect([received.length, answers.length]).toEqual([1, 0]);
  });

  it('leads nowhere else by a redirect', async () => {
    const inner = await receiver();
    for (const status of [301, 302, 303, 307, 308]) {
      const { url } = await receiver((response) => void response.writeHead(status, { location: inner.url }).end());
      expect(await sent(url, 'private')).toMatchObject({ ok: false, status });
    }
    expect(inner.connections()).toBe(0);
  });

  it('is reached directly, whatever proxies the environment names', async () => {
    const proxy = await receiver();
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']) {
      vi.stubEnv(name, proxy.url);
    }
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    const { url, received } = await receiver();
    expect(await sent(url, 'private')).toMatchObject({ ok: true });
    expect([received.length, proxy.connections()]).toEqual([1, 0]);
  });
});
