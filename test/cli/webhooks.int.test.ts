import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeChat } from '../support/fake-chat.ts';
import { createHouse } from '../support/house.ts';
import type { House } from '../support/house.ts';
import { testCatalogue } from '../support/catalogue.ts';
import type { TestStore } from '../support/store.ts';
import { testStore } from '../support/store.ts';
import { createSender } from '../../src/webhooks/sender.ts';
import { receiving, secret } from '../services/webhooks/receiving.ts';
import { jsonLines, latchkey } from './run.ts';

let stored: TestStore;
let receiver: Awaited<ReturnType<typeof receiving>>;
let house: House;
let folder = '';
let env: Record<string, string> = {};
beforeAll(async () => {
  stored = await testStore();
  receiver = await receiving(Date.now);
  folder = await mkdtemp(join(tmpdir(), 'latchkey-webhooks-'));
  const config = join(folder, 'latchkey.yml');
  await writeFile(
    config,
    `products: [{ id: acme-prod, administrators: [ada@acme.test] }]
webhooks: [{ id: siem, url: "${receiver.url}", secret: { env: SIEM_WEBHOOK_SECRET }, network: private, events: [access.requested] }]
`,
  );
  env = {
    MONGODB_URI: stored.uri,
    LATCHKEY_CONFIG: config,
    LATCHKEY_SECRET: Buffer.alloc(32, 7).toString('base64'),
    SIEM_WEBHOOK_SECRET: secret,
  };
  const chat = createFakeChat(['ada', 'mia'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })));
  const endpoint = { ...receiver.endpoint, events: ['access.requested'] };
  const webhooks = [endpoint];
  house = createHouse(stored.store, chat, testCatalogue({ webhooks }), [], (clock) =>
    createSender([{ endpoint, secrets: [secret] }], clock),
  );
  // The command goes by MongoDB's time: what it finds must not be in its future.
  house.pass(Date.now() - 60_000 - house.now());
  await house.services.importCatalogue();
  await house.services.webhooks.endpoints.importEndpoints();
  await house.say('Umia', 'request', { kind: 'console', product: 'acme-prod' });
}, 60_000);
afterAll(async () => {
  await receiver.close();
  await stored.close();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) => latchkey(['webhooks', ...args], { env });
const json = async (...args: string[]) => jsonLines((await run(...args, '--json')).out)[0];

describe('latchkey webhooks list', () => {
  it('shows the endpoints, and the deliveries of one with every attempt', async () => {
    expect(await json('list')).toMatchObject({
      ok: true,
      endpoints: [{ id: 'siem', state: 'on', pending: 0, failingSince: null }],
    });
    expect((await run('list')).out).toMatch(/^siem {2}on {2}http:\/\/127\.0\.0\.1:\d+\/hook {2}0 pending$/m);
    expect(await json('list', 'siem')).toMatchObject({
      endpoint: { id: 'siem' },
      deliveries: [{ type: 'access.requested', state: 'delivered', seq: 1, attempts: [{ status: 200 }] }],
    });
    expect((await run('list', 'siem')).out).toMatch(/access\.requested {2}msg_[0-9a-f]{32} {2}delivered\n.* ms {2}200/);
  });

  it('says what waits for an earlier one, in place of a time that is past', async () => {
    const at = house.now();
    const one = (n: number) => ({
      ...{
        id: `msg_waits${n}`,
        endpoint: 'siem',
        lane: 'siem/acc',
        seq: n,
        type: 'access.requested',
        at,
        createdAt: at,
      },
      source: { kind: 'access', access: 'acc', n } as const,
      ...({ state: 'pending', nextAt: n === 1 ? at + 3_600_000 : at, tries: n === 1 ? 1 : 0, firstAt: null } as const),
      ...{ isReported: false, attempts: [] },
    });
    for (const n of [1, 2]) await stored.store.webhooks.add([one(n)]);
    const { out } = await run('list', 'siem');
    expect(out).toMatch(/msg_waits1 {2}pending, next at \S+Z\n/);
    expect(out).toMatch(/msg_waits2 {2}pending, waits for the one before it\n/);
    const { deliveries } = (await json('list', 'siem')) as { deliveries: { id: string }[] };
    expect(deliveries.find((found) => found.id === 'msg_waits2')).toMatchObject({
      nextAt: null,
      waitsForEarlier: true,
    });
    const over = { state: 'dropped', nextAt: at, tries: 0, firstAt: null } as const;
    for (const n of [1, 2]) await stored.store.webhooks.settle(`msg_waits${n}`, over, null, at);
  });

  it.each([
    [['list', 'siam'], 'There is no endpoint "siam"; did you mean "siem"?'],
    [['test', 'siam'], 'did you mean "siem"?'],
    [['resume', 'siem', '--from', 'soon'], '--from takes how long ago'],
    [['replay', 'siem'], 'Say what to send again'],
    [['replay', 'siem', '--from', '1h', '--message', 'm'], 'Say either --message, or --from'],
    [['replay', 'siem', '--undelivered', '--message', 'm'], 'not both'],
    [['replay', 'siem', '--message', 'msg_0'], 'siem has no message msg_0'],
    [['replay', 'siem', '--from', '31-12-2026'], 'not "31-12-2026"'],
    [['test'], 'endpoint'],
  ])('%j is answered with what to write', async (args, sentence) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});

describe('latchkey webhooks test', () => {
  it('takes the real path: signed, delivered, and noted', async () => {
    const { code, out, err } = await run('test', 'siem');
    expect(code, err).toBe(0);
    expect(out).toMatch(/^siem accepted the test in \d+ ms: 200\n$/);
    expect(receiver.verified.at(-1)).toMatchObject({ type: 'webhook.test', data: { tenant: 'main' } });
    const { deliveries } = (await json('list', 'siem')) as { deliveries: object[] };
    expect(deliveries[0]).toMatchObject({ type: 'webhook.test', state: 'delivered', source: { kind: 'test' } });
  });

  it('says what the receiver answered, once', async () => {
    receiver.state.answers = () => ({ status: 503, body: 'not now' });
    const before = receiver.verified.length;
    expect(await json('test', 'siem')).toMatchObject({ ok: false, attempt: { status: 503, answer: 'not now' } });
    const { code, out } = await run('test', 'siem');
    expect([code, receiver.verified.length]).toEqual([1, before + 2]);
    expect(out).toContain('503: not now');
    expect(await stored.store.webhooks.countPending('siem')).toBe(0);
    receiver.state.answers = () => 200;
  });

  it('asks for the secret that it signs with', async () => {
    const { SIEM_WEBHOOK_SECRET: _, ...without } = env;
    const { code, err } = await latchkey(['webhooks', 'test', 'siem'], { env: without });
    expect(code).toBe(2);
    expect(err).toContain('SIEM_WEBHOOK_SECRET is not set: the endpoint siem in latchkey.yml names it');
  });
});

describe('latchkey webhooks replay', () => {
  it('has events sent again by the workers, with the ids that they had', async () => {
    const [first] = receiver.verified;
    expect(await json('replay', 'siem', '--from', '1h')).toEqual({ ok: true, endpoint: 'siem', state: 'on', sent: 1 });
    house.pass(Date.now() + 1_000 - house.now());
    await house.sweep();
    expect(receiver.verified.at(-1)?.id).toBe(first?.id);
    expect((await run('replay', 'siem', '--from', '1h', '--undelivered')).code).toBe(1);
    const { out, err } = await run('replay', 'siem', '--message', first?.id ?? '');
    expect(out).toBe('1 event will be sent again.\n');
    expect(err).toContain('running workers send within seconds');
    house.pass(Date.now() + 1_000 - house.now());
    await house.sweep();
  });
});

describe('latchkey webhooks resume', () => {
  it('has deliveries go on, and is recorded with the operating system’s user', async () => {
    expect(await json('resume', 'siem')).toEqual({ ok: false, endpoint: 'siem', from: null, sent: 0 });
    expect((await run('resume', 'siem')).out).toContain('siem isn’t paused');
    await house.services.webhooks.endpoints.stop(receiver.endpoint, 'paused');
    expect((await run('list')).out).toMatch(/^siem {2}paused since \S+Z/);
    const { code, out, err } = await run('resume', 'siem', '--from', '1h');
    expect(code, err).toBe(0);
    expect(out).toMatch(/^siem is resumed: 1 event since \S+Z will be sent\.\n$/);
    house.pass(Date.now() + 5_000 - house.now());
    await house.sweep();
    const exported = jsonLines((await latchkey(['audit', 'export', '--json'], { env })).out) as Record<
      string,
      unknown
    >[];
    const entries = exported.filter(({ event }) => event === 'endpoint');
    expect(entries.map(({ facts }) => (facts as { what: string }).what)).toEqual(['added', 'paused', 'resumed']);
    expect(entries.at(-1)).toMatchObject({ actor: expect.stringContaining('(command line)'), via: 'cli' });
    expect((await latchkey(['audit', 'verify'], { env })).code).toBe(0);
  });
});
