import { setTimeout as sleep } from 'node:timers/promises';
import type { PlatformSettings } from '../chat/platform.ts';
import type { Environment } from '../config/environment.ts';
import { readEnvironment } from '../config/environment.ts';
import type { Log } from '../ports/log.ts';
import type { ExitCode, Io } from './io.ts';
import { outJson, sentenceOf } from './io.ts';
import { silentLog } from './silent-log.ts';
import { checkCatalogue, configFile, problemLines } from './read-catalogue.ts';

/** How long each server may take to answer, in ms. */
const patienceMs = 5_000;

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly sentence: string;
}

/** Looks at everything that Latchkey stands on; 0 where all is well, else 1. Starts nothing. */
export async function doctor(io: Io, options: { readonly json?: boolean }): Promise<ExitCode> {
  const checks = [...(await environmentChecks(io)), ...caveats];
  const ok = checks.every((check) => check.ok);
  if (options.json === true) await outJson(io, { ok, checks });
  else
    await io.out(
      `${checks.map((one) => `${one.ok ? 'ok     ' : 'PROBLEM'} ${one.name}: ${one.sentence}`).join('\n')}\n`,
    );
  return ok ? 0 : 1;
}

/** What cannot be seen from here and is worth knowing (DESIGN §4, failures). */
const caveats: readonly Check[] = [
  {
    name: 'queue',
    ok: true,
    sentence:
      'Commands that are not decided yet are in Redis only: keep its append-only file on (appendonly yes) and eviction off (maxmemory-policy noeviction). Emptying Redis loses them; effects and timers are found again from MongoDB.',
  },
];

async function environmentChecks(io: Io): Promise<Check[]> {
  const read = readEnvironment(io.env);
  if (!read.ok) {
    const problems = read.problems.map(({ sentence }) => ({ name: 'environment', ok: false, sentence }));
    return [...problems, await configurationCheck(io)];
  }
  return [
    { name: 'environment', ok: true, sentence: read.warnings.join(' ') || 'every variable that is needed is set' },
    await configurationCheck(io),
    await within('MongoDB', () => mongoCheck(read.environment)),
    await within('Redis', () => redisCheck(read.environment)),
    ...(await Promise.all(
      read.environment.platforms.map((settings) => within(settings.name, () => chatCheck(settings))),
    )),
  ];
}

async function configurationCheck(io: Io): Promise<Check> {
  const file = configFile(io);
  try {
    const loaded = await checkCatalogue(file);
    if (loaded.ok) return { name: 'configuration', ok: true, sentence: `${file} can be used` };
    return { name: 'configuration', ok: false, sentence: problemLines(file, loaded.problems).join('\n').trim() };
  } catch (error) {
    return { name: 'configuration', ok: false, sentence: sentenceOf(error) };
  }
}

async function mongoCheck({ mongodbUri }: Environment): Promise<string> {
  const { openStore } = await import('../store/index.ts');
  const signal = AbortSignal.timeout(patienceMs);
  const opened = await openStore({ uri: mongodbUri, tenant: 'main', log: silentLog, signal });
  try {
    await opened.store.ping();
    return 'answers, and every index exists';
  } finally {
    await opened.close();
  }
}

async function redisCheck({ redisUrl }: Environment): Promise<string> {
  const { createQueue } = await import('../queue/index.ts');
  const warnings: string[] = [];
  const log: Log = { ...silentLog, warn: (_fields, text) => void warnings.push(text) };
  const opened = createQueue({ url: redisUrl, installationId: 'doctor', log });
  try {
    await untilAnswers(() => opened.queue.ping());
    return ['answers', ...warnings].join('; ');
  } finally {
    await opened.close();
  }
}

async function chatCheck(settings: PlatformSettings): Promise<string> {
  const connected = await settings.connect({
    log: silentLog,
    clock: { now: Date.now, sleep: (ms: number) => sleep(ms) },
    stash: { put: () => Promise.resolve(), get: () => Promise.resolve(null) },
    publicUrl: null,
    signal: AbortSignal.timeout(patienceMs),
  });
  await connected.close();
  return 'answers, and knows the bot’s token';
}

async function within(name: string, check: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, sentence: await check() };
  } catch (error) {
    return { name, ok: false, sentence: `does not answer as it should: ${sentenceOf(error)}` };
  }
}

/** The first connection takes a moment, and the queue does not wait for it. */
async function untilAnswers(ask: () => Promise<void>): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(100);
    }
  }
}
