import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { startMongo } from '../../../sandbox/mongo/index.ts';
import { startRedis } from '../../../sandbox/redis/index.ts';
import type { LocalRedis } from '../../../sandbox/redis/index.ts';
import { until } from '../../support/until.ts';
import { crowd, crowdConfiguration } from './crowd.ts';
import { folder, freePort, startLatchkey, startSandbox } from './processes.ts';
import type { Started } from './processes.ts';
import { createPeople, whole } from './slack.ts';

/** What goes wrong while people ask and decide. */
export const troubles = [
  'worker killed',
  'MongoDB stopped',
  'MongoDB errors',
  'chat refuses',
  'Redis emptied',
] as const;
export type Trouble = (typeof troubles)[number];

export interface Journey {
  readonly name: string;
  readonly product: number;
  id: string | null;
  /** How often a command was lost together with an emptied Redis, and typed again. */
  lost: number;
}

/** Codes and labels that a busy or changing MongoDB answers with. */
const answers = [
  { errorCode: 462, errorLabels: ['SystemOverloadedError', 'RetryableError'] },
  { errorCode: 462 },
  { errorCode: 10107, errorLabels: ['RetryableWriteError'] },
  { errorCode: 112 },
  { errorCode: 11601 },
  { errorCode: 13 },
  { errorCode: 391 },
  { closeConnection: true },
  { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } },
] as const;

const commands = ['find', 'insert', 'update', 'findAndModify', 'delete'];

/**
 * Slack, Redis and MongoDB of this test's own, with a bot and a worker as processes, and what can go wrong with them; each
 * trouble lasts as long as it is told to, in ms.
 */
export async function startSoak(members: number, products: number) {
  const files = await folder({ 'latchkey.yml': crowdConfiguration(members, products) });
  const config = `${files.path}/latchkey.yml`;
  const port = await freePort();
  const events = `http://127.0.0.1:${port}/slack/events`;
  const slack = await startSandbox(['--only', 'slack', '--config', config, '--events-url', events]);
  let redis: LocalRedis = await startRedis({ dataDir: `${files.path}/redis` });
  const mongoPort = await freePort();
  const openMongo = () => startMongo({ dataDir: `${files.path}/mongo`, port: mongoPort, testCommands: true });
  let mongo = await openMongo();
  const env = {
    ...slack.env,
    REDIS_URL: redis.url,
    MONGODB_URI: mongo.uri,
    LATCHKEY_CONFIG: config,
  };
  let worker: Started = await startLatchkey('worker', env, await freePort());
  const bot = await startLatchkey('bot', env, port);
  const people = createPeople(slack.parts['slack']!);

  async function failing(data: object, probability: number): Promise<void> {
    const client = await mongoose.mongo.MongoClient.connect(mongo.uri);
    try {
      const mode = probability === 0 ? 'off' : { activationProbability: probability };
      await client.db('admin').command({ configureFailPoint: 'failCommand', mode, data });
    } finally {
      await client.close();
    }
  }

  const trouble: Readonly<Record<Trouble, (ms: number) => Promise<void>>> = {
    'worker killed': async (ms) => {
      for (const end = performance.now() + ms; performance.now() < end;) {
        await wait(3_000);
        await worker.kill();
        worker = await startLatchkey('worker', env, await freePort(), 180_000);
      }
    },
    'MongoDB stopped': async (ms) => {
      await mongo.stop();
      await wait(ms);
      mongo = await openMongo();
    },
    'MongoDB errors': async (ms) => {
      for (const answer of answers) {
        await failing({ failCommands: commands, appName: 'latchkey', ...answer }, 0.5);
        await wait(ms / answers.length);
      }
      await failing({}, 0);
    },
    'chat refuses': async (ms) => {
      const kinds = [{ status: 500 }, { status: 429, retryAfter: 1 }, { status: 200, error: 'token_revoked' }];
      for (const kind of kinds) {
        await people.fault({ method: 'chat.postMessage', times: null, ...kind });
        await wait(ms / kinds.length);
        await people.clearFaults();
      }
    },
    'Redis emptied': async (ms) => {
      await wait(ms / 2);
      const address = redis.port;
      await redis.stop();
      await rm(`${files.path}/redis`, { recursive: true, force: true });
      redis = await startRedis({ dataDir: `${files.path}/redis`, port: address });
      await wait(ms / 2);
    },
  };

  /** Types until Slack has an answer that is not "couldn't confirm"; that is all that a person would do again. */
  async function typed(name: string, text: string): Promise<void> {
    await until(
      `${name} to have typed ${text}`,
      async () => {
        const before = (await people.messages(name, 'app')).length;
        const outcome = await people.type(name, text);
        if (!outcome.ok) return false;
        const after = (await people.messages(name, 'app')).slice(before).map(whole).join();
        return !/confirm/.test(after);
      },
      300_000,
    );
  }

  /** The access that somebody was told of when they asked for a product. */
  async function idOf({ name, product }: Journey): Promise<string | null> {
    const told = (await people.messages(name, 'app')).map(whole);
    const wanted = new RegExp(`[Pp]roduct[- ]${product}\\b`);
    const mine = told.find((one) => one.includes('You asked for') && wanted.test(one));
    return mine === undefined ? null : (/`([0-9a-z]{12})`/.exec(mine)?.[1] ?? null);
  }

  /**
   * Gives a command and waits for what it leads to. Where commands may be lost with an emptied Redis, it is given again
   * after `againMs` without an answer, and counted; null: nothing may be lost.
   */
  async function command<T>(
    journey: Journey,
    by: string,
    text: string,
    outcome: () => Promise<T | null>,
    againMs: number | null,
  ): Promise<T> {
    for (;;) {
      await typed(by, text);
      const found = await until(`what follows from ${by}'s ${text}`, outcome, againMs ?? 300_000).catch(
        async (error: unknown) => {
          if (againMs === null) throw new Error(await whatHappened(by, journey), { cause: error });
          return null;
        },
      );
      if (found !== null) return found;
      journey.lost++;
    }
  }

  /** For a journey that stopped: what was said last, and what Latchkey wrote last. */
  async function whatHappened(name: string, { id, product }: Journey): Promise<string> {
    const told = (await people.messages(name, 'app')).map(whole);
    const about = told.filter((one) => one.includes(id ?? `product-${product}`));
    return [
      `${name} waits in vain; about ${id ?? `product-${product}`} they were told:`,
      ...about,
      'and last:',
      ...told.slice(-5),
      'the bot wrote:',
      bot.log().slice(-4_000),
      'the worker wrote:',
      worker.log().slice(-4_000),
    ].join('\n');
  }

  async function journey(of: Journey, againMs: number | null): Promise<void> {
    const request = `/access request console product-${of.product} for 1m`;
    const id = await command(of, of.name, request, () => idOf(of), againMs);
    of.id = id;
    const approved = async () => {
      const told = (await people.messages('ada', 'app')).map(whole);
      return told.some((one) => one.includes(id) && one.includes('You approved')) ? true : null;
    };
    await command(of, 'ada', `/access approve ${id}`, approved, againMs);
  }

  return {
    env,
    people,
    trouble,
    journey,
    journeys: (product: number, count: number): Journey[] =>
      crowd(count).map((name) => ({ name, product, id: null, lost: 0 })),
    async stop() {
      await Promise.all([bot.stop(), worker.stop()]);
      await Promise.all([slack.stop(), redis.stop(), mongo.stop()]);
      await files.remove();
    },
  };
}

export type Soak = Awaited<ReturnType<typeof startSoak>>;
