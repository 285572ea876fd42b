import { createHmac } from 'node:crypto';
import type { Settings } from '../settings.ts';

const TEN_MINUTES = 600;

/** The headers by which an app knows that a request is Slack's (version v0). @param now in milliseconds */
export function signatureHeaders(
  body: string,
  secret: string,
  now: number,
  kind: Settings['signature'],
): Record<string, string> {
  const timestamp = Math.floor(now / 1000) - (kind === 'stale' ? TEN_MINUTES : 0);
  const key = kind === 'forged' ? `not ${secret}` : secret;
  const digest = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${digest}` };
}
