import { descriptions } from '../../../commands/index.ts';
import { discordEnvironment } from '../../../src/chat/discord/config.ts';
import { connectDiscord } from '../../../src/chat/discord/index.ts';
import type { Call, Choices, Outcome } from '../../../src/domain/call.ts';
import type { CompletionQuestion, Suggestion } from '../../../src/domain/command-description.ts';
import type { Account } from '../../../src/domain/identity.ts';
import type { Message } from '../../../src/domain/message.ts';
import { say } from '../../../src/domain/message.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { AwaitedSignIn, Proof } from '../../../src/ports/platform.ts';
import type { DiscordWorld } from '../../../sandbox/discord/index.ts';
import { startDiscord } from '../../../sandbox/discord/index.ts';
import { noHomes } from '../../support/no-homes.ts';
import { memoryStash, recordingLog } from './helpers.ts';

export const ids = {
  guild: '100000000000000001',
  app: '100000000000000002',
  ada: '200000000000000001',
  bob: '200000000000000002',
  una: '200000000000000003',
  dora: '200000000000000004',
  robot: '200000000000000005',
  approvals: '1100',
  audit: '1200',
  general: '300000000000000001',
  helpDesk: '400000000000000001',
  owner: '400000000000000002',
  own: '400000000000000003',
} as const;

const world: DiscordWorld = {
  guild: { id: ids.guild, name: 'ACME' },
  app: { id: ids.app, name: 'Latchkey' },
  users: [
    { id: ids.ada, username: 'ada', globalName: 'Ada Lovelace', email: 'ada@acme.test', roles: [ids.helpDesk] },
    { id: ids.bob, username: 'bob', globalName: 'Bob Builder', nick: 'Bobby', email: 'bob@acme.test', roles: [] },
    { id: ids.una, username: 'una', globalName: 'Una', email: 'una@acme.test', verified: false, roles: [] },
    { id: ids.dora, username: 'dora', globalName: 'Dora', email: 'dora@acme.test', roles: [], joined: false },
    { id: ids.robot, username: 'robot', globalName: 'Robot', bot: true, roles: [] },
  ],
  channels: [
    { id: ids.approvals, name: 'approvals', private: true },
    { id: ids.audit, name: 'access-audit', private: true },
    { id: ids.general, name: 'general', private: false },
  ],
  roles: [
    { id: ids.helpDesk, name: 'Help desk', color: 0, position: 1 },
    { id: ids.own, name: 'Latchkey', color: 0, position: 5, managed: true },
    { id: ids.owner, name: 'Server Owner', color: 0, position: 9 },
  ],
};

export const choices: Choices = {
  products: [{ id: 'acme-prod', name: 'ACME production' }],
  instances: [
    {
      id: 'mdm-eu',
      name: 'Device management, Europe',
      roles: ['Administrator', 'Help desk'],
      items: [
        { id: 'pc-12', kind: 'asset' },
        { id: 'pkg-7', kind: 'package' },
      ],
    },
  ],
  permissions: ['Create assets', 'Distribute installation packages'],
  defaultDuration: '8h',
};

/** A message as the local Discord shows it to one person. */
export interface SeenMessage {
  readonly id: string;
  readonly ephemeral: boolean;
  readonly state?: string;
  readonly embeds: readonly { readonly title?: string; readonly description?: string }[];
  readonly components: readonly {
    readonly components: readonly {
      readonly label: string;
      readonly custom_id: string;
      readonly options: readonly { readonly label: string; readonly value: string }[];
    }[];
  }[];
}

/** What the local Discord's control API answers, as far as the tests look at it. */
export interface Answered {
  readonly ok: boolean;
  readonly response?: { readonly type: number };
  readonly interaction?: string;
  readonly modal?: string;
  readonly modals?: readonly {
    readonly title: string;
    readonly components: readonly {
      readonly content?: string;
      readonly component?: { readonly value?: string; readonly options?: readonly { readonly value: string }[] };
    }[];
  }[];
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  readonly messages?: readonly SeenMessage[];
  readonly entries?: readonly { readonly action: string; readonly reason: string }[];
  readonly calls?: readonly { readonly method: string }[];
  readonly fault?: { readonly id: string };
  readonly commands?: readonly object[];
  readonly gateway?: { readonly connections: number };
  readonly oauth2?: { readonly tokens: number };
}

const systemClock: Clock = { now: Date.now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };

/** What a sign-in proves itself with besides its state. */
export const verifier = 'verifier-of-a-sign-in-with-43-characters-00';

export interface Behaviour {
  run?: (call: Call) => Promise<Outcome>;
  complete?: (question: CompletionQuestion) => Promise<readonly Suggestion[]>;
  awaited?: (state: string) => Promise<AwaitedSignIn>;
  proved?: (proof: Proof) => Promise<Message>;
}

/** The adapter, connected to a local Discord of its own, with commands that the test writes. */
export async function localDiscord(behaviour: Behaviour = {}, publicUrl: string | null = 'http://latchkey.test') {
  const discord = await startDiscord({ world });
  const config = discordEnvironment.parse(discord.env);
  if (config === null) throw new Error('the local Discord gave no token');
  const log = recordingLog();
  const stash = memoryStash();
  const platform = await connectDiscord(config, { log, clock: systemClock, stash, publicUrl });
  const calls: Call[] = [];
  const changed: Account[] = [];
  const proofs: Proof[] = [];
  const placesChanged: (string | null)[] = [];
  const connections: (string | null)[] = [];
  const rolesChanged: (readonly [string, string | null])[] = [];

  async function control(method: string, path: string, body?: object): Promise<Answered> {
    const response = await fetch(`${discord.url}/sandbox${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as Answered;
  }

  return {
    discord,
    config,
    platform,
    chat: platform.chat,
    log,
    stash,
    calls,
    changed,
    proofs,
    rolesChanged,
    placesChanged,
    connections,
    control,
    listen: () =>
      platform.listen({
        homes: noHomes,
        commands: {
          descriptions,
          choices,
          keptOut: () => Promise.resolve(null),
          overViews: () => null,
          complete: (_account, question) => behaviour.complete?.(question) ?? Promise.resolve([]),
          run: (call) => {
            calls.push(call);
            return behaviour.run?.(call) ?? Promise.resolve({ ok: true, message: say(`Heard ${call.command}`) });
          },
        },
        changed: (account) => Promise.resolve(changed.push(account)),
        roleChanged: ({ role }, name) => Promise.resolve(rolesChanged.push([role, name])),
        placeChanged: ({ channel }) => Promise.resolve(placesChanged.push(channel)),
        connectionChanged: (_platform, refused) => Promise.resolve(connections.push(refused?.code ?? null)),
        awaited: (state) => behaviour.awaited?.(state) ?? Promise.resolve({ is: 'awaited', verifier }),
        proved: (proof) => {
          proofs.push(proof);
          return behaviour.proved?.(proof) ?? Promise.resolve(say('Linked', 'good'));
        },
      }),
    async messages(user: string, channel: string): Promise<readonly SeenMessage[]> {
      const { messages = [] } = await control('GET', `/users/${user}/channels/${channel}/messages`);
      return messages;
    },
    command: (user: string, path: string[], options: object = {}, channel: string = ids.general) =>
      control('POST', `/users/${user}/commands`, { channel, command: 'access', path, options }),
    press: (user: string, channel: string, message: string, customId: string, values?: string[]) =>
      control('POST', `/users/${user}/components`, { channel, message, customId, ...(values ? { values } : {}) }),
    async close() {
      await platform.close();
      await discord.stop();
    },
  };
}

export type Local = Awaited<ReturnType<typeof localDiscord>>;
