import { readFileSync } from 'node:fs';
import nock from 'nock';
import { expect } from 'vitest';
import { createSdkLog } from '../../../src/chat/slack/connect/sdk-log.ts';
import type { OwnIdentity } from '../../../src/chat/slack/connect/identity.ts';
import { createWeb } from '../../../src/chat/slack/connect/web.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import { fakeClock, recordingLog } from '../../support/recording.ts';

export { fakeClock, recordingLog } from '../../support/recording.ts';

export const apiUrl = 'https://slack.test/api/';
export const own: OwnIdentity = { workspace: 'T1', team: 'T1', enterprise: null, user: 'UBOT', bot: 'BBOT' };

export function testWeb(clock: Clock = fakeClock(), log: Log = recordingLog()) {
  return createWeb({ botToken: 'xoxb-test', apiUrl }, createSdkLog(log), clock);
}

/** Answers one call of a Web API method; resolves to what was asked, with JSON arguments parsed. */
export function slackAnswers(
  method: string,
  answer: object | string,
  status = 200,
  headers: Record<string, string> = {},
) {
  return new Promise<Record<string, unknown>>((resolve) => {
    nock(apiUrl)
      .post(`/${method}`)
      .reply(
        status,
        (_uri, body) => {
          resolve(readForm(body));
          return answer;
        },
        headers,
      );
  });
}

export function readForm(body: unknown): Record<string, unknown> {
  const form =
    typeof body === 'string' ? Object.fromEntries(new URLSearchParams(body)) : (body as Record<string, string>);
  return Object.fromEntries(Object.entries(form).map(([key, value]) => [key, parsed(value)]));
}

function parsed(value: string): unknown {
  return /^[[{]/.test(value) ? JSON.parse(value) : value;
}

export function fixture(name: string): Record<string, unknown> {
  const url = new URL(`../../fixtures/slack/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
}

/** Ends what a test said that Slack would answer; all of it was asked for. */
export function expectAllAsked(): void {
  const left = nock.pendingMocks();
  nock.cleanAll();
  expect(left).toEqual([]);
}
