import { freeName } from '../../../domain/free-name.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { Ears, Hearing, RefusedConnection, Stash } from '../../../ports/platform.ts';
import type { Answer } from '../outbound/answer.ts';
import { createBusy } from './busy.ts';
import type { DiscordConfig } from '../config.ts';
import { openGateway } from '../connect/gateway.ts';
import type { Guild } from '../connect/guild.ts';
import { createGuildEvents } from './guild-events.ts';
import type { Locales } from '../../locales.ts';
import { createHear } from './on-interaction.ts';
import { refusedAs } from '../connect/identity.ts';
import type { OwnIdentity } from '../connect/identity.ts';
import type { createOwnCommand } from '../connect/own-command.ts';
import { createMemberChanges } from './member-changes.ts';
import { retryAway } from '../../retry-away.ts';
import type { Render } from '../outbound/render.ts';
import { createRespond } from './respond.ts';
import type { Rest } from '../connect/rest.ts';
import { createSignInMount } from './sign-in.ts';

export interface ListenParts {
  readonly config: DiscordConfig;
  readonly own: OwnIdentity;
  readonly rest: Rest;
  readonly guild: Guild;
  readonly command: ReturnType<typeof createOwnCommand>;
  readonly render: Render;
  readonly answer: Answer;
  readonly stash: Stash;
  readonly locales: Locales;
  readonly publicUrl: string | null;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly patience?: number;
}

const memberEvents = new Set(['GUILD_MEMBER_ADD', 'GUILD_MEMBER_UPDATE', 'GUILD_MEMBER_REMOVE']);
const roleEvents = new Set(['GUILD_ROLE_CREATE', 'GUILD_ROLE_UPDATE', 'GUILD_ROLE_DELETE']);

interface GivenRole {
  readonly guild_id?: unknown;
  readonly role_id?: unknown;
  readonly role?: { readonly id?: unknown; readonly name?: unknown };
}

/** Registers the command, then hears what people do over the Gateway. */
export async function listen(parts: ListenParts, hearing: Hearing): Promise<Ears> {
  const { config, own, guild, command, log } = parts;
  const busy = createBusy();
  const changes = createMemberChanges(guild, own);
  const register = () =>
    retryAway('the slash command cannot be registered', parts, () =>
      refusedAs(
        'The bot may not register its slash command: invite it to the server again, with the scope applications.commands',
        command.register(hearing.commands.descriptions),
      ),
    );
  await register();
  const guildEvents = createGuildEvents({
    own,
    guild,
    hearing,
    log,
    register: async () => {
      await register();
    },
  });
  const hear = createHear({
    ...parts,
    commands: hearing.commands,
    guild: own.guild,
    respond: createRespond(parts.rest),
  });
  let isOpen = true;

  function dispatch(event: string, data: unknown): void {
    if (!isOpen) return;
    if (event === 'INTERACTION_CREATE') busy.while(hear(data));
    else if (memberEvents.has(event)) busy.while(changed(event, data));
    else if (roleEvents.has(event)) busy.while(roleChanged(event, data));
    else if (guildEvents.events.has(event)) busy.while(guildChanged(event, data));
  }

  async function roleChanged(event: string, data: unknown): Promise<void> {
    try {
      guild.forgetRoles();
      const { guild_id: where, role, role_id: gone } = data as GivenRole;
      if (where !== own.guild) return;
      if (event === 'GUILD_ROLE_DELETE' && typeof gone === 'string') {
        await hearing.roleChanged({ platform: 'discord', role: gone }, null);
      } else if (event === 'GUILD_ROLE_UPDATE' && typeof role?.id === 'string' && typeof role.name === 'string') {
        await hearing.roleChanged({ platform: 'discord', role: role.id }, freeName(role.name));
      }
    } catch (error) {
      log.error({ err: error, event }, 'a change of a Discord role could not be handled');
    }
  }

  async function guildChanged(event: string, data: unknown): Promise<void> {
    try {
      await guildEvents.heard(event, data);
    } catch (error) {
      log.error({ err: error, event }, 'a change of the Discord server could not be handled');
    }
  }

  async function connectionChanged(refused: RefusedConnection | null): Promise<void> {
    try {
      await hearing.connectionChanged('discord', refused);
    } catch (error) {
      log.error({ err: error }, 'what became of the connection to Discord’s Gateway could not be handled');
    }
  }

  async function changed(event: string, data: unknown): Promise<void> {
    try {
      await changes.heard(event, data, (account) => hearing.changed(account));
    } catch (error) {
      log.error({ err: error }, 'a change of a Discord member could not be handled');
    }
  }

  const gateway = await openGateway(
    { ...parts, changed: (refused) => busy.while(connectionChanged(refused)) },
    dispatch,
  );
  return {
    mounts: config.clientSecret === null ? [] : [createSignInMount(parts, hearing)],
    refreshHomes: () => Promise.resolve(),
    close: async () => {
      isOpen = false;
      await gateway.close();
      await busy.idle();
    },
  };
}
