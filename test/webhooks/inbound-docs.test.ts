import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Hook } from '../../src/domain/catalogue.ts';
import { startHttp } from '../../src/http/index.ts';
import { readContent } from '../../src/services/inbound/shapes.ts';
import { createInboundRoutes } from '../../src/webhooks/inbound.ts';
import { silent } from '../support/house.ts';

const hook: Hook = { id: 'hr', secretVariable: 'X', products: [], instances: [], may: ['facts'], owners: [] };
const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const taken: string[] = [];
let http: Awaited<ReturnType<typeof startHttp>>;

beforeAll(async () => {
  const take = (_: Hook, id: string, body: Uint8Array) => {
    const read = readContent(body);
    taken.push(read.ok ? read.content.type : JSON.stringify(read.problems));
    return Promise.resolve({ status: 202, json: { id } });
  };
  http = await startHttp({
    port: 0,
    host: '127.0.0.1',
    log: silent,
    metrics: { text: () => Promise.resolve(''), contentType: 'text/plain' },
    ready: () => Promise.resolve({ ready: true, waitingFor: [] }),
    mounts: [],
    apis: createInboundRoutes({ hooks: [{ hook, secrets: [secret] }], log: silent, now: Date.now }, () => ({ take })),
  });
});
afterAll(() => http.close());

it('takes what the lines of docs/inbound.md send, signed with openssl', async () => {
  const page = readFileSync(new URL('../../docs/inbound.md', import.meta.url), 'utf8');
  const lines = /```sh\n(LATCHKEY=.*?)```/s.exec(page)?.[1] ?? '';
  const script = lines.replace('http://127.0.0.1:3000', `http://127.0.0.1:${http.port}`);
  const shell = spawn('bash', ['-eu', '-c', script], {
    env: { PATH: process.env['PATH'], HR_WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => shell.on('close', resolve));
  expect([code, taken], said).toEqual([0, ['product.administrators', 'item.flags', 'access.request']]);
  expect(said.match(/"id":"msg_[0-9a-f]{24}"/g)).toHaveLength(3);
});
