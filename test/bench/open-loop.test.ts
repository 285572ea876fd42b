import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { median, percentile } from '../../bench/ack/figures.ts';
import { openLoop } from '../../bench/ack/open-loop.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const { port } = server.address() as AddressInfo;
  return { port, signingSecret: 'secret', team: 'T1', channel: 'C1', user: 'U1' };
}

describe('the load of the acknowledgement bench', () => {
  it('sends as many signed commands as the rate says, none twice', async () => {
    const bodies: string[] = [];
    const sender = await serve((request, response) => {
      void text(request).then((body) => {
        const at = request.headers['x-slack-request-timestamp'] as string;
        const right = createHmac('sha256', 'secret').update(`v0:${at}:${body}`).digest('hex');
        response.statusCode = request.headers['x-slack-signature'] === `v0=${right}` ? 200 : 401;
        bodies.push(body);
        response.end();
      });
    });
    const { latencies } = await openLoop({ sender, connections: 3, rate: 200, seconds: 0.2 });
    expect(latencies).toHaveLength(40);
    expect(new Set(bodies).size).toBe(40);
    expect(new URLSearchParams(bodies[0]).get('text')).toBe('request console acme-prod for 1h because bench');
  });

  it('charges a stall to every request that was due meanwhile', async () => {
    let first = true;
    const sender = await serve((_, response) => {
      setTimeout(() => response.end('late'), first ? 200 : 0);
      first = false;
    });
    const { latencies } = await openLoop({ sender, connections: 1, rate: 100, seconds: 0.2 });
    expect(Math.min(...latencies.slice(0, 5))).toBeGreaterThan(100_000);
  });

  it('fails when a server refuses', async () => {
    const sender = await serve((_, response) => {
      response.statusCode = 401;
      response.end('no');
    });
    await expect(openLoop({ sender, connections: 1, rate: 100, seconds: 0.1 })).rejects.toThrow('Answered 401: no');
  });
});

describe('figures', () => {
  it('take the value that a share of all does not exceed', () => {
    const values = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect([percentile(values, 0.99), percentile(values, 0.5), median([3, 1, 2])]).toEqual([99, 50, 2]);
  });
});
