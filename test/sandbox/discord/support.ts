import { REST, Client, Events, GatewayIntentBits, Partials } from 'discord.js';
import type { DiscordOptions, DiscordWorld, LocalDiscord } from '../../../sandbox/discord/index.ts';
import { startDiscord } from '../../../sandbox/discord/index.ts';

/** A guild of a handful of people. */
export const world: DiscordWorld = {
  guild: { id: '500000000000000001', name: 'ACME' },
  app: { id: '600000000000000001', name: 'Latchkey' },
  users: [
    { id: '700000000000000001', username: 'ada', globalName: 'Ada Lindqvist', email: 'ada@acme.test', roles: ['2001'] },
    { id: '700000000000000002', username: 'mia', globalName: 'Mia Castellano', email: 'mia@acme.test', roles: [] },
    {
      id: '700000000000000003',
      username: 'una',
      globalName: 'Una Petersen',
      email: 'una@acme.test',
      verified: false,
      roles: [],
    },
    {
      id: '700000000000000004',
      username: 'dora',
      globalName: 'Dora Klein',
      email: 'dora@acme.test',
      roles: [],
      joined: false,
    },
    { id: '700000000000000005', username: 'deploybot', globalName: '', bot: true, roles: [] },
  ],
  channels: [
    { id: '1001', name: 'general', private: false },
    { id: '1100', name: 'approvals', private: true },
  ],
  roles: [
    { id: '2100', name: 'Help desk', color: 0x3ba55d, position: 1 },
    { id: '2001', name: 'Moderators of acme-prod', color: 0x5865f2, position: 2 },
    { id: '2900', name: 'Latchkey', color: 0, position: 3, managed: true },
    { id: '2999', name: 'Server Owner', color: 0, position: 4 },
  ],
};

export const [ada, mia, una, dora] = world.users as [Person, Person, Person, Person];
type Person = DiscordWorld['users'][number];

export interface SeenMessage {
  id: string;
  content: string;
  author: { id: string; username: string };
  embeds: { type: string; title?: string }[];
  components: { id: number; components: { id: number; custom_id?: string }[] }[];
  flags: number;
  ephemeral: boolean;
  forUser?: string;
  interaction?: { name: string; user: { id: string } };
  state?: string;
  edited_timestamp: string | null;
}

/** Whatever the control API answers. */
export interface Answer {
  ok: boolean;
  error?: string;
  message: string;
  option?: string;
  field?: string;
  interaction: string;
  response: { type: number };
  modal: string;
  url: string;
  took: number;
  choices: { name: string; value: string }[];
  /** Of a channel: the same text, the same messages; null: it may look different without a change. */
  version?: string | null;
  messages: SeenMessage[];
  channels: { id: string; name: string; kind: string; unread: number }[];
  personas: {
    id: string;
    username: string;
    roles: { id: string }[];
    isMember: boolean;
    unread: number;
    direct: number;
  }[];
  modals: { id: string; channel: string; title: string; customId: string; components: unknown[] }[];
  user: { id: string; roles: { id: string }[] };
  role: { id: string; position: number };
  roles: { id: string; name: string; position: number; holders: number }[];
  commands: { id: string; name: string }[];
  gateway: { connections: number; open: boolean; sessions: { connected: boolean }[] };
  entries: {
    action: string;
    user: { id: string };
    target: { id: string };
    role: { id: string };
    reason: string | null;
  }[];
  fault: { id: string };
  faults: { id: string; holding: number }[];
  calls: { method: string; status: number; code?: number; reason?: string }[];
  deliveries: { event: string; outcome: { ok: boolean }; connections: number }[];
}

/** What a test does as the people of the guild. */
export interface Hands {
  get: (path: string) => Promise<Answer>;
  post: (path: string, body?: unknown) => Promise<Answer>;
  patch: (path: string, body: unknown) => Promise<Answer>;
  put: (path: string, body?: unknown) => Promise<Answer>;
  remove: (path: string) => Promise<Answer>;
}

export function handsOn(discord: Pick<LocalDiscord, 'url'>): Hands {
  const send = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${discord.url}/sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return (await response.json()) as Answer;
  };
  return {
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
    put: (path, body = {}) => send('PUT', path, body),
    remove: (path) => send('DELETE', path),
  };
}

/** A local Discord, and discord.js's REST client as an app has it. */
export async function openDiscord(options: Partial<DiscordOptions> = {}) {
  const discord = await startDiscord({ world, ...options });
  return { discord, rest: restOf(discord), hands: handsOn(discord) };
}

export function restOf(discord: LocalDiscord, token = discord.env['DISCORD_TOKEN']!): REST {
  return new REST({ api: discord.apiUrl, retries: 0 }).setToken(token);
}

export const allIntents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMembers,
  GatewayIntentBits.GuildModeration,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
];

/** Discord.js's own client, logged in; it is ready when this settles. */
export async function logIn(discord: LocalDiscord, intents = allIntents): Promise<Client<true>> {
  const client = new Client({ intents, partials: [Partials.Channel], rest: { api: discord.apiUrl } });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.env['DISCORD_TOKEN']);
  return ready;
}

/** Settles when something is told, and fails by the test's own time limit. */
export function next<T>(listen: (heard: (value: T) => void) => unknown): Promise<T> {
  return new Promise((resolve) => void listen(resolve));
}
