import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowd, crowdConfiguration, everyoneAsks } from './support/crowd.ts';
import { exported } from './support/exported.ts';
import { folder, freePort, latchkey, startLatchkey, startSandbox } from './support/processes.ts';
import type { Sandbox, Started } from './support/processes.ts';
import { createPeople, whole } from './support/slack.ts';
import { until } from '../support/until.ts';

const members = 40;
const products = 5;

describe('two approvers at once, through two worker processes', () => {
  let sandbox: Sandbox;
  const started: Started[] = [];
  let files: Awaited<ReturnType<typeof folder>>;
  let env: Record<string, string>;

  beforeAll(async () => {
    files = await folder({ 'latchkey.yml': crowdConfiguration(members, products) });
    const config = `${files.path}/latchkey.yml`;
    const port = await freePort();
    sandbox = await startSandbox([
      '--only',
      'redis,mongo,slack',
      '--config',
      config,
      '--events-url',
      `http://127.0.0.1:${port}/slack/events`,
    ]);
    env = { ...sandbox.env, LATCHKEY_CONFIG: config };
    started.push(
      await startLatchkey('worker', env, await freePort()),
      await startLatchkey('worker', env, await freePort()),
    );
    started.push(await startLatchkey('bot', env, port));
  });
  afterAll(async () => {
    await Promise.all(started.map((one) => one.stop()));
    await sandbox.stop();
    await files.remove();
  });

  it('give one decision for each of 200 accesses, and the later one is told by whom', async () => {
    const people = createPeople(sandbox.parts['slack']!);
    const ids = await everyoneAsks(people, crowd(members), products, 'for 8h');
    expect(new Set(ids).size).toBe(200);
    for (const id of ids) {
      await Promise.all([people.type('ada', `/access approve ${id}`), people.type('sven', `/access approve ${id}`)]);
    }
    const entries = await until(
      'every access to have started, and the chain to say so',
      async () => {
        const all = await exported(env);
        return all.filter((one) => one.event === 'started').length >= 200 ? all : null;
      },
      180_000,
    );
    for (const id of ids) {
      const mine = entries.filter((one) => one.access === id).map((one) => one.event);
      expect(mine).toEqual(['requested', 'approved', 'started']);
    }
    const told = await until('each of the two to be answered 200 times', async () => {
      const [adas, svens] = await Promise.all([people.messages('ada', 'app'), people.messages('sven', 'app')]);
      const answers = [...adas, ...svens].map(whole);
      const won = answers.filter((one) => one.includes('You approved')).length;
      const late = answers.filter((one) => one.includes('There’s nothing left to decide')).length;
      return won + late >= 400 ? { won, late } : null;
    });
    expect(told).toEqual({ won: 200, late: 200 });
    const verified = await latchkey(['audit', 'verify'], env);
    expect(verified.code, verified.err).toBe(0);
  }, 600_000);
});
