import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../e2e/support/processes.ts';
import { until } from '../support/until.ts';

const examples = fileURLToPath(new URL('../../docs/examples/', import.meta.url));
const nginx = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'nginx'))
  .find((file) => existsSync(file));
const token = 'the-token';
const denied = 'They weren’t added to the console.';

interface Example {
  readonly requireConsole: (options: object) => express.RequestHandler;
}

/** The examples of docs/enforce.md, before a decision API that says yes to Mia alone. */
describe('the examples of enforcing', () => {
  const closing: (() => Promise<unknown>)[] = [];
  let latchkey = '';
  let isAway = false;

  type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;
  const serve = async (listener: Listener): Promise<string> => {
    const server = createServer((request, response) => void listener(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => Promise.resolve(server.close()));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  beforeEach(async () => {
    isAway = false;
    latchkey = await serve(async (request, response) => {
      const asked = JSON.parse(await text(request)) as { subject: { id: string }; resource: { id: string } };
      const isRight = request.url === '/access/v1/evaluation' && request.headers.authorization === `Bearer ${token}`;
      if (isAway || !isRight) return void response.writeHead(isAway ? 500 : 401).end();
      const decision = asked.subject.id === 'mia@acme.test' && asked.resource.id === 'acme-prod';
      response.end(JSON.stringify({ decision, ...(decision ? {} : { context: { reason_user: denied } }) }));
    });
  });
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  it('let somebody into an Express application who may, and tell others why not', async () => {
    const { requireConsole } = (await import(pathToFileURL(join(examples, 'require-console.mjs')).href)) as Example;
    const app = express();
    const emailOf = (request: express.Request) => request.get('x-signed-in');
    app.use(requireConsole({ latchkey, token, product: 'acme-prod', emailOf }));
    app.get('/', (_request, response) => void response.send('the invoices'));
    const url = await serve(app);
    const open = async (email?: string) => {
      const answer = await fetch(url, { headers: email === undefined ? {} : { 'x-signed-in': email } });
      return [answer.status, await answer.text()];
    };
    expect(await open('mia@acme.test')).toEqual([200, 'the invoices']);
    expect(await open('bob@acme.test')).toEqual([403, denied]);
    expect((await open())[0]).toBe(401);
    isAway = true;
    expect((await open('mia@acme.test'))[0]).toBe(503);
  });

  const startAuthRequest = async (): Promise<number> => {
    const port = await freePort();
    const env = { LATCHKEY_URL: latchkey, GATEWAY_TOKEN: token, PRODUCT: 'acme-prod', PORT: String(port) };
    const child = spawn(process.execPath, [join(examples, 'auth-request.mjs')], { env: { ...process.env, ...env } });
    closing.push(() => Promise.resolve(child.kill('SIGKILL')));
    await until('auth-request.mjs to listen', async () => (await fetch(`http://127.0.0.1:${port}/`)).status === 401);
    return port;
  };

  it('answer nginx’s auth_request with 204, 403, 401 and 500', async () => {
    const port = await startAuthRequest();
    const ask = async (email?: string) =>
      (await fetch(`http://127.0.0.1:${port}/`, { headers: email === undefined ? {} : { 'x-email': email } })).status;
    expect(await ask('mia@acme.test')).toBe(204);
    expect(await ask('bob@acme.test')).toBe(403);
    expect(await ask()).toBe(401);
    isAway = true;
    expect(await ask('mia@acme.test')).toBe(500);
  });

  it.skipIf(nginx === undefined)('close an application behind nginx', async () => {
    const [auth, port] = [await startAuthRequest(), await freePort()];
    const app = await serve((_request, response) => void response.end('the invoices'));
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-nginx-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    // The person is a header here, where the real file has the variable of a sign-in.
    const configuration = (await readFile(join(examples, 'nginx.conf'), 'utf8'))
      .replaceAll('AUTH_PORT', String(auth))
      .replaceAll('APP_PORT', new URL(app).port)
      .replaceAll(':PORT', `:${port}`)
      .replace('X-Email $remote_user', 'X-Email $http_x_test');
    await writeFile(join(folder, 'nginx.conf'), `pid ${folder}/pid;\nerror_log ${folder}/log;\n${configuration}`);
    const child = spawn(nginx!, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;']);
    closing.push(() => Promise.resolve(child.kill('SIGTERM')));
    const open = async (email: string) =>
      (await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-test': email } })).status;
    await until('nginx to listen', async () => (await open('mia@acme.test')) === 200);
    expect(await open('bob@acme.test')).toBe(403);
  });
});
