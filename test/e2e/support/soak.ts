import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import mongoose from 'mongoose';
import { startMongo } from '../../../sandbox/mongo/index.ts';
import { startRedis } from '../../../sandbox/redis/index.ts';
import type { LocalRedis } from '../../../sandbox/redis/index.ts';
import { waitingAnswers } from '../../support/injected-answers.ts';
import { until } from '../../support/until.ts';
import { accessIdIn } from './access-id.ts';
import { crowd } from './crowd.ts';
import { folder, freePort, startLatchkey, startSandbox } from './processes.ts';
import type { Started } from './processes.ts';
import { soakDiscord, soakSlack } from './soak-chats.ts';
import type { SoakChat } from './soak-chats.ts';

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
  /** A Slack user's name or a Discord member's id. */
  readonly name: string;
  readonly chat: SoakChat;
  readonly product: number;
  id: string | null;
  /** How often a command was lost together with an emptied Redis, and typed again. */
  lost: number;
}

const answers = [...waitingAnswers, { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } }];

const commands = ['find', 'insert', 'update', 'findAndModify', 'delete'];

const moderator = '300000000000009000';

/** Members of the local Discord: every second one of those who ask. */
const memberIds = (count: number) =>
  Array.from({ length: Math.floor(count / 2) }, (_, index) => `${300000000000009001n + BigInt(index)}`);
const slackNames = (count: number) => crowd(count - Math.floor(count / 2));

/** Half of those who ask are in Slack, half in Discord; somebody in each chat administers every product. */
function configuration(asking: number, products: number): string {
  const members = [moderator, ...memberIds(asking)].map((id) => `'discord:${id}'`);
  const names = slackNames(asking).map((name) => `${name}@acme.test`);
  return [
    'latchkey: { administrators: [lena@acme.test] }',
    // One approver decides about everybody, at the speed of a script.
    'limits: { burst: 1000, perSecond: 100 }',
    `people: { members: [${members.join(', ')}] }`,
    'products:',
    ...Array.from(
      { length: products },
      (_, index) =>
        `  - { id: product-${index + 1}, name: Product ${index + 1}, administrators: [ada@acme.test, 'discord:${moderator}'] }`,
    ),
    'instances:',
    '  - id: mdm-eu',
    '    name: Devices',
    `    members: { Reader: [${names.join(', ')}] }`,
    'channels:',
    "  approvals: { slack: C0APPROVE, discord: '1100' }",
    "  audit: { slack: C0AUDIT, discord: '1200' }",
  ].join('\n');
}

/**
 * Both chats, Redis and MongoDB of this test's own, with a bot and a worker as processes, and what can go wrong with them;
 * each trouble lasts as long as it is told to, in ms.
 * @param patienceMs how long a person waits for what a command leads to
 */
export async function startSoak(asking: number, products: number, patienceMs: number) {
  const files = await folder({ 'latchkey.yml': configuration(asking, products) });
  const config = `${files.path}/latchkey.yml`;
  const port = await freePort();
  const events = `http://127.0.0.1:${port}/slack/events`;
  const local = await startSandbox(['--only', 'slack,discord', '--config', config, '--events-url', events]);
  let redis: LocalRedis = await startRedis({ dataDir: `${files.path}/redis` });
  const mongoPort = await freePort();
  const openMongo = () => startMongo({ dataDir: `${files.path}/mongo`, port: mongoPort, testCommands: true });
  let mongo = await openMongo();
  const env = {
    ...local.env,
    REDIS_URL: redis.url,
    MONGODB_URI: mongo.uri,
    LATCHKEY_CONFIG: config,
  };
  let worker: Started = await startLatchkey('worker', env, await freePort());
  const bot = await startLatchkey('bot', env, port);
  const slack = soakSlack(local.parts['slack']!);
  const discord = soakDiscord(local.parts['discord']!, moderator);
  const chats = [slack, discord];

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
      const most = Math.max(...chats.map(({ refusals }) => refusals.length));
      for (let kind = 0; kind < most; kind++) {
        await Promise.all(chats.map((chat) => chat.refuse(chat.refusals[kind % chat.refusals.length]!)));
        await wait(ms / most);
        await Promise.all(chats.map((chat) => chat.relent()));
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

  /** Types until the chat has an answer that is not "couldn't confirm"; that is all that a person would do again. */
  async function typed(chat: SoakChat, name: string, line: string): Promise<void> {
    await until(
      `${name} to have typed ${line}`,
      async () => {
        const before = (await chat.told(name)).length;
        if (!(await chat.type(name, line))) return false;
        return !/confirm/.test((await chat.told(name)).slice(before).join());
      },
      patienceMs,
    );
  }

  /** The access that somebody was told of when they asked for a product, or asked again because that answer was lost with Redis. */
  async function idOf({ chat, name, product }: Journey): Promise<string | null> {
    const wanted = new RegExp(`[Pp]roduct[- ]${product}\\b`);
    const told = (await chat.told(name)).filter(
      (one) => /You asked for|You’ve already requested/.test(one) && wanted.test(one),
    );
    return (
      told.map((one) => accessIdIn(one) ?? /\(([0-9a-z]{12})\)/.exec(one)?.[1]).find((id) => id !== undefined) ?? null
    );
  }

  /**
   * Gives a command and waits for what it leads to. Where commands may be lost with an emptied Redis, it is given again
   * after `againMs` without an answer, and counted; null: nothing may be lost.
   */
  async function command<T>(
    journey: Journey,
    by: string,
    line: string,
    outcome: () => Promise<T | null>,
    againMs: number | null,
  ): Promise<T> {
    for (;;) {
      await typed(journey.chat, by, line);
      const found = await until(`what follows from ${by}'s ${line}`, outcome, againMs ?? patienceMs).catch(
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
  async function whatHappened(name: string, { chat, id, product }: Journey): Promise<string> {
    const told = await chat.told(name);
    return [
      `${name} got no answer; about ${id ?? `product-${product}`} they were told:`,
      ...told.filter((one) => one.includes(id ?? `product-${product}`)),
      'and last:',
      ...told.slice(-5),
      'the bot wrote:',
      bot.log().slice(-4_000),
      'the worker wrote:',
      worker.log().slice(-4_000),
    ].join('\n');
  }

  async function journey(of: Journey, againMs: number | null): Promise<void> {
    const { chat } = of;
    const id = await command(of, of.name, chat.request(of.product), () => idOf(of), againMs);
    of.id = id;
    // Where the answer was lost with Redis, the next one says that this was approved before, and by whom.
    const approved = async () =>
      (await chat.told(chat.approver)).some((one) => one.includes(id) && /\bapproved\b/.test(one)) ? true : null;
    await command(of, chat.approver, chat.approve(id), approved, againMs);
  }

  return {
    env,
    chats,
    trouble,
    journey,
    journeys: (product: number): Journey[] => [
      ...slackNames(asking).map((name) => ({ name, chat: slack, product, id: null, lost: 0 })),
      ...memberIds(asking).map((name) => ({ name, chat: discord, product, id: null, lost: 0 })),
    ],
    async stop() {
      await Promise.all([bot.stop(), worker.stop()]);
      await Promise.all([local.stop(), redis.stop(), mongo.stop()]);
      await files.remove();
    },
  };
}

export type Soak = Awaited<ReturnType<typeof startSoak>>;
