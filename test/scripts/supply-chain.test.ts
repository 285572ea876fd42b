import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly dev?: boolean;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

describe('package-lock.json', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
  const installed = Object.entries(packages).filter(([path, one]) => path.startsWith('node_modules/') && !one.link);

  it('has an integrity value for every package, those of other platforms included', () => {
    expect(installed.length).toBeGreaterThan(100);
    const without = installed.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''));
    expect(without.map(([path]) => path)).toEqual([]);
  });

  it('names no registry: each machine uses its own', () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/);
    expect(read('.npmrc')).not.toMatch(/registry|_auth/i);
  });

  it('brings nothing of the sandbox into production: what Latchkey itself lacks is for development', () => {
    const own = Object.keys((JSON.parse(read('package.json')) as { dependencies: object }).dependencies);
    const sandbox = packages['sandbox']!;
    expect(Object.keys(sandbox).filter((key) => key.endsWith('ependencies'))).toEqual(['devDependencies']);
    const others = Object.keys(sandbox.devDependencies!).filter((name) => !own.includes(name));
    const reached = ['@types/ws', 'bson', 'discord-api-types', 'mongodb', 'ws']; // packages of Latchkey use them as well
    const inProduction = others.filter((name) => packages[`node_modules/${name}`]!.dev !== true);
    expect(inProduction.filter((name) => !reached.includes(name))).toEqual([]);
  });

  it('keeps every package of the sandbox where its built files find it', () => {
    expect(Object.keys(packages).filter((path) => path.startsWith('sandbox/'))).toEqual([]);
  });
});

interface Job {
  readonly permissions?: unknown;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> }[];
}

describe('the GitHub workflows', () => {
  const files = readdirSync(new URL('.github/workflows/', root));
  const workflows = files.map((file) => {
    const text = read(`.github/workflows/${file}`);
    return { text, ...(parse(text) as { permissions: unknown; jobs: Record<string, Job> }) };
  });
  const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps));

  it('pin every action by its full commit hash, and say which version that is', () => {
    for (const { text } of workflows) {
      const uses = text.split('\n').filter((line) => /\buses:/.test(line));
      expect(uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
    }
  });

  it('may do nothing but read and show what CodeQL finds, and keep no credentials', () => {
    for (const { permissions, jobs } of workflows) {
      expect(permissions).toEqual({});
      for (const [name, job] of Object.entries(jobs)) {
        const shows = name === 'analyze' ? { 'security-events': 'write' } : {};
        expect(job.permissions).toEqual({ contents: 'read', ...shows });
      }
    }
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
  });

  it('look for known holes in what runs', () => {
    expect(steps.map(({ run }) => run)).toContain('npm audit --omit=dev');
  });
});
