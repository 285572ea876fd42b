import type { Logger } from '@slack/bolt';
import { webApi } from '@slack/bolt';
import { ChatRefused, ChatUnavailable } from '../../ports/chat.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SlackConfig } from './config.ts';

type WebClient = webApi.WebClient;

/**
 * Calls the Web API. Throws `ChatUnavailable` (429: with the wait that Slack asked for; network, 5xx and Slack's passing
 * errors: without) or `ChatRefused` with Slack's own code. While told to wait, a method is not called again.
 */
export type Web = <T>(method: string, run: (client: WebClient) => Promise<T>, lane?: string) => Promise<T>;

/** Shorter than the lease of whoever sends a message, and than Slack's patience with our process. */
export const requestTimeoutMs = 7_000;

/** Options that every client of ours has, wherever it is made. */
export function clientOptions(settings: Pick<SlackConfig, 'apiUrl'>, logger: Logger): webApi.WebClientOptions {
  return {
    slackApiUrl: settings.apiUrl,
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: requestTimeoutMs,
  };
}

export function createWeb(settings: Pick<SlackConfig, 'botToken' | 'apiUrl'>, logger: Logger, clock: Clock): Web {
  const client = new webApi.WebClient(settings.botToken, clientOptions(settings, logger));
  const closedUntil = new Map<string, number>();
  return async (method, run, lane = '') => {
    const gate = `${method} ${lane}`;
    const wait = (closedUntil.get(gate) ?? 0) - clock.now();
    if (wait > 0) throw new ChatUnavailable(`Slack asked us to wait with ${method}`, wait);
    closedUntil.delete(gate);
    try {
      return await run(client);
    } catch (error) {
      const known = translate(method, error);
      if (known instanceof ChatUnavailable && known.retryAfterMs !== null) {
        closedUntil.set(gate, clock.now() + known.retryAfterMs);
      }
      throw known;
    }
  };
}

/** Answers of Slack that say “not now” rather than “no”. */
const passing = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
  'accesslimited',
  'team_added_to_org',
]);

/** Answers to who is not in a channel, or may not write there. */
const shutOut = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'no_permission',
  'restricted_action',
  'restricted_action_read_only_channel',
]);

function translate(method: string, error: unknown): Error {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new ChatUnavailable(`Slack asked us to wait with ${method}`, Math.max(1, error.retryAfter) * 1_000, {
      cause: error,
    });
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    const word = /^[a-z0-9_]{1,80}$/.test(code);
    return word && !passing.has(code)
      ? new ChatRefused(`Slack refused ${method}: ${code}`, code, { cause: error, isShutOut: shutOut.has(code) })
      : new ChatUnavailable(`Slack could not do ${method}: ${code.slice(0, 80)}`, null, { cause: error });
  }
  if (error instanceof webApi.WebAPIHTTPError && error.statusCode >= 400 && error.statusCode < 500) {
    const code = `http_${error.statusCode}`;
    return new ChatRefused(`Slack refused ${method}: ${code}`, code, { cause: error });
  }
  const why = error instanceof Error ? error.message : String(error);
  return new ChatUnavailable(`Slack did not answer ${method}: ${why}`, null, { cause: error });
}
