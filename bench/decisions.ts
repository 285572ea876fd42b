import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { startMongo } from '../sandbox/mongo/index.ts';
import { openStore } from '../src/store/index.ts';
import { silent } from '../test/support/house.ts';

/**
 * `npm run bench:decisions`: evaluations a second over keep-alive connections (1, 10, 50), beside a bare hono handler that
 * answers a constant. Each server is a process of its own; they take turns, and what is shown are medians. `BENCH_ROUNDS`
 * says how many rounds, `BENCH_PEOPLE` about how many people is asked.
 */
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const people = Number(process.env['BENCH_PEOPLE'] ?? 100);
const seconds = 2;
const token = 'a-token-for-the-bench';

interface Server {
  readonly name: string;
  readonly url: string;
  readonly process: ChildProcess;
}

async function startServer(name: string, args: readonly string[]): Promise<Server> {
  const loader = createRequire(import.meta.url).resolve('tsx');
  const script = fileURLToPath(new URL(`decisions/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { name, url: `http://127.0.0.1:${String(port).trim()}/access/v1/evaluation`, process: child };
}

const bodies = Array.from({ length: people }, (_, index) =>
  JSON.stringify({
    subject: { type: 'user', id: `person${index}@acme.test` },
    action: { name: 'create-assets' },
    resource: { type: 'instance', id: 'mdm-eu' },
  }),
);

async function measure({ url }: Server, connections: number): Promise<number> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: bodies.map((body) => ({
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    })),
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`);
  return result.requests.average;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const mongo = await startMongo();
const { store, close } = await openStore({ uri: mongo.uri, tenant: 'main', log: silent });
for (let index = 0; index < people; index++) await store.people.ensureEmail(`person${index}@acme.test`, `p${index}`);
await close();
const servers = [await startServer('bare', []), await startServer('latchkey', [mongo.uri, token])];
try {
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`);
  console.log(`evaluations a second about ${people} people, medians over ${rounds} rounds of ${seconds} s\n`);
  for (const connections of [1, 10, 50]) {
    const figures = servers.map((): number[] => []);
    for (let round = 0; round < rounds; round++)
      for (const [at, server] of servers.entries()) figures[at]?.push(await measure(server, connections));
    const [bare = 0, latchkey = 0] = figures.map(median);
    const ratio = (latchkey / bare).toFixed(2);
    console.log(
      `${connections} connections: bare ${Math.round(bare)}, Latchkey ${Math.round(latchkey)}, ratio ${ratio}`,
    );
  }
} finally {
  for (const server of servers) server.process.kill();
  await mongo.stop();
}
