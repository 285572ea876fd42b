import type { Identity } from '../identity.ts';
import { isObject, parsed } from '../../common/json.ts';
import type { Settings } from '../settings.ts';
import type { Json } from '../types.ts';
import { signatureHeaders } from './signature.ts';
import type { Deliver, Kind, Outcome, Retry } from './types.ts';

export interface HttpDeliveryOptions {
  /** Where the app listens. */
  eventsUrl: string;
  app: Identity;
  settings: Settings;
  /** Milliseconds since 1970. */
  now: () => number;
  /** How long to wait for the acknowledgement, in milliseconds. */
  patience: number;
}

/** Delivers as Slack does over HTTP: signed, a form for commands and interactions, JSON for events. */
export function createHttpDelivery({ eventsUrl, app, settings, now, patience }: HttpDeliveryOptions): Deliver {
  return async (kind, payload, retry) => {
    const { body, type } = encode(kind, payload);
    const signed = signatureHeaders(body, app.signingSecret, now(), settings.signature);
    const headers = { 'content-type': type, 'user-agent': AGENT, accept: '*/*', ...signed, ...retryHeaders(retry) };
    try {
      const signal = AbortSignal.timeout(patience);
      const response = await fetch(eventsUrl, { method: 'POST', headers, body, signal, redirect: 'manual' });
      const said = await response.text();
      if (response.status !== 200) {
        const noRetry = response.headers.get('x-slack-no-retry') === '1';
        return { ok: false, error: 'http_error', status: response.status, noRetry };
      }
      return { ok: true, answer: answerOf(said) };
    } catch (error) {
      return failure(error);
    }
  };
}

const AGENT = 'Slackbot 1.0 (+https://api.slack.com/robots)';
const FORM = 'application/x-www-form-urlencoded';

function encode(kind: Kind, payload: Json): { body: string; type: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields = kind === 'slash_commands' ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) };
  return { body: new URLSearchParams(fields).toString(), type: FORM };
}

function retryHeaders(retry: Retry | undefined): Record<string, string> {
  if (retry === undefined) return {};
  return { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason };
}

function answerOf(said: string): Json | undefined {
  if (said.trim() === '') return undefined;
  const value = parsed(said);
  return isObject(value) ? value : { text: said };
}

function failure(error: unknown): Outcome {
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  return { ok: false, error: isLate ? 'operation_timeout' : 'dispatch_failed' };
}
