import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookCodecs } from '../../src/domain/webhook/codecs.ts';
import { signedHeaders } from '../../src/webhooks/sign.ts';
import { freePort } from '../e2e/support/processes.ts';
import { until } from '../support/until.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const now = { state: 'active', until: null, seq: 1 };
const access = {
  tenant: 'main',
  access: 'acc1',
  entitlement: 'console:acme-prod',
  actor: 'ada@acme.test',
  state: 'active',
  since: '2026-11-29T18:00:00.000Z',
  until: null,
  reason: null,
  because: [],
  via: 'slack',
  now,
};
const account = { tenant: 'main', subject: 'mia@acme.test', account: 'discord:300100' };
const role = { ...account, platform: 'discord', role: '2100', accesses: ['acc1'], given: true };

/** The data of an event of each type. */
function dataOf(type: string, seq: number): object {
  if (type.startsWith('access.')) return { ...access, subject: `seq${seq}@acme.test`, seq, now: { ...now, seq } };
  if (type.startsWith('role.')) return { ...role, seq };
  return type.startsWith('person.') ? account : { tenant: 'main' };
}

/** The receiver of docs/webhooks.md, as it stands there but for its port. */
describe('the Node receiver of docs/webhooks.md', () => {
  let url = '';
  let receiver: ReturnType<typeof spawn>;
  let printed = '';

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}/latchkey`;
    const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
    const code = /```js\n(.*?)```/s.exec(page)?.[1]?.replace('8080', `${port}, '127.0.0.1'`) ?? '';
    const env = { ...process.env, SIEM_WEBHOOK_SECRET: secret };
    receiver = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: root, env });
    for (const stream of [receiver.stdout, receiver.stderr])
      stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await until('the receiver to listen', async () => (await fetch(url, { method: 'POST' })).status === 401);
  });
  afterAll(() => receiver.kill('SIGKILL'));

  let sent = 0;
  async function send(type: string, seq: number): Promise<number> {
    const body = JSON.stringify({ type, timestamp: '2026-11-29T18:00:00.000Z', data: dataOf(type, seq) });
    webhookCodecs.get(type)?.parse(JSON.parse(body));
    const headers = signedHeaders([secret], `msg_${(sent += 1)}`, Date.now(), body);
    return (await fetch(url, { method: 'POST', body, headers })).status;
  }
  const given = () => [...printed.matchAll(/^give console:acme-prod seq(\d+)@/gm)].map(([, seq]) => Number(seq));

  it.each([...webhookCodecs.keys()].map((type, index) => [type, index + 1] as const))('takes %s', async (type, seq) => {
    expect(await send(type, seq), printed).toBe(200);
    if (type.startsWith('access.')) await until('what it prints', () => given().includes(seq));
  });

  it('drops an event with the same or a lower seq', async () => {
    for (const seq of [1_000, 1_000, 999, 1_001]) expect(await send('access.started', seq)).toBe(200);
    await until('what it prints', () => given().includes(1_001));
    expect(given().slice(-2), printed).toEqual([1_000, 1_001]);
  });
});
