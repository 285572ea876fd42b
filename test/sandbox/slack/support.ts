import type { Logger } from '@slack/bolt';
import { App, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { LocalSlack, SlackOptions, World } from '../../../sandbox/slack/index.ts';
import { startSlack } from '../../../sandbox/slack/index.ts';

/** A workspace of a handful of people. */
export const world: World = {
  team: { id: 'T0ACME', name: 'ACME', domain: 'acme' },
  users: [
    { id: 'U0ADA', name: 'ada', realName: 'Ada Lindqvist', email: 'ada@acme.test', title: 'Platform' },
    { id: 'U0MIA', name: 'mia', realName: 'Mia Castellano', email: 'mia@acme.test' },
    { id: 'U0GIN', name: 'gina', realName: 'Gina Rossi', email: 'gina@freelance.test', guest: 'restricted' },
    { id: 'U0SAM', name: 'sam', realName: 'Sam Porter', email: 'sam@partner.test', teamId: 'T0PARTNER' },
    { id: 'U0DORA', name: 'dora', realName: 'Dora Klein', email: 'dora@acme.test', deleted: true },
  ],
  channels: [
    { id: 'C0GENERAL', name: 'general', private: false },
    { id: 'C0AUDIT', name: 'access-audit', private: true, members: ['U0ADA'] },
    { id: 'C0SECRET', name: 'board', private: true, app: false },
    { id: 'C0LOUNGE', name: 'lounge', private: false, app: false },
    { id: 'C0PARTNER', name: 'partner', private: false, shared: true },
  ],
  userGroups: [{ id: 'S0OPS', handle: 'ops', name: 'Operations' }],
};

type Values = Record<string, Record<string, { value?: string; selected_option?: { value: string } }>>;

export interface SeenMessage {
  ts: string;
  text: string;
  author: string;
  isEphemeral: boolean;
  blocks?: unknown[];
  values: Values;
}

export interface SeenView {
  id: string;
  type: string;
  callback_id: string;
  blocks: { text?: { text: string } }[];
  values: Values;
}

/** Whatever the control API answers. */
export interface Answer {
  ok: boolean;
  error?: string;
  message?: string;
  errors: Record<string, string>;
  /** Of a conversation: the same text, the same messages. */
  version?: string;
  messages: SeenMessage[];
  channels: { id: string; name: string; kind: string; unread: number }[];
  personas: { id: string; unread: number }[];
  views: SeenView[];
  view: SeenView | null;
  user: { id: string };
  options: { text: { text: string }; value: string }[];
  fault: { id: string };
  faults: unknown[];
  calls: { method: string; status: number; error?: string }[];
  deliveries: { kind: string; attempt: number; outcome: { ok: boolean; error?: string }; payload: { type?: string } }[];
}

/** What a test does as the people of the workspace. */
export interface Hands {
  get: (path: string) => Promise<Answer>;
  post: (path: string, body?: unknown) => Promise<Answer>;
  patch: (path: string, body: unknown) => Promise<Answer>;
  remove: (path: string) => Promise<Answer>;
}

export function handsOn(slack: LocalSlack): Hands {
  const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${slack.url}/sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return (await response.json()) as Answer;
  };
  return {
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
    remove: (path) => send('DELETE', path),
  };
}

/** A local Slack, and a client as the app would have it. */
export async function openSlack(options: Partial<SlackOptions> = {}) {
  const nowhere = 'http://127.0.0.1:9/slack/events';
  const slack = await startSlack({ world, eventsUrl: nowhere, socket: false, eventRetryDelays: [], ...options });
  const client = clientOf(slack);
  return { slack, client, hands: handsOn(slack) };
}

export function clientOf(slack: LocalSlack, token = slack.env['SLACK_BOT_TOKEN']): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    logger: silent,
    retryConfig: { retries: 2, minTimeout: 1 },
  });
}

const nothing = (): undefined => undefined;

/** Refusals are what the tests are about: the client need not print them. */
const silent: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

/** A Bolt app that is connected to a local Slack, over HTTP or Socket Mode. */
export async function openBolt(options: Partial<SlackOptions> & { socket: boolean }) {
  const port = options.socket ? 0 : await freePort();
  const slack = await startSlack({
    world,
    eventsUrl: `http://127.0.0.1:${port}/slack/events`,
    eventRetryDelays: [],
    ...options,
  });
  const app = new App({
    token: slack.env['SLACK_BOT_TOKEN']!,
    signingSecret: slack.env['SLACK_SIGNING_SECRET']!,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
    ...(options.socket ? { socketMode: true, appToken: slack.env['SLACK_APP_TOKEN']! } : {}),
  });
  await app.start({ port, host: '127.0.0.1' });
  const stop = async (): Promise<void> => {
    await app.stop();
    await slack.stop();
  };
  return { slack, app, hands: handsOn(slack), stop };
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
