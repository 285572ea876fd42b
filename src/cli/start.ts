import pTimeout from 'p-timeout';
import type { Environment } from '../config/environment.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Settings } from '../main.ts';
import { createLog } from '../observe/index.ts';
import { SecretMissing } from '../ports/seals.ts';
import { NewerData } from '../ports/store.ts';
import type { ExitCode, Io } from './io.ts';
import { outJson } from './io.ts';
import { readSettings } from './read-settings.ts';
import { onStopSignals } from './stop-signals.ts';

/** How long stopping may take, in ms: whoever sends SIGTERM mostly kills after 10 s or more. */
const closeWithinMs = 12_000;

interface Options {
  readonly role?: 'bot' | 'worker';
  readonly json?: boolean;
}

/** Runs Latchkey until SIGINT or SIGTERM. What is wrong with the environment or the configuration is said all at once. */
export async function start(io: Io, options: Options): Promise<ExitCode> {
  const settings = await readSettings(io);
  if (!settings.ok) {
    io.say(["latchkey: can't start. Fix:", ...settings.lines].join('\n'));
    if (options.json === true) await outJson(io, { ready: false, problems: settings.problems });
    return 2;
  }
  const { environment, catalogue, clients, hooks, webhooks, warnings } = settings;
  const log = createLog({ level: environment.logLevel, name: options.role ?? 'latchkey' });
  for (const warning of warnings) log.warn({}, warning);
  const stop = onStopSignals();
  const { signal } = stop;
  // Everything here is awaited or caught where it happens. What a library leaves behind must not end both chats.
  const unnoticed = (error: unknown): void =>
    log.error({ err: error }, 'something failed in the background, and nothing was waiting for it');
  process.on('unhandledRejection', unnoticed);
  try {
    const { startAll, startBot, startWorker } = await import('../main.ts');
    const begin = options.role === 'bot' ? startBot : options.role === 'worker' ? startWorker : startAll;
    const running = await begin({ ...mainSettings(environment, catalogue), clients, hooks, webhooks }, log, signal);
    await sayReady(io, options, running.port, environment);
    await aborted(signal);
    io.say('latchkey: stopping; once more to stop at once');
    return await closed(running.close());
  } catch (error) {
    if (signal.aborted) return 0;
    if (error instanceof SecretMissing) return await notStarted(io, options, 'LATCHKEY_SECRET', error.message);
    if (error instanceof NewerData) return await notStarted(io, options, 'MONGODB_URI', error.message);
    throw error;
  } finally {
    stop.forget();
    process.off('unhandledRejection', unnoticed);
  }
}

/** What the environment alone doesn't show: MongoDB knows which secrets sealed the record, and which version wrote it. */
async function notStarted(io: Io, { json }: Options, path: string, sentence: string): Promise<ExitCode> {
  io.say(["latchkey: can't start. Fix:", `  ${sentence}`].join('\n'));
  if (json === true) await outJson(io, { ready: false, problems: [{ path, sentence }] });
  return 2;
}

function mainSettings(environment: Environment, catalogue: Catalogue): Settings {
  return {
    catalogue,
    platforms: environment.platforms,
    publicUrl: environment.publicUrl,
    mongodbUri: environment.mongodbUri,
    redisUrl: environment.redisUrl,
    secrets: environment.secrets,
    port: environment.port,
    host: environment.host,
    metricsToken: environment.metricsToken,
  };
}

function sayReady(io: Io, { role, json }: Options, port: number, environment: Environment): Promise<void> {
  const platforms = environment.platforms.map(({ name }) => name);
  if (json === true) return outJson(io, { ready: true, role: role ?? 'all', port, platforms, pid: process.pid });
  const what = role === undefined ? 'the bot and the workers' : `the ${role}`;
  return io.out(`Latchkey is ready: ${what}, on port ${port}, for ${platforms.join(' and ')}\n`);
}

/** Waits for what is under way, but not for ever: what is left is taken up by the next process. */
async function closed(closing: Promise<void>): Promise<ExitCode> {
  return pTimeout<ExitCode, ExitCode>(
    closing.then(() => 0),
    { milliseconds: closeWithinMs, fallback: () => 1 },
  );
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
