import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowd, crowdConfiguration, everyoneAsks } from './support/crowd.ts';
import { movableClock } from './support/clock.ts';
import type { MovableClock } from './support/clock.ts';
import { exported } from './support/exported.ts';
import { folder, freePort, latchkey, startLatchkey, startSandbox } from './support/processes.ts';
import type { Sandbox, Started } from './support/processes.ts';
import { createPeople, whole } from './support/slack.ts';
import { until } from '../support/until.ts';
import { secret, startEndpoint } from './support/endpoint.ts';
import type { ListeningEndpoint } from './support/endpoint.ts';

const members = 10;
const products = 5;
const kills = 10;

describe('a worker that is killed again and again', () => {
  let clock: MovableClock;
  let endpoint: ListeningEndpoint;
  let sandbox: Sandbox;
  let bot: Started;
  let worker: Started;
  let files: Awaited<ReturnType<typeof folder>>;
  let env: Record<string, string>;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    files = await folder({ 'latchkey.yml': `${crowdConfiguration(members, products)}\n${endpoint.configuration}` });
    const config = `${files.path}/latchkey.yml`;
    const port = await freePort();
    clock = await movableClock();
    const events = `http://127.0.0.1:${port}/slack/events`;
    sandbox = await startSandbox(
      ['--only', 'redis,mongo,slack', '--config', config, '--events-url', events],
      clock.env,
    );
    env = { ...sandbox.env, LATCHKEY_CONFIG: config, SIEM_WEBHOOK_SECRET: secret };
    worker = await startLatchkey('worker', env, await freePort());
    bot = await startLatchkey('bot', env, port);
  });
  afterAll(async () => {
    await Promise.all([bot.stop(), worker.stop()]);
    await sandbox.stop();
    await clock.remove();
    await endpoint.close();
    await files.remove();
  });

  it('leaves every card, audit entry and expiry of fifty journeys there exactly once, and tells an endpoint in order', async () => {
    const people = createPeople(sandbox.parts['slack']!);
    let over = false;
    const killing = (async () => {
      for (let kill = 0; kill < kills; kill++) {
        // A different moment each time: while requests, approvals, starts or cards are under way.
        await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 3_000));
        await worker.kill();
        worker = await startLatchkey('worker', env, await freePort());
      }
      over = true;
    })();
    const ids = await everyoneAsks(people, crowd(members), products, 'for 3m');
    for (const id of ids) await people.type('ada', `/access approve ${id}`);
    await killing;
    expect(over).toBe(true);

    const allThat = (event: string) =>
      until(
        `fifty accesses to have ${event}`,
        async () => {
          const all = await exported(env);
          return all.filter((one) => one.event === event).length >= ids.length ? all : null;
        },
        300_000,
      );
    await allThat('started');
    const cardsSay = (words: string) =>
      until(
        `every card to say “${words}”`,
        async () => {
          const shown = (await people.messages('ada', 'C0APPROVE')).map(whole);
          return shown.filter((one) => one.includes(words)).length >= ids.length ? shown : null;
        },
        240_000,
      );
    // Nothing may be under way when the clock jumps: whoever is sending then would seem to have taken a minute for it.
    await cardsSay(' has ');
    // What ends overtakes what the endpoint hasn't been told for two minutes (DESIGN §8).
    await until(
      'the endpoint to have seen every start',
      () => ids.every((id) => endpoint.seen(id).length >= 3),
      240_000,
    );
    await clock.pass(180_000);
    const entries = await allThat('expired');
    for (const id of ids) {
      const mine = entries.filter((one) => one.access === id).map((one) => one.event);
      expect(mine).toEqual(['requested', 'approved', 'started', 'expired']);
    }
    const cards = await cardsSay(' no longer has ');
    for (const id of ids)
      expect(
        cards.filter((one) => one.includes(id)),
        id,
      ).toHaveLength(1);
    const posted = await until(
      'the audit channel to have caught up',
      async () => {
        const ranges = (await people.messages('ada', 'C0AUDIT')).flatMap(rangeOf);
        return ranges.length >= entries.length ? ranges : null;
      },
      120_000,
    );
    expect(posted).toEqual(entries.map((one) => one.seq));
    const told = async () =>
      (await people.messages(crowd(1)[0]!, 'app')).filter((one) => whole(one).includes('has ended'));
    await until('a person to be told of every end', async () => (await told()).length >= products, 120_000);
    await until('the endpoint to have seen every end', () => ids.every((id) => endpoint.seen(id).length >= 4), 240_000);
    for (const id of ids)
      expect(endpoint.seen(id)).toEqual(['access.requested', 'access.approved', 'access.started', 'access.expired']);
    expect(await told()).toHaveLength(products);
    const verified = await latchkey(['audit', 'verify'], env);
    expect(verified.code, verified.err).toBe(0);
  }, 900_000);
});

/** The numbers of the entries that an audit message carries. */
function rangeOf(message: Parameters<typeof whole>[0]): readonly number[] {
  const [, from, to] = /Audit entr(?:y|ies) (\d+)(?:–(\d+))?/.exec(whole(message)) ?? [];
  if (from === undefined) return [];
  return Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, index) => Number(from) + index);
}
