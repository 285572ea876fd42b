import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSlack } from '../../../sandbox/slack/index.ts';
import type { LocalSlack } from '../../../sandbox/slack/index.ts';
import { slackEnvironment } from '../../../src/chat/slack/config.ts';
import { connectSlack } from '../../../src/chat/slack/index.ts';
import type { Call } from '../../../src/domain/call.ts';
import type { Account } from '../../../src/domain/identity.ts';
import type { Message } from '../../../src/domain/message.ts';
import type { ConnectedPlatform } from '../../../src/ports/platform.ts';
import { world } from '../../sandbox/slack/support.ts';
import { choices, descriptions, outcome } from './listening.ts';
import { recordingLog } from './helpers.ts';

interface Seen {
  readonly ts: string;
  readonly text: string;
  readonly isEphemeral: boolean;
}

const account = (user: string): Account => ({ platform: 'slack', workspace: 'T0ACME', user });
const mentions = new Map([['p1', account('U0ADA')]]);
const card: Message = {
  summary: 'Access request',
  title: 'Access request',
  tone: 'waiting',
  blocks: [
    { kind: 'facts', rows: [{ label: 'Who', value: [{ person: { id: 'p1', label: 'ada@acme.test' } }] }] },
    { kind: 'quote', value: '<!channel> now' },
    { kind: 'row', text: ['A row ', { time: Date.UTC(2026, 10, 22) }], buttons: [] },
  ],
  buttons: [
    { label: 'Approve', style: 'primary', command: 'approve', args: { id: 'a1' } },
    {
      label: 'Deny',
      style: 'danger',
      command: 'deny',
      args: { id: 'a1' },
      confirm: { title: 'Deny?', text: 'This closes it.', yes: 'Deny', no: 'Back' },
    },
  ],
};

describe.each([
  { name: 'HTTP', socket: false },
  { name: 'Socket Mode', socket: true },
])('against a local Slack over $name', ({ socket }) => {
  let local: LocalSlack;
  let slack: ConnectedPlatform;
  let ears: Awaited<ReturnType<ConnectedPlatform['listen']>>;
  let server: Server;
  const calls: Call[] = [];
  const changed: Account[] = [];
  const log = recordingLog();

  beforeAll(async () => {
    server = createServer((request, response) => {
      const [mount] = ears.mounts;
      if (mount) void mount.handle(request, response);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    local = await startSlack({
      world,
      socket,
      eventsUrl: `http://127.0.0.1:${port}/slack/events`,
      eventRetryDelays: [],
    });
    const config = slackEnvironment.parse(local.env);
    if (!config) throw new Error('the local Slack gave no token');
    const clock = { now: Date.now, sleep: (ms: number) => wait(ms) };
    slack = await connectSlack(config, { log, clock });
    const run = (call: Call) => {
      calls.push(call);
      return Promise.resolve(outcome(`Ran ${call.command}.`));
    };
    ears = await slack.listen({
      homes: {
        of: (one) => Promise.resolve(outcome(`The Home of ${one.user}.`)),
        revision: () => Promise.resolve(1),
      },
      commands: {
        descriptions,
        choices,
        run,
        complete: () => Promise.resolve([]),
        keptOut: () => Promise.resolve(null),
        overViews: () => null,
      },
      changed: (one) => Promise.resolve(changed.push(one)),
      roleChanged: () => Promise.resolve(),
      placeChanged: () => Promise.resolve(),
      connectionChanged: () => Promise.resolve(),
      awaited: () => Promise.reject(new Error('nobody signs in at Slack')),
      proved: () => Promise.reject(new Error('nobody signs in at Slack')),
    });
  });

  afterAll(async () => {
    await ears.close();
    await slack.close();
    await local.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function hand(method: string, path: string, body?: object) {
    const response = await fetch(`${local.url}/sandbox${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as { ok: boolean; error?: string; messages: Seen[]; views: { id: string }[] };
  }
  const seen = async (channel = 'C0GENERAL') =>
    (await hand('GET', `/users/U0ADA/channels/${channel}/messages`)).messages;
  const type = (text: string) => hand('POST', '/users/U0ADA/type', { channel: 'C0GENERAL', text });

  it('answers a typed command in private', async () => {
    expect(await type('/access grant console acme-prod to @mia because “so”')).toMatchObject({ ok: true });
    expect((await seen()).at(-1)).toMatchObject({ text: 'Ran grant.', isEphemeral: true });
    expect(calls.at(-1)).toMatchObject({
      args: { product: 'acme-prod', who: [{ kind: 'account', account: account('U0MIA') }], reason: 'so' },
      account: account('U0ADA'),
    });
    await type('/access mine');
    await expect.poll(async () => (await seen()).at(-1)).toMatchObject({ text: 'Ran mine.', isEphemeral: true });
  });

  it('draws a Home when it is opened, and opens the form by the shortcut', async () => {
    expect(await hand('POST', '/users/U0ADA/home', {})).toMatchObject({ ok: true });
    await expect
      .poll(async () => JSON.stringify(await hand('GET', '/users/U0ADA/home')))
      .toContain('The Home of U0ADA.');
    expect(await hand('POST', '/users/U0ADA/shortcuts', { callbackId: 'request_access' })).toMatchObject({ ok: true });
    await expect.poll(async () => (await hand('GET', '/users/U0ADA/views')).views.length).toBe(1);
    expect(await hand('POST', '/users/U0ADA/shortcuts', { callbackId: 'another' })).toMatchObject({ ok: true });
    const [form] = (await hand('GET', '/users/U0ADA/views')).views;
    await hand('POST', `/users/U0ADA/views/${form?.id ?? ''}/close`, {});
  });

  it('posts a card, finds it, takes its button, edits it', async () => {
    const since = Date.now() - 60_000;
    const ref = await slack.chat.post('C0AUDIT', card, 'card-1', mentions);
    expect(await slack.chat.find('C0AUDIT', 'card-1', since)).toEqual({ channel: 'C0AUDIT', message: ref.message });
    expect(await slack.chat.find('C0AUDIT', 'card-2', since)).toBeNull();
    const press = { channel: 'C0AUDIT', ts: ref.message, actionId: 'access:approve:0' };
    expect(await hand('POST', '/users/U0ADA/actions', press)).toMatchObject({ ok: true });
    await expect
      .poll(async () => (await seen('C0AUDIT')).at(-1))
      .toMatchObject({ text: 'Ran approve.', isEphemeral: true });
    expect(calls.at(-1)).toMatchObject({ command: 'approve', args: { id: 'a1' } });
    await slack.chat.update(ref, { ...card, summary: 'Approved', tone: 'good', buttons: [] }, mentions);
    expect((await seen('C0AUDIT')).find(({ ts }) => ts === ref.message)?.text).toBe('✅ Approved');
  });

  it('fits the largest message', async () => {
    const items = Array.from({ length: 900 }, (_, index) => [`row ${index} ${'<&>'.repeat(20)}`]);
    const rows = Array.from({ length: 40 }, () => ({ label: 'Label', value: ['x'.repeat(2_000)] }));
    const large: Message = { ...card, blocks: [...card.blocks, { kind: 'facts', rows }, { kind: 'list', items }] };
    await slack.chat.post('C0GENERAL', large, 'large', mentions);
    const channel = await slack.chat.directChannel(account('U0MIA'));
    await slack.chat.post(channel ?? '', { ...large, blocks: [{ kind: 'list', items }] }, 'list', mentions);
  });

  it('opens the form, follows the choices, and makes a request', async () => {
    await type('/access');
    const views = async () => (await hand('GET', '/users/U0ADA/views')).views;
    await expect.poll(async () => (await views()).length).toBe(1);
    const [view] = await views();
    const choose = { view: view?.id, actionId: 'form:kind', value: 'item' };
    expect(await hand('POST', '/users/U0ADA/actions', choose)).toMatchObject({ ok: true });
    await expect.poll(async () => JSON.stringify(await views())).toContain('item:mdm-eu');
    const values = { 'form:item': 'pc-12', 'form:right': 'write', 'form:duration': '2h', 'form:reason': 'broken' };
    const submit = `/users/U0ADA/views/${view?.id ?? ''}/submit`;
    expect(await hand('POST', submit, { values })).toMatchObject({ ok: true });
    expect(calls.at(-1)?.args).toEqual({
      kind: 'item',
      instance: 'mdm-eu',
      item: 'pc-12',
      right: 'write',
      duration: '2h',
      reason: 'broken',
    });
    await expect.poll(async () => (await seen()).at(-1)).toMatchObject({ text: 'Ran request.', isEphemeral: true });
    expect(await views()).toEqual([]);
  });

  it('knows who is inside, and hears of changes', async () => {
    const { chat } = slack;
    expect(await chat.profile(account('U0ADA'))).toMatchObject({ inside: true, email: 'ada@acme.test' });
    expect(await chat.profile(account('U0GIN'))).toMatchObject({ why: 'guest' });
    expect(await chat.profile(account('U0SAM'))).toMatchObject({ why: 'stranger' });
    expect(await chat.profile(account('U0DORA'))).toMatchObject({ why: 'deactivated' });
    expect(await chat.profile(account('U0NOBODY'))).toMatchObject({ why: 'not-found' });
    expect(await chat.accountByEmail('mia@acme.test')).toEqual(account('U0MIA'));
    await hand('PATCH', '/users/U0ADA', { email: 'ada.l@acme.test' });
    await expect.poll(() => changed).toEqual([account('U0ADA')]);
    expect(await chat.profile(account('U0ADA'))).toMatchObject({ email: 'ada.l@acme.test' });
  });

  it('says that history cannot be had where it is not in the channel', async () => {
    expect(await slack.chat.find('C0SECRET', 'card-1', 0)).toBe('unknown');
  });

  it('had nothing to complain about', () => {
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
