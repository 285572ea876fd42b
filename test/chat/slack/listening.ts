import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { createRender } from '../../../src/chat/slack/outbound/render.ts';
import { createAnswer } from '../../../src/chat/slack/outbound/answer.ts';
import { createAccountChanges } from '../../../src/chat/slack/inbound/account-changes.ts';
import { listen } from '../../../src/chat/slack/inbound/listen.ts';
import { createProfiles } from '../../../src/chat/slack/people/profile.ts';
import { createSdkLog } from '../../../src/chat/slack/connect/sdk-log.ts';
import type { Call, Choices, Outcome } from '../../../src/domain/call.ts';
import type { CommandDescription } from '../../../src/domain/command-description.ts';
import type { Account } from '../../../src/domain/identity.ts';
import type { Message } from '../../../src/domain/message.ts';
import { say } from '../../../src/domain/message.ts';
import { noHomes } from '../../support/no-homes.ts';
import { apiUrl, fakeClock, own, recordingLog, testWeb } from './helpers.ts';

export const signingSecret = 'the-secret-of-the-tests';

export const choices: Choices = {
  products: [{ id: 'acme-prod', name: 'ACME production' }],
  instances: [
    {
      id: 'mdm-eu',
      name: 'Device management, Europe',
      roles: ['Administrator', 'Help desk'],
      items: [
        { id: 'pc-12', kind: 'asset' },
        { id: 'pc-13', kind: 'asset' },
        { id: 'pkg-7', kind: 'package' },
      ],
    },
  ],
  permissions: ['Create assets', 'Distribute installation packages'],
  defaultDuration: '8h',
};

const describeCommand = (name: string, mode: 'job' | 'query'): CommandDescription => ({
  name,
  mode,
  summary: () => name,
  forms: [],
  examples: [],
});
export const descriptions = [
  ...['request', 'grant', 'approve', 'deny'].map((name) => describeCommand(name, 'job')),
  ...['help', 'mine'].map((name) => describeCommand(name, 'query')),
];

/** The adapter behind a real HTTP server, with commands that the test writes. */
export async function listening(
  run: (call: Call) => Promise<Outcome>,
  patience = 200,
  keptOut: () => Promise<Message | null> = () => Promise.resolve(null),
) {
  const clock = fakeClock(1_795_305_610_000);
  const log = recordingLog();
  const web = testWeb(clock, log);
  const render = createRender('T1');
  const calls: Call[] = [];
  const changed: Account[] = [];
  const places: (string | null)[] = [];
  const ears = await listen(
    {
      config: { botToken: 'xoxb-test', signingSecret, appToken: null, apiUrl },
      own,
      logger: createSdkLog(log),
      log,
      clock,
      web,
      render,
      // The recorded payloads' response_url is there: as of a local Slack, at the API's own origin.
      answer: createAnswer({ web, apiUrl: 'https://hooks.slack.test/api/', render, clock }),
      changes: createAccountChanges(createProfiles({ web, own, clock }), own),
      localeOf: () => Promise.resolve(null),
      patience,
    },
    {
      commands: {
        descriptions,
        choices,
        complete: () => Promise.resolve([]),
        keptOut: () => keptOut(),
        overViews: () => null,
        run: (call) => {
          calls.push(call);
          return run(call);
        },
      },
      homes: noHomes,
      changed: (account) => Promise.resolve(changed.push(account)),
      connectionChanged: () => Promise.resolve(),
      placeChanged: ({ channel }) => Promise.resolve(places.push(channel)),
    },
  );
  const [mount] = ears.mounts;
  const server = createServer((request, response) => void mount?.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    changed,
    places,
    log,
    clock,
    mounts: ears.mounts,
    deliver: (body: string, headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', body, headers }),
    idle: () => ears.close(),
    async close() {
      await ears.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Listening = Awaited<ReturnType<typeof listening>>;

/** What Slack sends for a payload: a command as a form, interactivity as JSON in a form, an event as JSON. */
export function encode(payload: Record<string, unknown>): { body: string; type: string } {
  if (payload['type'] === 'event_callback') return { body: JSON.stringify(payload), type: 'application/json' };
  const form = 'command' in payload ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) };
  return { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
}

export function sign(body: string, type: string, at = Math.floor(Date.now() / 1000), secret = signingSecret) {
  const digest = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return { 'content-type': type, 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${digest}` };
}

export function deliver(to: Listening, payload: Record<string, unknown>): Promise<Response> {
  const { body, type } = encode(payload);
  return to.deliver(body, sign(body, type));
}

export const outcome = (text: string, ok = true): Outcome => ({ ok, message: say(text) });

/** Takes one answer at a response URL. */
export function answered(path: '/commands/T1/1234/5678' | '/actions/T1/1234/5678') {
  return new Promise<Record<string, unknown>>((resolve) => {
    nock('https://hooks.slack.test')
      .post(path)
      .reply(200, (_uri, body) => {
        resolve(body as Record<string, unknown>);
        return 'ok';
      });
  });
}
