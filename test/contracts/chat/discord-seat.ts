import { startDiscord } from '../../../sandbox/discord/index.ts';
import type { DiscordWorld } from '../../../sandbox/discord/world-types.ts';
import { control } from './control.ts';
import { names } from './seat.ts';
import type { Name, Options, Place, Seat, Seen, Where } from './seat.ts';

const idOf = (name: Name): string => String(200_000_000_000_000_000n + BigInt(names.indexOf(name)));
const operations = '300000000000000001';
const channels: Readonly<Record<Place, string>> = { here: '1000', direct: 'app', approvals: '1100', audit: '1200' };
const world: DiscordWorld = {
  guild: { id: '100000000000000001', name: 'ACME' },
  app: { id: '100000000000000002', name: 'Latchkey' },
  users: names.map((name) => ({ id: idOf(name), username: name, globalName: name, roles: [] })),
  channels: [
    { id: channels.here, name: 'here', private: false },
    { id: channels.approvals, name: 'approvals', private: true },
    { id: channels.audit, name: 'access-audit', private: true },
  ],
  roles: [{ id: operations, name: 'Operations', color: 0, position: 1 }],
};

interface Component {
  readonly type: number;
  readonly custom_id?: string;
  readonly label?: string;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
  readonly components?: readonly Component[];
  readonly component?: Component;
}
interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
  readonly footer?: { readonly text: string };
}
interface Message {
  readonly id: string;
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly components?: readonly Component[];
  readonly ephemeral: boolean;
  readonly state?: string;
}
interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly message?: string;
  readonly modal?: string;
}

const button = 2;
const stringSelect = 3;
const textInput = 4;

const methods: Readonly<Record<Where, string>> = {
  post: 'POST /channels/:channel/messages',
  update: 'PATCH /channels/:channel/messages/:message',
  open: 'POST /users/@me/channels',
  'look-up': 'GET /guilds/:guild/members/:user',
  find: 'GET /guilds/:guild/members/search',
  history: 'GET /channels/:channel/messages',
  answer: 'PATCH /webhooks/:app/:token/messages/:message',
  everything: '*',
};
/** Codes that a single channel gives: there the approvals channel does. */
const ofChannel = new Set(['50001', '50013', '10003']);

/** The contract's people at the local Discord, declared by their ids. */
export async function discordSeat(locale = 'en-US'): Promise<Seat> {
  const discord = await startDiscord({ world: { ...world, users: world.users.map((user) => ({ ...user, locale })) } });
  const ask = control(discord.url);
  const done = async (answer: Promise<Answer>): Promise<Answer> => {
    const said = await answer;
    if (!said.ok) throw new Error(`Discord said ${said.error ?? 'no'}: ${said.message ?? ''}`);
    return said;
  };
  const command = (name: Name, path: readonly string[], options: object) =>
    done(ask<Answer>(`/users/${idOf(name)}/commands`, { channel: channels.here, command: 'access', path, options }));
  const messages = async (name: Name, place: Place) =>
    (
      await ask<{ messages: Message[] }>(`/users/${idOf(name)}/channels/${channels[place]}/messages?limit=1000`)
    ).messages.filter(({ state }) => state === undefined);

  /** Writes the reason where a modal asks for it, takes the first of what it offers, and submits it. */
  async function submit(name: Name, modal: string, reason: string, typed: Readonly<Record<string, string>> = {}) {
    const { modals } = await ask<{ modals: { id: string; components: readonly Component[] }[] }>(
      `/users/${idOf(name)}/modals`,
    );
    const inputs = within(modals.find(({ id }) => id === modal)?.components ?? []);
    const values = Object.fromEntries(
      inputs.flatMap(({ type, custom_id: id = '', options = [] }): [string, string | readonly string[]][] => {
        if (type === stringSelect) return [[id, options.slice(0, 1).map(({ value }) => value)]];
        if (type === textInput && typed[id]) return [[id, typed[id]]];
        return type === textInput && id.includes('reason') ? [[id, reason]] : [];
      }),
    );
    await done(ask<Answer>(`/users/${idOf(name)}/modals/${modal}/submit`, { values }));
  }

  async function openForm(name: Name) {
    await command(name, ['form'], {});
    const question = (await messages(name, 'here')).at(-1);
    return { question, choice: within(question?.components ?? []).find(({ type }) => type === stringSelect) };
  }

  /** The modal that opens, if one does. */
  async function press(name: Name, place: Place, message: Seen, label: string): Promise<string | undefined> {
    const stored = (await messages(name, place)).find(({ id }) => id === message.id);
    const now = within(stored?.components ?? []).find((one) => one.type === button && one.label === label);
    const customId = now?.custom_id ?? oldButtons.get(`${message.id} ${label}`);
    const { modal } = await done(
      ask<Answer>(`/users/${idOf(name)}/components`, { channel: channels[place], message: message.id, customId }),
    );
    return modal;
  }

  return {
    platform: 'discord',
    env: discord.env,
    written: (name) => `discord:${idOf(name)}`,
    channel: (place) => channels[place],
    async give(name, given, form, options = {}) {
      await command(name, form === null ? [given] : [given, form], native(given, options));
    },
    async giveToGroup(name, given, form, options) {
      await command(name, [given, form], { ...native(given, options), who: operations });
    },
    look: async (name, place) => (await messages(name, place)).map(seen),
    async press(name, place, message, label, reason = '', duration = '') {
      const modal = await press(name, place, message, label);
      if (modal !== undefined) await submit(name, modal, reason, { duration });
    },
    async pressForForm(name, message, label) {
      await press(name, 'here', message, label);
      const question = (await messages(name, 'here')).at(-1);
      return (
        question?.id !== message.id && within(question?.components ?? []).some(({ type }) => type === stringSelect)
      );
    },
    openForm: async (name) => (await openForm(name)).choice !== undefined,
    async fillForm(name, reason) {
      const { question, choice } = await openForm(name);
      const { modal } = await done(
        ask<Answer>(`/users/${idOf(name)}/components`, {
          channel: channels.here,
          message: question?.id,
          customId: choice?.custom_id,
          values: ['console'],
        }),
      );
      if (modal === undefined) throw new Error('the form did not open');
      await submit(name, modal, reason);
    },
    async fillRoleForm(name, { instance, role, permission, reason }) {
      await openForm(name);
      /** Chooses in the newest message, by a choice's value or its label. */
      const choose = async (wanted: string) => {
        const question = (await messages(name, 'here')).at(-1);
        const select = within(question?.components ?? []).find(({ type }) => type === stringSelect);
        const found = select?.options?.find(({ label, value }) => label === wanted || value === wanted);
        const values = [found?.value ?? wanted];
        const place = { channel: channels.here, message: question?.id, customId: select?.custom_id };
        return done(ask<Answer>(`/users/${idOf(name)}/components`, { ...place, values }));
      };
      await choose('role');
      await choose(instance);
      const { modal } = await choose(role);
      if (modal === undefined) throw new Error('the form did not open');
      await submit(name, modal, reason, { permission });
    },
    async spoil({ status, applied, times }) {
      await ask('/faults', { method: 'POST /channels/:channel/messages', status, applied, times, retryAfter: 1 });
    },
    async refuse(where, code, times) {
      const http = /^http_(\d+)$/.exec(code)?.[1];
      const status = Number(http ?? (code === '50035' || code === '99999' ? 400 : 403));
      const known = http === undefined ? { code: Number(code) } : {};
      const channel = ofChannel.has(code) ? channels.approvals : ':channel';
      const method = methods[where].replace(':channel', channel);
      await ask('/faults', { method, status, ...known, page: http === '403', times: times ?? null, retryAfter: 1 });
    },
    async mend() {
      await ask('/faults', undefined, 'DELETE');
    },
    async shutOut(place) {
      await ask(`/channels/${channels[place]}`, { appMayView: false }, 'PATCH');
    },
    async letIn(place) {
      await ask(`/channels/${channels[place]}`, { appMayView: true }, 'PATCH');
    },
    async expel() {
      await ask('/app', { inGuild: false });
    },
    async invite() {
      await ask('/app', { inGuild: true });
    },
    async remove(name, place, message) {
      await ask(`/users/${idOf(name)}/channels/${channels[place]}/messages/${message.id}`, undefined, 'DELETE');
    },
    stop: discord.stop,
  };
}

/** Buttons by message, as they were when somebody looked: they can still be on somebody's screen. */
const oldButtons = new Map<string, string>();

function seen({ id, content, embeds, components = [], ephemeral }: Message): Seen {
  const buttons = within(components).filter(({ type }) => type === button);
  for (const { label, custom_id: customId } of buttons) oldButtons.set(`${id} ${label ?? ''}`, customId ?? '');
  const texts = embeds.flatMap(({ title, description, fields = [], footer }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ]);
  return {
    id,
    words: plain([content, ...texts].filter((text) => text !== undefined).join(' ')),
    buttons: buttons.map(({ label }) => label ?? ''),
    isPrivate: ephemeral,
  };
}

function within(components: readonly Component[]): readonly Component[] {
  return components.flatMap((one) => [
    one,
    ...within(one.components ?? []),
    ...(one.component ? within([one.component]) : []),
  ]);
}

function plain(text: string): string {
  return names
    .reduce((words, name) => words.replaceAll(`<@${idOf(name)}>`, `@${name}`), text)
    .replace(/<t:\d+(:\w)?>/g, '[time]')
    .replace(/<(\/[^:>]+):\d+>/g, '$1')
    .replace(/^-# /gm, '')
    .replace(/\\(?=[^\w\s])/g, '')
    .replace(/[*`_]/g, '')
    .replace(/\s+/g, ' ');
}

/** Options as Discord's client sends them: people by id, the further ones in `more`. */
function native(command: string, options: Options): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]): [string, string][] => {
      if (typeof value === 'string') return [[name, value]];
      const [first, ...rest] = value;
      if (first === undefined) return [];
      const more: [string, string][] =
        rest.length > 0 ? [['more', rest.map((one) => `<@${idOf(one)}>`).join(' ')]] : [];
      return [[name, idOf(first)], ...(command === 'grant' || command === 'revoke' ? more : [])];
    }),
  );
}
