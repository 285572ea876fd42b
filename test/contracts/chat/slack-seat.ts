import { startSlack } from '../../../sandbox/slack/index.ts';
import type { World } from '../../../sandbox/slack/index.ts';
import { buttonOf } from '../../e2e/support/slack.ts';
import type { SlackMessage } from '../../e2e/support/slack.ts';
import { until } from '../../support/until.ts';
import { control } from './control.ts';
import { names } from './seat.ts';
import type { Name, Options, Place, Seat, Seen, Where } from './seat.ts';

const idOf = (name: Name): string => `U0${name.toUpperCase()}`;
const channels: Readonly<Record<Place, string>> = {
  here: 'C0HERE',
  direct: 'app',
  approvals: 'C0APPROVE',
  audit: 'C0AUDIT',
};
const worldIn = (locale: string): World => ({
  team: { id: 'T0ACME', name: 'ACME', domain: 'acme' },
  users: names.map((name) => ({
    id: idOf(name),
    name,
    realName: name,
    email: `${name}@acme.test`,
    locale,
    ...(name === 'gus' ? { guest: 'ultra' as const } : {}),
  })),
  channels: [
    { id: channels.here, name: 'here', private: false },
    { id: channels.approvals, name: 'approvals', private: true },
    { id: channels.audit, name: 'access-audit', private: true },
  ],
  userGroups: [{ id: 'S0OPS', handle: 'ops', name: 'Operations' }],
});

const methods: Readonly<Record<Where, string>> = {
  post: 'chat.postMessage',
  update: 'chat.update',
  open: 'conversations.open',
  'look-up': 'users.info',
  find: 'users.lookupByEmail',
  history: 'conversations.history',
  answer: 'response_url',
  everything: '*',
};
/** Codes that a single channel gives: there the approvals channel does. */
const ofChannel = new Set(['not_in_channel', 'is_archived', 'restricted_action', 'channel_not_found']);

/** The contract's people at the local Slack, over Socket Mode. */
export async function slackSeat(locale = 'en-US'): Promise<Seat> {
  const slack = await startSlack({
    world: worldIn(locale),
    socket: true,
    eventsUrl: 'http://127.0.0.1:9/slack/events',
  });
  const ask = control(slack.url);
  const done = async (answer: Promise<{ ok: boolean; error?: string; message?: string }>): Promise<void> => {
    const { ok, error, message } = await answer;
    if (!ok) throw new Error(`Slack said ${error ?? 'no'}: ${message ?? ''}`);
  };
  const type = (name: Name, text: string) =>
    done(ask(`/users/${idOf(name)}/type`, { channel: channels.here, text: `/access ${text}` }));

  const messages = async (name: Name, place: Place) =>
    (await ask<{ messages: SlackMessage[] }>(`/users/${idOf(name)}/channels/${channels[place]}/messages?limit=1000`))
      .messages;
  const views = async (name: Name) =>
    (await ask<{ views: { id: string; blocks: { block_id?: string }[] }[] }>(`/users/${idOf(name)}/views`)).views;

  /** The form’s id; null: they were told something instead. */
  async function openForm(name: Name): Promise<string | null> {
    const before = (await messages(name, 'here')).length;
    await done(ask(`/users/${idOf(name)}/type`, { channel: channels.here, text: '/access' }));
    return until(`a form or a message for ${name}`, async () => {
      const form = (await views(name)).at(-1);
      if (form) return { id: form.id };
      return (await messages(name, 'here')).length > before && { id: null };
    }).then(({ id }) => id);
  }

  /** Writes what is asked for, where a form opens behind the button. */
  async function press(
    name: Name,
    place: Place,
    message: Seen,
    label: string,
    reason = '',
    duration = '',
  ): Promise<void> {
    const before = new Set((await views(name)).map(({ id }) => id));
    const actionId = await click(name, place, message, label);
    if (!actionId.startsWith('ask:')) return;
    const form = await until(`a form for ${name}`, async () => (await views(name)).find(({ id }) => !before.has(id)));
    const fields = { reason: { 'ask:reason': reason }, duration: { 'ask:duration': duration } };
    const values = Object.fromEntries(
      Object.entries(fields).filter(([block]) => form.blocks.some(({ block_id: id }) => id === block)),
    );
    await done(ask(`/users/${idOf(name)}/views/${form.id}/submit`, { values }));
  }

  async function click(name: Name, place: Place, message: Seen, label: string): Promise<string> {
    const stored = (await messages(name, place)).find((one) => one.ts === message.id);
    const actionId = (stored && buttonOf(stored, label)?.action_id) ?? oldAction.get(`${message.id} ${label}`);
    await done(
      ask(`/users/${idOf(name)}/actions`, { channel: channels[place], ts: message.id, actionId, confirmed: true }),
    );
    return actionId ?? '';
  }

  return {
    platform: 'slack',
    env: slack.env,
    written: (name) => `${name}@acme.test`,
    channel: (place) => channels[place],
    give: (name, command, form, options = {}) => type(name, lineOf(command, form, options)),
    giveToGroup: (name, command, form, options) => type(name, `${lineOf(command, form, options)} to @ops`),
    async look(name, place) {
      return (await messages(name, place)).map(seen);
    },
    press,
    async pressForForm(name, message, label) {
      const before = (await views(name)).length;
      await press(name, 'here', message, label);
      await until(`a form for ${name}`, async () => (await views(name)).length > before);
      return true;
    },
    openForm: async (name) => (await openForm(name)) !== null,
    async fillForm(name, reason) {
      const form = await openForm(name);
      const values = { product: { 'form:product': 'acme-prod' }, reason: { 'form:reason': reason } };
      await done(ask(`/users/${idOf(name)}/views/${form ?? ''}/submit`, { values }));
    },
    async fillRoleForm(name, { instance, role, permission, reason }) {
      const form = (await openForm(name)) ?? '';
      const choose = async (actionId: string, value: string, next: string) => {
        await done(ask(`/users/${idOf(name)}/actions`, { view: form, actionId, value }));
        await until(`${next} in the form of ${name}`, async () =>
          (await views(name)).some(({ blocks }) => blocks.some(({ block_id: id }) => id === next)),
        );
      };
      await choose('form:kind', 'role', 'instance');
      await choose('form:instance', instance, `role:${instance}`);
      const values = { 'form:role': role, 'form:permission': permission, 'form:reason': reason };
      await done(ask(`/users/${idOf(name)}/views/${form}/submit`, { values }));
    },
    async spoil({ status, applied, times }) {
      await ask('/faults', { method: 'chat.postMessage', status, applied, times, retryAfter: 1 });
    },
    async refuse(where, code, times) {
      const method = methods[where];
      const http = /^http_(\d+)$/.exec(code)?.[1];
      const status = code === 'ratelimited' ? 429 : http === undefined ? 200 : Number(http);
      const channel = ofChannel.has(code) ? { channel: channels.approvals } : {};
      await ask('/faults', { method, status, error: code, page: http === '403', times: times ?? null, ...channel });
    },
    async mend() {
      await ask('/faults', undefined, 'DELETE');
    },
    async shutOut(place) {
      await ask(`/channels/${channels[place]}`, { app: false }, 'PATCH');
    },
    async letIn(place) {
      await ask(`/channels/${channels[place]}`, { app: true }, 'PATCH');
    },
    async expel() {
      await ask('/app', { installed: false });
    },
    async invite() {
      await ask('/app', { installed: true });
    },
    async remove(name, place, message) {
      await ask(`/users/${idOf(name)}/channels/${channels[place]}/messages/${message.id}`, undefined, 'DELETE');
    },
    stop: slack.stop,
  };
}

/** Buttons by message, as they were when somebody looked: they can still be on somebody's screen. */
const oldAction = new Map<string, string>();

function seen(message: SlackMessage): Seen {
  const buttons = buttonsIn(message['blocks']);
  for (const { label, action } of buttons) oldAction.set(`${message.ts} ${label}`, action);
  return {
    id: message.ts,
    words: plain([message.text, ...textsIn(message['blocks'])].join(' ')),
    buttons: buttons.map(({ label }) => label),
    isPrivate: message.isEphemeral,
  };
}

function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { text, type } = value as { text?: unknown; type?: unknown };
  if (typeof text === 'string') return [text];
  if (type === 'button') return [];
  return Object.values(value).flatMap(textsIn);
}

function buttonsIn(value: unknown): { label: string; action: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, action_id: action } = value as { type?: unknown; text?: { text: string }; action_id?: string };
  if (type === 'button') return [{ label: text?.text ?? '', action: action ?? '' }];
  return Object.values(value).flatMap(buttonsIn);
}

function plain(text: string): string {
  return names
    .reduce(
      (words, name) => words.replaceAll(`<@${idOf(name)}>`, `@${name}`).replaceAll(`${name}@acme.test`, `@${name}`),
      text,
    )
    .replace(/<mailto:[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!date\^[^>]*>/g, '[time]')
    .replace(/[*`_]/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/\s+/g, ' ');
}

/** The line that CONTRACT's grammar has for a form and its options. */
function lineOf(command: string, form: string | null, options: Options): string {
  const { who = [], about = [] } = options as { who?: readonly Name[]; about?: readonly Name[] };
  const text = (name: string): string | undefined => options[name] as string | undefined;
  const part = (word: string, value: string | undefined): string => (value === undefined ? '' : ` ${word} ${value}`);
  const people = (list: readonly Name[]): string | undefined =>
    list.length === 0 ? undefined : list.map((name) => `@${name}`).join(' ');
  if (command === 'check') {
    const place = text('product') ?? [text('instance'), text('item')].filter(Boolean).join('/');
    return `check${part('', people(who))} "${text('permission') ?? ''}"${part('on', place)}`;
  }
  if (command === 'audit') return `audit${part('about', people(about))}${part('last', text('last'))}`;
  if (form === 'person') return `who${part('', people(who))}`;
  const [what, place] =
    form === 'item'
      ? [text('right'), `${text('instance') ?? ''}/${text('item') ?? ''}`]
      : form === 'role'
        ? [text('role'), text('instance')]
        : [text('product') ?? text('id') ?? text('topic'), undefined];
  const preposition = command === 'revoke' ? 'from' : 'to';
  return [
    command,
    form === null ? '' : ` ${form}`,
    part('', what),
    part('on', place),
    part(preposition, people(who)),
    part('for', text('duration')),
    part('because', text('reason')),
  ].join('');
}
