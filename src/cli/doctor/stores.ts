import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../../config/environment.ts';
import { createSeals } from '../../lib/seals.ts';
import type { Log } from '../../ports/log.ts';
import { SecretMissing } from '../../ports/seals.ts';
import type { QueueReport } from '../../queue/index.ts';
import type { Check } from './check.ts';
import { patienceMs, withPatience } from './check.ts';
import { clockCheck } from './clock.ts';
import { isEncrypted } from './is-encrypted.ts';
import { messageChecks } from './messages.ts';
import { silentLog } from '../silent-log.ts';

/** Messages that wait, of which `doctor` counts so many. */
const mostWaiting = 1_000;

/** MongoDB, Redis, and what waits or was refused in Redis. */
export async function storeChecks(environment: Environment, tenant: string): Promise<readonly Check[]> {
  const installation: Partial<Awaited<ReturnType<typeof mongoCheck>>> = {};
  const mongo = await withPatience('MongoDB', async () => {
    Object.assign(installation, await mongoCheck(environment, tenant));
    return 'answers, and every index exists';
  });
  const queue: { report?: QueueReport } = {};
  const redis = await withPatience('Redis', async () => {
    const { report, warnings } = await redisCheck(environment, tenant, installation.id ?? null);
    if (report) queue.report = report;
    return ['answers', ...warnings].join('; ');
  });
  return [
    mongo,
    ...(installation.offsetMs === undefined ? [] : [clockCheck(installation.offsetMs)]),
    redis,
    ...(queue.report ? queueChecks(queue.report) : []),
    ...(installation.waiting ? messageChecks(installation.waiting) : []),
    ...(installation.foreign === undefined ? [] : [secretCheck(installation.foreign)]),
    ...(installation.untrusted === undefined ? [] : [recordCheck(installation.untrusted)]),
    ...(isEncrypted(environment.mongodbUri) ? [] : [plainText('MongoDB', 'add tls=true to MONGODB_URI')]),
    ...(isEncrypted(environment.redisUrl) ? [] : [plainText('Redis', 'let REDIS_URL begin with rediss://')]),
  ];
}

async function mongoCheck({ mongodbUri: uri, secrets }: Environment, tenant: string) {
  const { openStore } = await import('../../store/index.ts');
  const opened = await openStore({
    uri,
    tenant,
    log: silentLog,
    sealsOf: (id) => createSeals(secrets, id),
    signal: AbortSignal.timeout(patienceMs),
  });
  try {
    await opened.store.ping();
    const waiting = await opened.store.cards.troubled(mostWaiting);
    const untrusted = (await opened.store.record.recordedUnder('void/')).length;
    const foreign = await opened.store.record.foreignSeal();
    const id = await opened.store.installationId();
    return { id, offsetMs: opened.clock.offsetMs() ?? 0, waiting, untrusted, foreign };
  } finally {
    await opened.close();
  }
}

/** Without the installation's id, which is in MongoDB, the queues can't be found: then only whether Redis answers. */
async function redisCheck(
  { redisUrl: url, secrets }: Environment,
  tenant: string,
  installation: string | null,
): Promise<{ readonly report: QueueReport | null; readonly warnings: readonly string[] }> {
  const { openInspection } = await import('../../queue/index.ts');
  const warnings: string[] = [];
  const log: Log = { ...silentLog, warn: (_fields, text) => void warnings.push(text) };
  const installationId = installation ?? 'doctor';
  const opened = openInspection({ url, installationId, tenant, seals: createSeals(secrets, installationId), log });
  try {
    await untilAnswers(() => opened.ping());
    return { report: installation === null ? null : await opened.report(), warnings };
  } finally {
    opened.close();
  }
}

function queueChecks({ left, unsealed, deadLetters }: QueueReport): readonly Check[] {
  const waiting = `${left.commands} commands, ${left.effects} effects, ${left.deliveries} deliveries and ${left.timers} timers are left in Redis`;
  const [newest] = deadLetters.newest;
  const last =
    newest === undefined
      ? ''
      : ` The newest, at ${new Date(newest.at).toISOString()}: ${newest.name || newest.job} in “${newest.queue}”, ${newest.fault}.`;
  return [
    { name: 'queue', ok: true, sentence: `${waiting}.` },
    {
      name: 'unsealed jobs',
      ok: true,
      warning: unsealed > 0,
      sentence:
        unsealed === 0
          ? 'every command that waits has a valid seal.'
          : `${unsealed} commands wait without a valid seal and won't be carried out. If an older version queued them, stop the bots, start that version's workers, and let them finish; then upgrade.`,
    },
    {
      name: 'dead letters',
      ok: true,
      warning: deadLetters.count > 0,
      sentence:
        deadLetters.count === 0
          ? 'no job was refused.'
          : `${deadLetters.count} jobs were refused: nobody commanded them, or they were malformed. Find out who can write to Redis.${last}`,
    },
  ];
}

/** Whether the secrets are those that sealed the record: `latchkey start` refuses others. */
function secretCheck(foreign: number | null): Check {
  const sentence = foreign === null ? 'it sealed the record.' : new SecretMissing(foreign).message;
  return { name: 'LATCHKEY_SECRET', ok: foreign === null, sentence };
}

/** What Latchkey found that it didn't write, or that was dated in the future, since the record began (A9). */
function recordCheck(found: number): Check {
  const sentence =
    found === 0
      ? 'Latchkey found nothing that it didn’t write.'
      : `something was changed outside Latchkey (${found} found so far), and isn’t trusted. Run latchkey audit verify, and find out who can write to MongoDB.`;
  return { name: 'record', ok: true, warning: found > 0, sentence };
}

function plainText(name: string, how: string): Check {
  const sentence = `the connection isn't encrypted and leaves this machine: ${how} (docs/operation.md).`;
  return { name: `${name} TLS`, ok: true, warning: true, sentence };
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
