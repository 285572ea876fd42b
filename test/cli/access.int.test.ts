import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeChat } from '../support/fake-chat.ts';
import type { FakeChat } from '../support/fake-chat.ts';
import type { House } from '../support/house.ts';
import { createHouse } from '../support/house.ts';
import { email } from '../support/open-house.ts';
import type { TestStore } from '../support/store.ts';
import { testStore } from '../support/store.ts';
import { jsonLines, latchkey } from './run.ts';

const consoleProd = { kind: 'console', product: 'acme-prod' };

let test: TestStore;
let chat: FakeChat;
let house: House;
let folder = '';
let env: Record<string, string> = {};
beforeAll(async () => {
  test = await testStore();
  folder = await mkdtemp(join(tmpdir(), 'latchkey-offline-'));
  const config = join(folder, 'latchkey.yml');
  await writeFile(
    config,
    `products: [{ id: acme-prod, administrators: [ada@acme.test] }]
instances: [{ id: mdm-eu, members: { Help desk: [kim@acme.test] } }]
`,
  );
  env = { MONGODB_URI: test.uri, LATCHKEY_CONFIG: config, LATCHKEY_SECRET: Buffer.alloc(32, 7).toString('base64') };
  chat = createFakeChat(['ada', 'mia', 'bob', 'kim'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })));
  house = createHouse(test.store, chat);
  // The command goes by MongoDB's time: what it finds must not be in its future.
  house.pass(Date.now() - 60_000 - house.now());
  await house.services.importCatalogue();
  await house.say('Uada', 'grant', { ...consoleProd, who: [email('mia'), email('bob')], duration: '2h' });
}, 60_000);
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) => latchkey(args, { env });
const holding = async (...what: string[]) => {
  const { out } = await run('who', ...what, '--json');
  const [{ held }] = jsonLines(out) as [{ held: { subject: string; entitlement: string; implicit: boolean }[] }];
  return held;
};

describe('latchkey who', () => {
  it('says who has something, and who has it by the product itself (C2, C8)', async () => {
    const held = await holding('console', 'acme-prod');
    expect(held).toMatchObject([
      { subject: expect.stringMatching(/^(mia|bob)@/), implicit: false, access: expect.any(String) },
      { subject: expect.stringMatching(/^(mia|bob)@/), implicit: false, until: expect.stringMatching(/Z$/) },
      { subject: 'ada@acme.test', implicit: true, access: null, until: null },
    ]);
    expect(await holding('console:acme-prod')).toEqual(held);
    expect((await run('who', 'console', 'acme-prod')).out).toMatch(/^mia@acme\.test {2}until \S+Z {2}\w+$/m);
  });

  it('says what one person has', async () => {
    expect(await holding('mia@acme.test')).toMatchObject([{ entitlement: 'console:acme-prod' }]);
    expect(await holding('slack:T1/Umia')).toHaveLength(1);
    const nobody = await run('who', 'zed@acme.test');
    expect(nobody).toMatchObject({ code: 1, out: 'Nobody is known as zed@acme.test.\n' });
    expect(await run('who', 'role', 'Reader', 'on', 'mdm-eu')).toMatchObject({
      code: 0,
      out: 'Nobody has role:mdm-eu/Reader.\n',
    });
  });

  it.each([
    [['console', 'acme-prd'], 'Did you mean “acme-prod”?'],
    [['mia', 'bob'], 'Write an e-mail, an account'],
  ])('answers %j with what to write', async (words, sentence) => {
    const { code, err } = await run('who', ...words);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});

describe('latchkey revoke', () => {
  it('takes access away without a chat, recorded with the operating system’s user as a claim', async () => {
    const before = chat.posts.length;
    const { code, out, err } = await run(
      ...['revoke', 'console', 'acme-prod', 'from', 'mia@acme.test', '--because', 'Slack is down', '--json'],
    );
    expect(code, err).toBe(0);
    expect(jsonLines(out)).toMatchObject([{ ok: true, people: [{ who: 'mia@acme.test', ok: true }] }]);
    expect((await holding('console', 'acme-prod')).map(({ subject }) => subject)).toEqual([
      'bob@acme.test',
      'ada@acme.test',
    ]);
    expect(chat.posts).toHaveLength(before);
    house.pass(Date.now() + 5_000 - house.now());
    await house.sweep();
    const audit = chat.posts
      .filter(({ channel }) => channel === 'C0AUDIT')
      .map(({ message }) => JSON.stringify(message));
    expect(audit.some((text) => text.includes('(command line)'))).toBe(true);
    const told = chat.posts.filter(({ channel }) => channel === 'D-Umia').map(({ message }) => message.summary);
    expect(told.some((text) => text.includes('revoked'))).toBe(true);
    const exported = jsonLines((await run('audit', 'export', '--json')).out) as Record<string, unknown>[];
    expect(exported.findLast(({ event }) => event === 'revoked')).toMatchObject({
      actor: 'system',
      via: 'cli',
      facts: { claimed: expect.stringContaining('(command line)') },
      text: { value: 'Slack is down' },
    });
    expect((await run('audit', 'verify')).code).toBe(0);
  });

  it('says of each person what became of it', async () => {
    const { code, out } = await run(
      'revoke',
      'console:acme-prod',
      'from',
      'bob@acme.test',
      'zed@acme.test',
      '--because',
      'x',
    );
    expect(code).toBe(1);
    expect(out).toContain('Nobody is known as zed@acme.test.');
    expect(await holding('bob@acme.test')).toEqual([]);
  });

  it.each([
    [['console', 'acme-prod', '--because', 'x'], 'Write what and from whom'],
    [['console', 'acme-prod', 'from', 'mia@acme.test', '--because', ' '], 'Say why with --because'],
    [['console', 'acme-prod', 'from', 'mia@acme.test'], '--because'],
    [['gizmo', 'from', 'mia@acme.test', '--because', 'x'], '“gizmo” is no access'],
  ])('answers %j with what to write', async (words, sentence) => {
    const { code, err } = await run('revoke', ...words);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  it('leaves a limit as it is: it is ended in chat only (A6)', async () => {
    const { code, out } = await run(
      'revoke',
      'role',
      'Deny user listing',
      'on',
      'mdm-eu',
      'from',
      'hugo@acme.test',
      '--because',
      'x',
    );
    expect(code).toBe(1);
    expect(out).toMatch(/limit/i);
  });
});
