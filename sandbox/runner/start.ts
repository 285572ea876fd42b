import { join, resolve } from 'node:path';
import { startRedis } from '../redis/index.ts';
import type { SandboxOptions } from './arguments.ts';
import { readConfiguration } from './configuration.ts';
import type { ReadConfiguration } from './configuration.ts';
import { childEnvironment, withDatabase } from './environment.ts';
import type { Variables } from './environment.ts';
import { chooseEvents, choosePagePort, takenPagePort } from './addresses.ts';
import { startLatchkey } from './latchkey.ts';
import type { LatchkeyProcess } from './latchkey.ts';
import { createRestartable } from './restartable.ts';
import type { Restartable } from './restartable.ts';
import { startOver } from './start-over.ts';
import type { PageOptions } from '../page/server.ts';
import { addSystems } from './systems.ts';
import type { Systems } from './systems.ts';
import { verifyRecord } from './verify.ts';
import type { Lifecycle } from './lifecycle.ts';
import { takeFolder } from './lock.ts';
import { startMongoServer } from './mongo.ts';
import type { Part } from './parts.ts';
import { secretFor } from './secret.ts';

export interface Ready {
  page: string | null;
  /** The address of each part. */
  parts: Partial<Record<Part, string>>;
  env: Variables;
  latchkey?: Restartable<LatchkeyProcess>;
  /** The parts that are somebody else's: never emptied. */
  given: Set<Part>;
}

interface Surrounding {
  options: SandboxOptions;
  env: NodeJS.ProcessEnv;
  lifecycle: Lifecycle;
  say: (sentence: string) => void;
}

/**
 * Starts the parts, each with what it needs of the ones before it, and settles when all are ready.
 * @throws a problem with one sentence; what has started by then is the lifecycle's to stop
 */
export async function startParts({ options, env, lifecycle, say }: Surrounding): Promise<Ready> {
  const { parts } = options;
  const concerned =
    options.config !== undefined || ['slack', 'discord', 'latchkey'].some((part) => parts.has(part as Part));
  const configuration = concerned || parts.has('page') ? await readConfiguration(options.config, env, say) : undefined;
  const pagePort = parts.has('page') ? await choosePagePort(options.port) : undefined;
  const events = await chooseEvents(options, say);
  const folder = options.dataDir === undefined ? undefined : resolve(options.dataDir);
  if (folder !== undefined) await lifecycle.start('the lock', async () => ({ stop: await takeFolder(folder) }));

  const secret = await secretFor(env, below(folder, 'secret'));
  const ready: Ready = { page: null, parts: {}, env: { LATCHKEY_SECRET: secret }, given: new Set() };
  if (configuration !== undefined && concerned) ready.env['LATCHKEY_CONFIG'] = configuration.path;
  await Promise.all([
    parts.has('redis') ? addRedis(ready, { env, lifecycle, say }, below(folder, 'redis')) : undefined,
    parts.has('mongo') ? addMongo(ready, { env, lifecycle, say }, below(folder, 'mongo')) : undefined,
  ]);
  if (parts.has('slack') && configuration !== undefined) {
    await addSlack(ready, { options, lifecycle, say }, configuration, events, below(folder, 'slack'));
  }
  if (parts.has('discord') && configuration !== undefined) {
    await addDiscord(ready, { options, lifecycle, say }, configuration, events.port, below(folder, 'discord'));
  }
  let systems: Systems | undefined;
  if (parts.has('latchkey') && pagePort !== undefined && configuration !== undefined) {
    const { text } = configuration;
    systems = await lifecycle.start('the systems', () => addSystems(text, pagePort, secret, below(folder, 'systems')));
    Object.assign(ready.env, systems.env, {
      LATCHKEY_CONFIG: systems.path,
      LATCHKEY_PUBLIC_URL: `http://127.0.0.1:${events.port}`,
    });
  }
  const variables = childEnvironment(env, ready.env, parts.has('slack') || parts.has('discord'));
  if (parts.has('latchkey')) {
    say(`starting Latchkey on port ${events.port}`);
    const latchkey = await lifecycle.start('Latchkey', (signal) =>
      createRestartable(() => startLatchkey(variables, events.port, signal)),
    );
    ready.latchkey = latchkey;
    ready.parts.latchkey = latchkey.current().url;
  }
  if (pagePort !== undefined) {
    await addPage(ready, { lifecycle, say }, pagePort, configuration, pageParts(ready, variables, systems));
  }
  return ready;
}

/** What the page can do where Latchkey itself runs here: start over, show the record, play the other systems. */
function pageParts(ready: Ready, variables: NodeJS.ProcessEnv, systems: Systems | undefined) {
  const { latchkey, parts, given } = ready;
  const { mongo: mongoUri, redis: redisUrl, slack: slackUrl, discord: discordUrl } = parts;
  if (latchkey === undefined) return {};
  const record = mongoUri === undefined ? {} : { record: { mongoUri, verify: () => verifyRecord(variables) } };
  const others = systems && {
    systems: {
      latchkeyUrl: latchkey.current().url,
      webhookSecret: systems.webhookSecret,
      clientToken: systems.clientToken,
      hook: systems.hook,
    },
  };
  // What somebody else runs isn't emptied, and a Latchkey isn't parted from its record.
  const isOurs = !given.has('mongo') && !given.has('redis');
  const reset = isOurs && {
    reset: () => latchkey.restart(() => startOver({ slackUrl, discordUrl, mongoUri, redisUrl })),
  };
  return { ...record, ...others, ...reset };
}

type Needs<K extends keyof Surrounding> = Pick<Surrounding, K>;

async function addRedis(ready: Ready, { env, lifecycle, say }: Needs<'env' | 'lifecycle' | 'say'>, dataDir?: string) {
  const given = env['REDIS_URL'];
  if (given) ready.given.add('redis');
  if (given) say(`using the Redis of REDIS_URL`);
  else say('starting Redis');
  const url = given ?? (await lifecycle.start('Redis', (signal) => startRedis({ dataDir, signal }))).url;
  ready.parts.redis = url;
  ready.env['REDIS_URL'] = url;
}

async function addMongo(ready: Ready, { env, lifecycle, say }: Needs<'env' | 'lifecycle' | 'say'>, dataDir?: string) {
  const server = await lifecycle.start('MongoDB', () => startMongoServer({ env, dataDir }));
  say(
    {
      given: 'using the MongoDB of MONGODB_URI',
      mongod: 'MongoDB runs: a mongod of its own',
      embedded: 'MongoDB runs: the embedded server, for trying and testing on one machine only',
    }[server.kind],
  );
  if (server.kind === 'given') ready.given.add('mongo');
  const uri = withDatabase(server.uri);
  ready.parts.mongo = uri;
  ready.env['MONGODB_URI'] = uri;
}

async function addSlack(
  ready: Ready,
  { options, lifecycle, say }: Needs<'options' | 'lifecycle' | 'say'>,
  { world }: ReadConfiguration,
  events: { url: string; port: number },
  dataDir?: string,
) {
  const delivery = options.socket ? 'over Socket Mode' : `to ${events.url}`;
  say(`starting the local Slack with ${world.users.length} people, which delivers ${delivery}`);
  const { startSlack } = await import('../slack/index.ts');
  const slack = await lifecycle.start('Slack', () =>
    startSlack({ world, eventsUrl: events.url, socket: options.socket, dataDir }),
  );
  ready.parts.slack = slack.url;
  Object.assign(ready.env, slack.env);
  if (!options.socket) ready.env['PORT'] = String(events.port);
}

async function addDiscord(
  ready: Ready,
  { options, lifecycle, say }: Needs<'options' | 'lifecycle' | 'say'>,
  { discordWorld: world }: ReadConfiguration,
  port: number,
  dataDir?: string,
) {
  say(`starting the local Discord with ${world.users.length} people`);
  const { startDiscord } = await import('../discord/index.ts');
  const discord = await lifecycle.start('Discord', () => startDiscord({ world, dataDir }));
  ready.parts.discord = discord.url;
  Object.assign(ready.env, discord.env, { PORT: String(port) });
  // Where people come back from Discord's page, once they have agreed there.
  if (options.parts.has('latchkey')) ready.env['LATCHKEY_PUBLIC_URL'] = `http://127.0.0.1:${port}`;
}

async function addPage(
  ready: Ready,
  { lifecycle, say }: Needs<'lifecycle' | 'say'>,
  port: number,
  configuration: ReadConfiguration | undefined,
  more: Pick<PageOptions, 'record' | 'systems' | 'reset'>,
) {
  say('starting the page');
  const { startPage } = await import('../page/server.ts');
  const page = await lifecycle.start('the page', () =>
    startPage({
      port,
      slackUrl: ready.parts.slack,
      discordUrl: ready.parts.discord,
      configText: configuration?.text,
      ...more,
    }).catch((error: unknown) => {
      throw isTaken(error) ? takenPagePort(port) : error;
    }),
  );
  ready.parts.page = page.url;
  ready.page = page.url;
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const below = (folder: string | undefined, name: string): string | undefined =>
  folder === undefined ? undefined : join(folder, name);
