import type { Logger } from '@slack/bolt';
import { webApi } from '@slack/bolt';
import { ChatRefused, ChatUnavailable } from '../../../ports/chat.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { SlackConfig } from '../config.ts';
import { adviceOn } from './advice.ts';
import { sortRefusal } from './refusals.ts';

type WebClient = webApi.WebClient;

/**
 * Calls the Web API. Throws `ChatUnavailable` (429: with the wait that Slack asked for; network, 5xx and Slack's passing
 * errors: without) or `ChatRefused`, sorted, with Slack's own code. While told to wait, a method isn't called again. `lane`:
 * the channel that is written to.
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
      const known = translate(method, lane, error);
      if (known instanceof ChatUnavailable && known.retryAfterMs !== null) {
        closedUntil.set(gate, clock.now() + known.retryAfterMs);
      }
      throw known;
    }
  };
}

function translate(method: string, channel: string, error: unknown): Error {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new ChatUnavailable(`Slack asked us to wait with ${method}`, Math.max(1, error.retryAfter) * 1_000, {
      cause: error,
      code: 'ratelimited',
    });
  }
  const code = codeOf(error);
  const sorted = code === null ? null : sortRefusal(code, method, channel);
  if (code !== null && sorted !== null && sorted.kind !== 'transient') {
    return new ChatRefused(`Slack refused ${method}: ${code}`, code, {
      cause: error,
      ...sorted,
      advice: adviceOn(code),
    });
  }
  const why = code ?? (error instanceof Error ? error.message : String(error)).slice(0, 200);
  return new ChatUnavailable(`Slack could not do ${method}: ${why}`, null, {
    cause: error,
    ...(code === null ? {} : { code }),
  });
}

/** Slack's own word, or the HTTP status of a refusal; null: no answer, or one that isn't Slack's (a page instead of JSON). */
function codeOf(error: unknown): string | null {
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    return /^[a-z0-9_]{1,80}$/.test(code) ? code : null;
  }
  const isRefusal = error instanceof webApi.WebAPIHTTPError && error.statusCode >= 400 && error.statusCode < 500;
  return isRefusal ? `http_${error.statusCode}` : null;
}
