import { destination, pino, stdTimeFunctions } from 'pino';
import type { DestinationStream } from 'pino';
import type { Log } from '../ports/log.ts';
import type { logLevels } from './config.ts';
import { scrub } from './scrub.ts';

export interface LogSettings {
  readonly level: (typeof logLevels)[number];
  /** Stands in every line. */
  readonly name?: string;
  /** stderr unless given. */
  readonly to?: DestinationStream;
}

/** One JSON line each, to stderr, written before the call returns, without secrets. */
export function createLog({ level, name, to }: LogSettings): Log {
  const logger = pino(
    {
      level,
      base: name === undefined ? {} : { name },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (fields) => scrub(fields) as Record<string, unknown> },
      // Errors are written by scrub, wherever they are.
      serializers: { err: (written: unknown) => written },
    },
    to ?? destination({ fd: 2, sync: true }),
  );
  return {
    debug: (fields, text) => logger.debug(fields, text),
    info: (fields, text) => logger.info(fields, text),
    warn: (fields, text) => logger.warn(fields, text),
    error: (fields, text) => logger.error(fields, text),
  };
}
