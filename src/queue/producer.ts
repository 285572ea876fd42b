import { Queue as BullQueue } from 'bullmq';
import type { JobsOptions } from 'bullmq';
import pTimeout from 'p-timeout';
import type { Clock } from '../ports/clock.ts';
import { NotConfirmed } from '../ports/commands.ts';
import type { Log } from '../ports/log.ts';
import { QueueUnavailable } from '../ports/queue.ts';
import type { CommandJob, EffectJob, Queue, TimerJob, Turn } from '../ports/queue.ts';
import type { Seals } from '../ports/seals.ts';
import { producerConnection, warnOfEviction } from './connection.ts';
import { createEnvelope } from './envelope.ts';
import type { Sealed } from './envelope.ts';
import { countUnsealed } from './inspect.ts';
import { jobId, prefixOf } from './names.ts';
import type { QueueName } from './queues.ts';
import { queues } from './queues.ts';
import { boundedFrom } from './sound-worker.ts';

/** How long Redis may take to confirm, in ms: a platform wants its answer within 3 s. */
const PATIENCE = 1_800;

/** How often a job is tried, and the first pause in ms; every further one is twice as long. */
export interface Tries {
  readonly attempts: number;
  readonly firstPauseMs: number;
}

export interface QueueSettings {
  readonly url: string;
  /** From the store: the prefix in a shared Redis. */
  readonly installationId: string;
  readonly tenant: string;
  readonly seals: Seals;
  readonly log: Log;
  /** What a timer's moment is counted by; the host's unless given. */
  readonly clock?: Pick<Clock, 'now'>;
  /** As `queues` says, unless given. */
  readonly tries?: Tries;
}

/**
 * The producing side of the queue. It connects in the background: while Redis is away every method rejects at once, and
 * works again by itself when Redis is back. What was not confirmed may still run: Redis can have it and be slow to say so.
 *
 * A command's id and a timer's (access, at) are job ids: adding one that is still there does nothing. An effect's key
 * (together with its name and access) holds it back while one waits; while one is being worked on, one more is kept and
 * runs afterwards, so that no wake-up is lost.
 */
export function createQueue(settings: QueueSettings): {
  queue: Queue;
  /** How many commands wait that no worker will carry out. Throws when Redis does not answer. */
  unsealed: () => Promise<number>;
  close: () => Promise<void>;
} {
  const { log, tries } = settings;
  const redis = producerConnection(settings.url, log);
  warnOfEviction(redis, log);
  const open = <T>(name: QueueName): BullQueue<T, void, string, T, void, string> => {
    const queue = new BullQueue<T, void, string, T, void, string>(name, {
      connection: redis,
      prefix: prefixOf(settings.installationId),
      defaultJobOptions: jobOptions(tries ?? queues[name]),
      // Neither waiting nor a version check: adding must fail at once while there is no connection.
      skipWaitingForReady: true,
      skipVersionCheck: true,
    });
    queue.on('error', (error) => log.debug({ err: error, queue: name }, 'A queue has a problem with its connection'));
    return queue;
  };
  const envelope = createEnvelope(settings.seals, settings.tenant);
  const commands = open<Sealed>('commands');
  const effects = open<EffectJob>('effects');
  const deliveries = open<EffectJob>('deliveries');
  const timers = open<TimerJob>('timers');

  const queue: Queue = {
    async command(jobs, turn = { delayMs: 0, place: 0 }) {
      const [first, ...more] = jobs.map((job) => sealed(job, turn));
      if (first === undefined) return;
      try {
        const added =
          more.length === 0 ? commands.add(first.name, first.data, first.opts) : commands.addBulk([first, ...more]);
        await inTime<unknown>('Adding commands', added);
      } catch (error) {
        throw new NotConfirmed({ cause: error });
      }
    },
    async isLeft(ids) {
      const keys = ids.map((id) => `${prefixOf(settings.installationId)}:commands:${jobId(id)}`);
      if (keys.length === 0) return false;
      try {
        return (await inTime('Asking for commands', redis.exists(...keys))) > 0;
      } catch (error) {
        throw new QueueUnavailable('Redis did not say which commands are left', { cause: error });
      }
    },
    async effect(job, key, delayMs = 0) {
      const about = job.name === 'outbox' ? `${job.name} ${job.access} ${key}` : `${job.name} ${key}`;
      const options = { delay: delayMs, deduplication: { id: jobId(about), keepLastIfActive: true } };
      const to = job.name === 'deliver' ? deliveries : effects;
      await confirmed(`Adding the effect ${about}`, to.add(job.name, queues.effects.codec.parse(job), options));
    },
    async timer(access, at) {
      const options = {
        delay: Math.max(0, at - (settings.clock?.now() ?? Date.now())),
        jobId: jobId(`${access} ${at}`),
      };
      await confirmed(`Adding a timer for ${access}`, timers.add('look', { access }, options));
    },
    async ping() {
      await confirmed('Asking Redis for a sign of life', redis.ping());
    },
  };
  function sealed(job: CommandJob, { delayMs, place: priority }: Turn) {
    const id = jobId(job.id);
    const place = { queue: 'commands', name: job.action.name, id };
    const opts = { jobId: id, ...(delayMs > 0 && { delay: delayMs }), ...(priority > 0 && { priority }) };
    return { name: place.name, data: envelope.seal(job, place), opts };
  }

  return {
    queue,
    unsealed: () => countUnsealed(redis, settings),
    async close() {
      await Promise.all([commands.close(), effects.close(), deliveries.close(), timers.close()]);
      redis.disconnect();
    },
  };
}

function jobOptions({ attempts, firstPauseMs }: Tries): JobsOptions {
  return {
    attempts,
    backoff: boundedFrom(firstPauseMs),
    // A job that is kept would make adding its id again a silent no-op.
    removeOnComplete: true,
    removeOnFail: true,
    stackTraceLimit: 1,
  };
}

/** The work itself isn't stopped: what took too long may still be in the queue. */
function inTime<T>(what: string, work: Promise<T>): Promise<T> {
  return pTimeout(work, { milliseconds: PATIENCE, message: `${what} took longer than ${PATIENCE} ms` });
}

async function confirmed(what: string, work: Promise<unknown>): Promise<void> {
  try {
    await inTime(what, work);
  } catch (error) {
    throw new QueueUnavailable(`${what}: Redis did not confirm it`, { cause: error });
  }
}
