import { newId } from '../ids.ts';
import type { Identity } from '../identity.ts';
import type { Json } from '../types.ts';
import type { Deliver, Outcome } from './types.ts';

/** Events API: sends events, and again where the app did not take them. */
export interface Events {
  /** Settles after the first attempt. */
  emit: (event: Json) => Promise<Outcome>;
  /** Gives up what waits to be sent again. */
  stop: () => void;
}

export interface EventsOptions {
  deliver: Deliver;
  app: Identity;
  teamId: string;
  enterpriseId?: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds before each further attempt; Slack's are nearly at once, a minute and five minutes. */
  retryDelays: number[];
}

const REASONS = { operation_timeout: 'http_timeout', dispatch_failed: 'connection_failed', http_error: 'http_error' };

export function createEvents({ deliver, app, teamId, enterpriseId, now, retryDelays }: EventsOptions): Events {
  const timers = new Set<NodeJS.Timeout>();

  async function attempt(envelope: Json, number: number, reason: string): Promise<Outcome> {
    const retry = number === 0 ? undefined : { attempt: number, reason };
    const outcome = await deliver('events_api', envelope, retry);
    const delay = retryDelays[number];
    if (!outcome.ok && outcome.noRetry !== true && delay !== undefined) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        void attempt(envelope, number + 1, REASONS[outcome.error]);
      }, delay).unref();
      timers.add(timer);
    }
    return outcome;
  }

  return {
    emit: (event) => {
      const authorization = { enterprise_id: enterpriseId ?? null, team_id: teamId, user_id: app.botUserId };
      const envelope: Json = {
        token: app.verificationToken,
        team_id: teamId,
        context_team_id: teamId,
        context_enterprise_id: enterpriseId ?? null,
        api_app_id: app.appId,
        event,
        type: 'event_callback',
        event_id: newId('Ev'),
        event_time: Math.floor(now() / 1000),
        authorizations: [{ ...authorization, is_bot: true, is_enterprise_install: false }],
        is_ext_shared_channel: false,
      };
      return attempt(envelope, 0, '');
    },
    stop: () => {
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
    },
  };
}
