import type { Logger } from '@slack/bolt';
import { LogLevel } from '@slack/bolt';
import type { Log } from '../../../ports/log.ts';

/** What Slack's own parts log, in our log. Their debug lines carry whole payloads, typed text included: those are dropped. */
export function createSdkLog(log: Log): Logger {
  const words = (parts: readonly unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => log.debug({ part: 'slack-sdk' }, words(parts)),
    warn: (...parts: unknown[]) => log.warn({ part: 'slack-sdk' }, words(parts)),
    error: (...parts: unknown[]) => log.error({ part: 'slack-sdk' }, words(parts)),
    setLevel: () => undefined,
    setName: () => undefined,
    getLevel: () => LogLevel.INFO,
  };
}
