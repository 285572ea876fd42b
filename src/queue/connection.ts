import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import type { Log } from '../ports/log.ts';

const reconnectSoon = (times: number): number => Math.min(50 * 2 ** Math.min(times, 10), 1_000);

/**
 * For who adds jobs: a command fails at once while there is no connection, and after 2 s without an answer. A connection
 * that is half open is given up after 5 s; a new one is tried for at most once a second, for ever.
 */
export function producerConnection(url: string, log: Log): Redis {
  return connect(url, log, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
    connectTimeout: 5_000,
    socketTimeout: 5_000,
    retryStrategy: reconnectSoon,
  });
}

/**
 * For who consumes jobs: commands wait until Redis is back. Silence longer than any blocking read (10 s) means a dead
 * socket. Once `stopped`, neither it nor a duplicate of it connects again.
 */
export function consumerConnection(url: string, log: Log, stopped: AbortSignal): Redis {
  return connect(url, log, {
    maxRetriesPerRequest: null,
    connectTimeout: 5_000,
    socketTimeout: 20_000,
    retryStrategy: (times) => (stopped.aborted ? null : reconnectSoon(times)),
  });
}

function connect(url: string, log: Log, options: RedisOptions): Redis {
  const redis = new Redis(url, options);
  let away = false;
  redis.on('error', (error: Error) => {
    if (away) return;
    away = true;
    log.warn({ err: error }, 'Redis is away; trying again until it answers');
  });
  redis.on('ready', () => {
    if (away) log.info({}, 'Redis is back');
    away = false;
  });
  return redis;
}

/** Once connected, says so in the log where Redis may throw keys away under memory pressure: jobs would vanish. */
export function warnOfEviction(redis: Redis, log: Log): void {
  redis.once('ready', () => {
    redis.info('memory').then(
      (text) => {
        const policy = /^maxmemory_policy:(\S+)/m.exec(text)?.[1];
        if (policy !== undefined && policy !== 'noeviction') {
          log.warn(
            { policy },
            'Redis may evict jobs when its memory is full: set its maxmemory-policy to noeviction, or commands get lost',
          );
        }
      },
      (error: unknown) => log.debug({ err: error }, 'Could not read the maxmemory-policy of Redis'),
    );
  });
}
