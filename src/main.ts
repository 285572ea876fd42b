import { createCommands } from '../commands/index.ts';
import type { KnownClient } from './decisions/authenticate.ts';
import { createBindingTokens } from './decisions/requests/tokens.ts';
import { createDecisionRoutes } from './decisions/routes.ts';
import type { DecisionParts } from './decisions/routes.ts';
import type { Catalogue } from './domain/catalogue.ts';
import { startHttp } from './http/index.ts';
import type { Mount } from './http/index.ts';
import { late } from './http/late-mount.ts';
import { readiness } from './http/readiness.ts';
import { createMetrics } from './observe/index.ts';
import type { Chat } from './ports/chat.ts';
import type { Log } from './ports/log.ts';
import { randomIds } from './lib/random-ids.ts';
import { createSeals } from './lib/seals.ts';
import { createQueue } from './queue/index.ts';
import { createInboundRoutes } from './webhooks/inbound.ts';
import type { KnownHook } from './webhooks/inbound.ts';
import { connectPlatforms } from './chat/platform.ts';
import type { PlatformSettings } from './chat/platform.ts';
import { createServices } from './services/compose.ts';
import type { Services } from './services/compose.ts';
import type { Deps } from './services/deps.ts';
import { createDirectory } from './services/directory.ts';
import { every } from './services/every.ts';
import { followConfiguration, lookForReports, sweepEveryMs, work } from './start/background.ts';
import { missing, waitFor, whileAway } from './start/waiting.ts';
import { openStore } from './store/index.ts';
import type { KnownEndpoint } from './webhooks/config.ts';
import { createSender } from './webhooks/sender.ts';

type Readiness = ReturnType<typeof readiness>;

/** What a process is started with, read from the environment and `latchkey.yml`. */
export interface Settings {
  readonly catalogue: Catalogue;
  readonly platforms: readonly PlatformSettings[];
  /** Where browsers reach it, without a slash at the end; null: nowhere. */
  readonly publicUrl: string | null;
  readonly mongodbUri: string;
  readonly redisUrl: string;
  /** 32 bytes each; the first one seals, all of them are accepted. At least one. */
  readonly secrets: readonly Uint8Array[];
  readonly port: number;
  /** The address to listen on; every one of the machine where it is not set. */
  readonly host?: string | undefined;
  /** What `/metrics` requires as a bearer token; nothing unless given. */
  readonly metricsToken?: string | null;
  /** Who may call the decision API; nobody unless given. */
  readonly clients?: readonly KnownClient[];
  /** Which systems may report and ask by signed deliveries; none unless given. */
  readonly hooks?: readonly KnownHook[];
  /** Who is told of events; nobody unless given. */
  readonly webhooks?: readonly KnownEndpoint[];
}

export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/** How often MongoDB is asked whose standing changed, in ms: a revocation counts within a second (DESIGN §8). */
const keepFreshEveryMs = 400;
/** How often it's asked whether a Home that somebody opened lately has changed, in ms. */
const homesEveryMs = 2_000;

/** How often a bot without a worker reads who has undelivered notices, in ms. */
const refreshEveryMs = 5_000;

/** The bot: hears commands and answers questions. */
export function startBot(settings: Settings, log: Log, signal?: AbortSignal): Promise<Running> {
  return start(settings, { bot: true, worker: false }, log, signal);
}

/** The worker: decides, and does what follows. */
export function startWorker(settings: Settings, log: Log, signal?: AbortSignal): Promise<Running> {
  return start(settings, { bot: false, worker: true }, log, signal);
}

/** Both in one process. */
export function startAll(settings: Settings, log: Log, signal?: AbortSignal): Promise<Running> {
  return start(settings, { bot: true, worker: true }, log, signal);
}

/**
 * Starts a process: first the listener, which says what is waited for; then MongoDB, the chats and Redis, each waited for
 * while it is not there. Resolves when all is ready. `signal` breaks the waiting off.
 */
async function start(
  settings: Settings,
  roles: { bot: boolean; worker: boolean },
  log: Log,
  signal?: AbortSignal,
): Promise<Running> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) {
      await end().catch((error: unknown) => log.warn({ err: error }, 'something did not close cleanly'));
    }
  };
  try {
    const metrics = createMetrics();
    const state: {
      waitingFor: readonly string[];
      check: () => Promise<Readiness>;
      isLate: () => boolean;
    } = {
      waitingFor: ['MongoDB'],
      check: () => Promise.resolve({ ready: false, waitingFor: state.waitingFor }),
      isLate: () => false,
    };
    const mounts = new Map<string, Mount['handle']>();
    let decisions: DecisionParts | null = null;
    let inbound: Services['inbound'] | null = null;
    let now: () => number = Date.now;
    const { clients = [], hooks = [], publicUrl } = settings;
    const http = await startHttp({
      port: settings.port,
      ...(settings.host === undefined ? {} : { host: settings.host }),
      log,
      metrics,
      metricsToken: settings.metricsToken ?? null,
      ready: () => state.check(),
      mounts: roles.bot
        ? settings.platforms.flatMap(({ paths }) => paths.map((path) => late(path, mounts, state)))
        : [],
      apis: roles.bot
        ? [
            ...createDecisionRoutes({ clients, publicUrl, log, now: () => now() }, () => decisions),
            ...createInboundRoutes({ hooks, log, now: () => now() }, () => inbound),
          ]
        : [],
    });
    closers.push(() => http.close());
    const {
      store,
      clock,
      close: closeStore,
    } = await openStore({
      uri: settings.mongodbUri,
      tenant: settings.catalogue.tenant,
      log,
      sealsOf: (id) => createSeals(settings.secrets, id),
      refuseForeignSeals: true,
      signal,
      onClockMeasured: (ms) => metrics.clockOffset(ms / 1_000),
    });
    closers.push(closeStore);
    now = () => clock.now();
    state.waitingFor = ['the chat', 'Redis'];
    const platforms = await connectPlatforms(settings.platforms, {
      log,
      clock,
      stash: store.stash,
      publicUrl: settings.publicUrl,
      signal,
    });
    closers.push(() => platforms.close());
    state.waitingFor = ['Redis'];
    state.isLate = () => platforms.waiting().length > 0;
    const installationId = await whileAway(
      'the id of this installation',
      () => store.installationId(),
      { clock, log },
      signal,
    );
    const seals = createSeals(settings.secrets, installationId);
    const sealing = { installationId, tenant: settings.catalogue.tenant, seals };
    const producer = createQueue({ url: settings.redisUrl, ...sealing, log, clock });
    closers.push(() => producer.close());
    const directory = createDirectory(settings.catalogue);
    const chats: ReadonlyMap<string, Chat> = platforms.chats;
    const sender = createSender(settings.webhooks ?? [], clock);
    closers.push(() => sender.close());
    const deps: Deps = { store, queue: producer.queue, chats, directory, clock, ids: randomIds, log, seals, sender };
    const services = createServices(deps, metrics);
    const tokens = await createBindingTokens(settings.secrets, installationId, () => clock.now());
    const { requests, ...deciding } = services.decisions;
    decisions = { ...deciding, asking: { requests, tokens } };
    inbound = services.inbound;
    if (roles.bot && clients.length > 0) {
      const fresh = every(keepFreshEveryMs, 'the look at what changed', services.decisions.keepFresh, { clock, log });
      closers.push(() => fresh.stop());
    }
    await waitFor('Redis', () => producer.queue.ping(), log, signal);
    await warnOfUnsealed(producer.unsealed, log);
    if (roles.worker) closers.push(await work(settings.redisUrl, sealing, deps, services, signal));
    else closers.push(await followConfiguration(deps, services, signal));
    closers.push(lookForReports(deps, roles.worker ? services.reports.apply : services.reports.follow));
    // A worker reads that with its sweep.
    if (!roles.worker) {
      const late = every(refreshEveryMs, 'the look at undelivered notices', () => services.notify.refreshLate(), {
        clock,
        log,
      });
      closers.push(() => late.stop());
    }
    if (roles.bot) {
      const commands = createCommands({
        ...deps,
        ...services,
        blockedPlaces: () => [...platforms.waiting(), ...services.blockedPlaces()],
      });
      const stopListening = await platforms.listen(
        {
          commands,
          homes: { of: commands.home, revision: async () => (await store.chain.head())?.seq ?? 0 },
          changed: services.changed,
          roleChanged: services.roleChanged,
          placeChanged: services.placeChanged,
          connectionChanged: services.connectionChanged,
          awaited: services.awaited,
          proved: services.proved,
        },
        (made) => {
          for (const mount of made) mounts.set(mount.path, (request, response) => mount.handle(request, response));
        },
      );
      closers.push(stopListening);
      const homes = every(homesEveryMs, 'the look at Homes', () => platforms.refreshHomes(), { clock, log });
      closers.push(() => homes.stop());
    }
    const rechecks = every(sweepEveryMs, 'the look at blocked places', () => services.recheckPlaces(), {
      clock,
      log,
    });
    closers.push(() => rechecks.stop());
    state.waitingFor = [];
    state.check = async () =>
      readiness({
        missing: await missing({ MongoDB: () => store.ping(), Redis: () => producer.queue.ping() }),
        chats: settings.platforms.map(({ name }) => name),
        isAskedBySystems: roles.bot && clients.length + hooks.length > 0,
        unusable: [...platforms.waiting(), ...services.blockedChats()],
        troubles: [...platforms.waiting(), ...services.blockedPlaces()],
      });
    return { port: http.port, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Commands that a version before sealing queued are refused: whoever upgrades without draining the queue reads so at once. */
async function warnOfUnsealed(count: () => Promise<number>, log: Log): Promise<void> {
  const unsealed = await count();
  if (unsealed === 0) return;
  log.warn(
    { unsealed },
    `${unsealed} commands wait in Redis without a valid seal, so they won't be carried out: the workers put them among the dead letters (latchkey doctor). An older version queued them, or somebody who can write to Redis. Before an upgrade, stop the bots and let the workers finish first.`,
  );
}
