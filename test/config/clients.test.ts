import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNamedSecrets } from '../../src/config/named-secrets.ts';
import { everyEndpoint } from '../../src/domain/webhook/callbacks.ts';
import { load, problemsOf } from './loading.ts';

const products = 'products: [{ id: acme-prod, administrators: [ada@acme.test] }]\n';
const mayRequest = '{ id: g, token: { env: A }, products: [acme-prod], may: [request], owners: [petra@acme.test]';
const clients = (text: string) => `${products}clients: [${text}]\n`;

describe('clients of the decision API', () => {
  it('are read, with names as declared', () => {
    const loaded = load(
      clients(
        '{ id: gateway, token: { env: GATEWAY_TOKEN }, products: [ACME-prod], may: [evaluate, request], owners: [Petra@acme.test] }',
      ),
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    expect(loaded.catalogue.clients).toEqual([
      {
        id: 'gateway',
        tokenVariable: 'GATEWAY_TOKEN',
        products: ['acme-prod'],
        instances: [],
        may: ['evaluate', 'request'],
        owners: ['petra@acme.test'],
      },
    ]);
  });

  it('may name actors and callbacks, where they may request', () => {
    const loaded = load(
      clients(
        '{ id: gateway, token: { env: G }, products: [acme-prod], may: [request], owners: [petra@acme.test], actors: [{ issuer: "https://agents.acme.test", id: invoice-agent }], callbacks: [{ url: "https://gateway.acme.test/tasks", secret: { env: CB } }, { url: "http://127.0.0.1:9/t", secret: { env: CB }, network: private }] }',
      ),
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const [client] = loaded.catalogue.clients ?? [];
    expect(client).toMatchObject({
      actors: [{ issuer: 'https://agents.acme.test', id: 'invoice-agent' }],
      callbacks: [
        { url: 'https://gateway.acme.test/tasks', secretVariable: 'CB', network: 'public' },
        { url: 'http://127.0.0.1:9/t', secretVariable: 'CB', network: 'private' },
      ],
    });
    const names = everyEndpoint(loaded.catalogue).map(({ id }) => id);
    expect(new Set(names).size).toBe(2);
    expect(names[0]).toMatch(/^callback:gateway:[0-9a-f]{12}$/);
  });

  it('may have budgets of their own, a part of them as well', () => {
    const loaded = load(
      clients('{ id: g, token: { env: G }, products: [acme-prod], may: [evaluate], limits: { evaluations: 5 } }'),
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    expect(loaded.catalogue.clients?.[0]?.limits).toEqual({ evaluations: 5, searches: 20, requests: 10 });
    const wrong = 'limits: { evaluations: 0, requests: 0.5, hourly: 3 }';
    const problems = problemsOf(
      clients(`{ id: g, token: { env: G }, products: [acme-prod], may: [evaluate], ${wrong} }`),
    );
    for (const key of ['evaluations', 'requests', 'hourly']) expect(problems.join('\n')).toContain(key);
  });

  it('leave the configuration’s hash as it is where there are none', () => {
    const hash = (text: string) => {
      const loaded = load(text);
      return loaded.ok ? loaded.catalogue.hash : null;
    };
    expect(hash(products)).toBe(hash(`${products}# nothing\n`));
    expect(hash(products)).not.toBe(
      hash(clients('{ id: g, token: { env: G_TOKEN }, products: [acme-prod], may: [search] }')),
    );
  });

  it.each([
    ['{ id: g, token: secret-in-the-file, products: [acme-prod], may: [search] }', 'clients[0].token'],
    [
      '{ id: g, token: { env: "sec ret" }, products: [acme-prod], may: [search] }',
      'is not the name of an environment variable',
    ],
    ['{ id: g, token: { env: G_TOKEN }, products: [acme-prd], may: [search] }', 'did you mean “acme-prod”?'],
    ['{ id: g, token: { env: G_TOKEN }, may: [search] }', 'List the products or instances'],
    ['{ id: g, token: { env: G_TOKEN }, products: [acme-prod], may: [fly] }', 'clients[0].may[0]'],
    ['{ id: g, token: { env: G_TOKEN }, products: [acme-prod], may: [request] }', 'needs owners'],
    [
      '{ id: g, token: { env: A }, products: [acme-prod], may: [search] }, { id: G, token: { env: B }, products: [acme-prod], may: [search] }',
      'There is another client “G” (“g”; ids are compared in any case): give one of them another id.',
    ],
    [
      '{ id: g, token: { env: A }, products: [acme-prod], may: [search], actors: [{ issuer: a, id: b }] }',
      '“actors” needs request in this client’s may',
    ],
    [
      '{ id: g, token: { env: A }, products: [acme-prod], may: [search], callbacks: [{ url: "https://a.test", secret: { env: C } }] }',
      '“callbacks” needs request',
    ],
    ['{ id: g, token: { env: A }, products: [acme-prod], may: [search, administer] }', '“administer” needs request'],
    [
      `${mayRequest}, actors: [{ issuer: a, id: b }, { issuer: a, id: b }] }`,
      'The actor “b” of “a” is listed already: take one out.',
    ],
    [`${mayRequest}, actors: [{ issuer: a, id: "" }] }`, 'clients[0].actors[0].id'],
    [`${mayRequest}, callbacks: [{ url: "http://a.test", secret: { env: C } }] }`, 'must begin with https://'],
    [`${mayRequest}, callbacks: [{ url: "https://10.0.0.1/", secret: { env: C } }] }`, 'needs network: private'],
    [
      `${mayRequest}, callbacks: [{ url: "https://a.test", secret: { env: C } }, { url: "https://a.test", secret: { env: D } }] }`,
      'This address is listed already',
    ],
  ])('%s is answered with what to write', (text, words) => {
    expect(JSON.stringify(problemsOf(clients(text)))).toContain(words);
  });
});

describe('a secret that latchkey.yml names', () => {
  const secret = 'a'.repeat(20);
  it('is one, or several during rotation, from the variable or its file', () => {
    expect(readNamedSecrets({ G: ` ${secret} ` }, 'G', 'x')).toEqual({ ok: true, secrets: [secret] });
    expect(readNamedSecrets({ G: `${secret}\n${secret}2` }, 'G', 'x')).toMatchObject({
      secrets: [secret, `${secret}2`],
    });
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-secret-'));
    writeFileSync(join(folder, 'token'), `${secret}\n`);
    expect(readNamedSecrets({ G_FILE: join(folder, 'token') }, 'G', 'x')).toEqual({ ok: true, secrets: [secret] });
    rmSync(folder, { recursive: true });
  });

  it.each([
    [{}, 'G is not set: the client g in latchkey.yml names it for a secret.'],
    [{ G: '  ' }, 'G is not set'],
    [{ G: 'short' }, 'at least 16 characters'],
    [{ G: secret, G_FILE: '/x' }, 'both set'],
    [{ G_FILE: '/no/such/file' }, 'ENOENT'],
  ])('%j says what to do, and never what it holds', (env, words) => {
    const read = readNamedSecrets(env, 'G', 'the client g');
    expect(read).toMatchObject({ ok: false, problem: { variable: 'G', sentence: expect.stringContaining(words) } });
    expect(JSON.stringify(read)).not.toContain(secret);
  });
});
