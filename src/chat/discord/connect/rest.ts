import { DefaultRestOptions, DiscordAPIError, HTTPError, RateLimitError, REST } from '@discordjs/rest';
import type { RESTOptions } from '@discordjs/rest';
import { ChatRefused, ChatUnavailable } from '../../../ports/chat.ts';
import type { Clock } from '../../../ports/clock.ts';
import { adviceOn } from './advice.ts';
import type { DiscordConfig } from '../config.ts';
import { countsAsRefusal, createRefusalBudget } from './refusal-budget.ts';
import { sortRefusal } from './refusals.ts';

/** What a call carries besides its path. */
export interface Request {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  /** Stands in Discord's audit log; at most 512 characters. */
  readonly reason?: string;
  /** Without the bot's token: the path or a header says who we are. */
  readonly open?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Calls Discord's REST API, version 10, and gives what it answered. Throws `ChatUnavailable` (429: with the wait that
 * Discord asked for; network, 5xx, 7 s: without) or `ChatRefused`, sorted, with Discord's own code, such as `50007`. While told to
 * wait, a route is not called again. After 1,000 refusals (401, 403, 429) in ten minutes everything waits: Discord bans hosts.
 */
export type Rest = (method: Method, path: string, request?: Request) => Promise<unknown>;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** With the wait in our own queue; shorter than the lease of whoever sends a message. */
export const requestTimeoutMs = 7_000;

export function createRest(
  { token, apiUrl }: Pick<DiscordConfig, 'token' | 'apiUrl'>,
  clock: Clock,
  makeRequest?: RESTOptions['makeRequest'],
  budget = createRefusalBudget(clock),
): Rest {
  const send = makeRequest ?? DefaultRestOptions.makeRequest;
  const rest = new REST({
    api: apiUrl,
    version: '10',
    retries: 0,
    timeout: requestTimeoutMs,
    rejectOnRateLimit: () => true,
    makeRequest: counted,
  });
  const closedUntil = new Map<string, number>();

  /** Every call goes through here, and only calls that really go out. */
  async function counted(...call: Parameters<typeof send>): ReturnType<typeof send> {
    budget.begin(`${call[1].method ?? 'GET'} a route`);
    let isRefused = false;
    try {
      const answer = await send(...call);
      isRefused = countsAsRefusal(answer.status, answer.headers.get('x-ratelimit-scope'));
      return answer;
    } finally {
      budget.end(isRefused);
    }
  }

  function gate(key: string, what: string): void {
    const wait = (closedUntil.get(key) ?? 0) - clock.now();
    if (wait > 0) throw new ChatUnavailable(`Discord asked us to wait with ${what}`, wait);
    closedUntil.delete(key);
  }

  return async (method, path, { body, query, reason, open = false, headers } = {}) => {
    const what = `${method} ${masked(path)}`;
    const lane = `${method} ${laneOf(path)}`;
    // Answers to interactions are not counted with the rest.
    if (!open) gate('everything', what);
    gate(lane, what);
    // The library forgets its token when one call is answered with 401.
    rest.setToken(token);
    try {
      return await rest.request({
        method: method as never,
        fullRoute: path as `/${string}`,
        auth: !open,
        signal: AbortSignal.timeout(requestTimeoutMs),
        ...(body instanceof URLSearchParams ? { body, passThroughBody: true } : body === undefined ? {} : { body }),
        ...(query ? { query: new URLSearchParams(query) } : {}),
        ...(reason ? { reason } : {}),
        ...(headers ? { headers } : {}),
      });
    } catch (error) {
      const known = translate(what, error, { open, path });
      if (known instanceof ChatUnavailable && known.retryAfterMs !== null) {
        const isGlobal = error instanceof RateLimitError && error.global;
        // The budget knows by itself how long everything waits.
        if (error === known) throw known;
        const key = isGlobal ? 'everything' : lane;
        if (closedUntil.size > 1_000)
          for (const [old, until] of closedUntil) if (until <= clock.now()) closedUntil.delete(old);
        closedUntil.set(key, clock.now() + known.retryAfterMs);
      }
      throw known;
    }
  };
}

/** The library's own errors carry addresses and bodies: what is thrown here names the route and Discord's words only. */
function translate(what: string, error: unknown, call: { readonly open: boolean; readonly path: string }): Error {
  if (error instanceof ChatUnavailable) return error;
  const cause = new Error(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  if (error instanceof RateLimitError) {
    const wait = error.retryAfter > 0 ? error.retryAfter : error.timeToReset;
    return new ChatUnavailable(`Discord asked us to wait with ${what}`, Math.max(1, Math.ceil(wait)), {
      code: 'http_429',
    });
  }
  if (error instanceof DiscordAPIError) {
    // A page instead of JSON has no code, a refusal without one has 0.
    const code = error.code ? String(error.code) : `http_${error.status}`;
    const sorted = sortRefusal(code, call);
    return sorted.kind === 'transient'
      ? new ChatUnavailable(`Discord could not do ${what}: ${code}`, null, { cause, code })
      : new ChatRefused(`Discord refused ${what}: ${code}`, code, { cause, ...sorted, advice: adviceOn(code) });
  }
  const why =
    error instanceof HTTPError ? `http ${error.status}` : error instanceof Error ? error.message : String(error);
  return new ChatUnavailable(`Discord did not answer ${what}: ${why}`, null, { cause });
}

/** The path without the secrets that stand in it. */
function masked(path: string): string {
  return path.replace(/^(\/(?:webhooks|interactions)\/\d+\/)[^/]+/, '$1…');
}

/** What Discord limits together: the channel, guild or webhook matters, further ids do not. */
function laneOf(path: string): string {
  const [, major = '', rest = ''] = /^(\/(?:channels|guilds)\/\d+|\/webhooks\/\d+\/[^/]+)?(.*)$/.exec(path) ?? [];
  return major + rest.replace(/\/\d+/g, '/:id');
}
