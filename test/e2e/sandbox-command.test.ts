import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { patience } from '../support/until.ts';

const bin = fileURLToPath(new URL('../../dist/src/cli/latchkey.js', import.meta.url));
const children: ChildProcess[] = [];
let temporary = '';

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'latchkey-command-test-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await nothingRuns();
  await rm(temporary, { recursive: true, force: true });
});

describe('latchkey sandbox', () => {
  it('starts Latchkey on the parts, and leaves nothing behind when it is told to stop', async () => {
    const port = await freePort();
    const sandbox = start('--only', 'redis,mongo,slack,latchkey', '--events-url', eventsUrl(port), '--json');
    const { parts, env } = JSON.parse(await sandbox.line()) as Ready;
    expect(parts['latchkey']).toBe(`http://127.0.0.1:${port}`);
    expect(env['PORT']).toBe(String(port));
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    expect(await listensElsewhere(port)).toBe(false);

    sandbox.child.kill('SIGINT');

    expect(await sandbox.exit()).toBe(0);
    expect(processes()).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(sandbox.out()).toHaveLength(1);
  });

  it('stops everything when Latchkey ends by itself, and says so', async () => {
    const port = await freePort();
    const sandbox = start('--only', 'redis,mongo,slack,latchkey', '--events-url', eventsUrl(port), '--socket');
    expect(await sandbox.line()).toBe('ready');
    const latchkey = processes().find(({ command }) => command.includes('latchkey.js start'));
    process.kill(latchkey!.pid, 'SIGKILL');
    expect(await sandbox.exit()).toBe(1);
    expect(sandbox.err()).toContain('Latchkey ended by itself');
    expect(processes()).toEqual([]);
  });

  it('leaves no process behind when the command is killed', async () => {
    const port = await freePort();
    const sandbox = start('--only', 'redis,mongo,slack,latchkey', '--events-url', eventsUrl(port));
    expect(await sandbox.line()).toBe('ready');
    expect(processes().length).toBeGreaterThanOrEqual(4);
    sandbox.child.kill('SIGKILL');
    await nothingRuns();
  });

  it('stops what it started when Latchkey cannot start', async () => {
    const sandbox = start('--only', 'redis,mongo,latchkey', '--events-url', eventsUrl(await freePort()));
    expect(await sandbox.exit()).toBe(2);
    expect(sandbox.err()).toContain('SLACK_BOT_TOKEN');
    expect(sandbox.err().trimEnd().split('\n').at(-1)).toBe(
      'sandbox: Latchkey did not start: see what it said above, fix that, and start again',
    );
    expect(processes()).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('refuses a taken port of --events-url with a sentence', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const sandbox = start('--only', 'redis,slack,latchkey', '--events-url', eventsUrl(port));
    expect(await sandbox.exit()).toBe(2);
    expect(sandbox.err()).toBe(
      `sandbox: port ${port} of --events-url is taken: stop what listens there, or choose another port\n`,
    );
    server.close();
  });

  it('passes the exit of a wrong use on', async () => {
    const sandbox = start('--only', 'nonsense');
    expect(await sandbox.exit()).toBe(2);
    expect(sandbox.err()).toMatch(/^sandbox: nonsense is not a part of the sandbox: [^\n]*\n$/);
  });
});

interface Ready {
  parts: Record<string, string>;
  env: Record<string, string>;
}

const eventsUrl = (port: number): string => `http://127.0.0.1:${port}/slack/events`;

/** Runs the built command with a temporary folder of its own, by which its processes and leftovers are known. */
function start(...argv: string[]) {
  const foreign = /^(SLACK|DISCORD)_|^(REDIS_URL|MONGODB_URI|LATCHKEY_CONFIG|LATCHKEY_SECRET|PORT)$/;
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const env = { ...Object.fromEntries(inherited), TMPDIR: temporary };
  const child = spawn(process.execPath, [bin, 'sandbox', ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const lines: string[] = [];
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const closed = once(child, 'close');
  const reader = createInterface({ input: child.stdout });
  const first = new Promise<string>((resolve, reject) => {
    reader.on('line', (line) => {
      lines.push(line);
      resolve(line);
    });
    reader.on('close', () => reject(new Error(`no line came: ${said}`)));
  });
  first.catch(() => undefined);
  return {
    child,
    line: () => first,
    out: () => lines,
    err: () => said,
    exit: async () => ((await closed) as [number | null])[0],
  };
}

/** The processes that carry our temporary folder in their environment: all that a command of this test started. */
function processes(): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`TMPDIR=${temporary}`)) return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
        return command === '' ? [] : [{ pid, command }];
      } catch {
        return [];
      }
    });
}

const nothingRuns = () => vi.waitFor(() => expect(processes()).toEqual([]), patience);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether the port is open on another address of this machine than 127.0.0.1. */
async function listensElsewhere(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.2:${port}/healthz`, { signal: AbortSignal.timeout(2000) }).catch(
    () => null,
  );
  return answer !== null;
}
