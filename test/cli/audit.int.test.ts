import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/config/catalogue.ts';
import type { Catalogue } from '../../src/domain/catalogue.ts';
import { builtInRoles, findRole } from '../../src/policy/index.ts';
import type { ExportedEntry } from '../../src/services/audit/entry.ts';
import { hashOf } from '../../src/services/audit/entry.ts';
import { createFakeChat } from '../support/fake-chat.ts';
import { createHouse } from '../support/house.ts';
import type { TestStore } from '../support/store.ts';
import { testStore } from '../support/store.ts';
import { jsonLines, latchkey } from './run.ts';

const file = `
latchkey: { administrators: [lena@acme.test] }
products: [{ id: acme-prod, administrators: [ada@acme.test] }]
instances:
  - { id: mdm-eu, members: { Administrator: [grace@acme.test], Help desk: [hugo@acme.test] } }
`;
const formula = '=HYPERLINK("http://evil.test"), "quoted"';

let test: TestStore;
let folder = '';
let env: Record<string, string> = {};

beforeAll(async () => {
  test = await testStore();
  folder = await mkdtemp(join(tmpdir(), 'latchkey-audit-'));
  const config = join(folder, 'latchkey.yml');
  await writeFile(config, file);
  env = { MONGODB_URI: test.uri, LATCHKEY_CONFIG: config };
  const loaded = loadCatalogue(file, { names: builtInRoles, find: findRole });
  await live((loaded as { catalogue: Catalogue }).catalogue);
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

/** A request with a reason is made, and somebody's role is taken away in chat. */
async function live(catalogue: Catalogue): Promise<void> {
  const users = ['ada', 'grace', 'hugo', 'mia'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` }));
  const house = createHouse(test.store, createFakeChat(users), catalogue);
  await house.services.importCatalogue();
  await house.settle();
  await house.say('Umia', 'request', { kind: 'console', product: 'acme-prod', duration: '2h', reason: formula });
}

async function exported(...args: string[]): Promise<ExportedEntry[]> {
  const { code, out } = await latchkey(['audit', 'export', '--json', ...args], { env });
  expect(code).toBe(0);
  return jsonLines(out) as ExportedEntry[];
}

describe('latchkey audit export', () => {
  it('writes every entry with its hash, from the first on', async () => {
    const entries = await exported();

    expect(entries.length).toBeGreaterThan(3);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    expect(entries.map(({ hash }) => hash)).toEqual(entries.map(hashOf));
    expect(entries.slice(1).map(({ prev }) => prev)).toEqual(entries.slice(0, -1).map(({ hash }) => hash));
    expect(entries.find(({ event }) => event === 'requested')).toMatchObject({
      actor: 'mia@acme.test',
      entitlement: 'console:acme-prod',
      text: { value: formula },
    });
  });

  it('writes only the entries asked for', async () => {
    expect((await exported('--from', '2', '--to', '3')).map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it('writes CSV with a header, and no cell that a spreadsheet would run', async () => {
    const { code, out } = await latchkey(['audit', 'export', '--format', 'csv'], { env });

    const lines = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(lines[0]).toBe(
      'v,seq,id,at,access,n,event,actor,subject,entitlement,because,facts,textDigest,text,via,prev,hash',
    );
    expect(lines).toHaveLength((await exported()).length + 1);
    expect(out).not.toMatch(/(^|,)"?[=+@]/m);
  });

  it('writes nothing of another tenant', async () => {
    expect(await exported('--tenant', 'other')).toEqual([]);
  });
});

describe('latchkey audit verify', () => {
  it('says yes to a record that nobody touched, and where it ends', async () => {
    const entries = await exported();

    const { code, out } = await latchkey(['audit', 'verify', '--json'], { env });

    expect(code).toBe(0);
    expect(jsonLines(out)).toEqual([
      {
        ok: true,
        entries: entries.length,
        accesses: 3,
        head: { seq: entries.length, hash: entries.at(-1)?.hash },
        trusted: 0,
        problems: [],
        unchained: [],
      },
    ]);
  });

  it('still finds a noted entry, and says no where it is another one', async () => {
    const entries = await exported();
    const noted = `2:${entries[1]!.hash}`;

    expect(await latchkey(['audit', 'verify', '--anchor', noted], { env })).toMatchObject({ code: 0 });
    expect(await latchkey(['audit', 'verify', '--anchor', `2:${'0'.repeat(64)}`], { env })).toMatchObject({ code: 1 });
  });

  it('says no where somebody edits the database, and names what and why', async () => {
    const connection = await mongoose.createConnection(test.uri).asPromise();
    try {
      const chain = connection.collection('audit');
      const before = await chain.findOne({ seq: 2 });
      await chain.updateOne({ seq: 2 }, { $set: { actor: 'mallory@acme.test' } });

      const { code, out } = await latchkey(['audit', 'verify'], { env });

      expect(code).toBe(1);
      expect(out).toContain('The record is NOT whole');
      expect(out).toContain('Entry 2 (');
      expect(out).toContain('its hash is not that of its content');

      await chain.updateOne({ seq: 2 }, { $set: { actor: before?.['actor'] as string, n: 'two' } });
      const unreadable = await latchkey(['audit', 'verify'], { env });
      expect(unreadable.code).toBe(1);
      expect(unreadable.out).toContain('Entry 2 cannot be read');
      await chain.updateOne({ seq: 2 }, { $set: { n: before?.['n'] as number } });
    } finally {
      await connection.close();
    }
  });

  it('says no where MongoDB is not there', async () => {
    const { code, err } = await latchkey(['audit', 'verify'], {
      env: { ...env, MONGODB_URI: 'mongodb://127.0.0.1:9/x' },
    });

    expect(code).toBe(1);
    expect(err).toContain('MongoDB (MONGODB_URI) did not answer');
  });
});

describe('latchkey config check with MONGODB_URI', () => {
  it('says nothing more where the records are as the file says', async () => {
    expect(jsonLines((await latchkey(['config', 'check', '--json'], { env })).out)).toEqual([
      { ok: true, problems: [], warnings: [] },
    ]);
  });

  it('says what the next start will change', async () => {
    const config = join(folder, 'next.yml');
    await writeFile(config, file.replace('hugo@acme.test', 'ida@acme.test'));

    const { code, out } = await latchkey(['config', 'check', config, '--json'], { env });

    expect(code).toBe(0);
    expect(jsonLines(out)).toMatchObject([
      {
        warnings: [
          'The next start gives the role Help desk on mdm-eu for ida@acme.test.',
          'The next start takes away the role Help desk on mdm-eu for hugo@acme.test.',
        ],
      },
    ]);
  });
});
