import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { startDiscord } from '../../sandbox/discord/index.ts';
import { startPage } from '../../sandbox/page/server.ts';
import { startSlack } from '../../sandbox/slack/index.ts';

/** Every server of the sandbox that a browser could be made to talk to, with a path of each that does something. */
const paths = {
  slack: ['/sandbox/personas', '/api/auth.test'],
  discord: ['/sandbox/personas', '/api/v10/gateway', '/oauth2/authorize'],
  page: ['/', '/tour.json', '/slack/personas'],
} as const;
const sockets = { slack: '/link/?ticket=x', discord: '/gateway?v=10' } as const;

describe('what listens in the sandbox', () => {
  const urls: Record<string, string> = {};
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const slack = await startSlack({
      world: { team: { id: 'T1', name: 'ACME', domain: 'acme' }, users: [], channels: [] },
      eventsUrl: 'http://127.0.0.1:9/slack/events',
      socket: true,
    });
    const discord = await startDiscord({
      world: {
        guild: { id: '1', name: 'ACME' },
        app: { id: '2', name: 'Latchkey' },
        users: [],
        channels: [],
        roles: [],
      },
    });
    const page = await startPage({ slackUrl: slack.url, discordUrl: discord.url });
    Object.assign(urls, { slack: slack.url, discord: discord.url, page: page.url });
    stops.push(slack.stop, discord.stop, page.stop);
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  const portOf = (name: string) => new URL(urls[name] ?? '').port;
  async function status(name: string, path: string, headers: Record<string, string>, method = 'GET') {
    const asked = request({ host: '127.0.0.1', port: portOf(name), path, method, headers });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
    answer.resume();
    return answer.statusCode;
  }
  const strangers = (name: string): [string, Record<string, string>][] => {
    const port = portOf(name);
    const host = `127.0.0.1:${port}`;
    return [
      ['a name that another site resolves to this machine', { host: `evil.test:${port}` }],
      ['our name with another port', { host: '127.0.0.1:1' }],
      ['our name without a port', { host: '127.0.0.1' }],
      ['a page of another site', { host, origin: 'https://evil.test' }],
      ['a page of another port', { host, origin: 'http://127.0.0.1:1' }],
      ['a page that hides where it is from', { host, origin: 'null' }],
    ];
  };

  it.each(Object.keys(paths) as (keyof typeof paths)[])('refuses strangers: %s', async (name) => {
    for (const path of paths[name]) {
      for (const [who, headers] of strangers(name)) {
        expect(await status(name, path, headers), `${who} at ${path}`).toBe(403);
        expect(await status(name, path, headers, 'POST'), `${who} at ${path}`).toBe(403);
      }
    }
  });

  it.each(Object.keys(paths) as (keyof typeof paths)[])('takes its own pages and programs: %s', async (name) => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]'].map((one) => `${one}:${portOf(name)}`)) {
      expect(await status(name, paths[name][0], { host })).toBe(200);
      expect(await status(name, paths[name][0], { host, origin: `http://${host}` })).toBe(200);
    }
  });

  it.each(Object.keys(sockets) as (keyof typeof sockets)[])('refuses the WebSockets of strangers: %s', async (name) => {
    for (const [who, headers] of strangers(name)) {
      const socket = new WebSocket(`ws://127.0.0.1:${portOf(name)}${sockets[name]}`, { headers });
      const [error] = (await once(socket, 'error')) as [Error];
      expect(error.message, who).toContain('403');
    }
  });
});
