import type { Chat } from '../../ports/chat.ts';
import type { ConnectedPlatform, PlatformParts } from '../../ports/platform.ts';
import { createAnswer } from './outbound/answer.ts';
import type { DiscordConfig } from './config.ts';
import { createGuild } from './connect/guild.ts';
import { readOwnIdentity } from './connect/identity.ts';
import { inspect } from './connect/inspect.ts';
import { listen } from './inbound/listen.ts';
import { createPrepare } from './outbound/messages.ts';
import { createOwnCommand } from './connect/own-command.ts';
import { createPace } from '../pace.ts';
import { createLocales } from '../locales.ts';
import { localeKey } from './people/account.ts';
import { createPost } from './outbound/post.ts';
import { createProfiles } from './people/profile.ts';
import { createRender } from './outbound/render.ts';
import { createRest } from './connect/rest.ts';
import { createRoles } from './people/roles.ts';
import { signInUrl } from './inbound/sign-in.ts';
import { words } from '../../words/index.ts';

/**
 * Connects to Discord: asks who we are and where, waiting while Discord is away, until `signal` aborts. The chat alone needs
 * REST only, as a worker does; `listen` opens the Gateway, for the process that hears people.
 */
export async function connectDiscord(config: DiscordConfig, parts: PlatformParts): Promise<ConnectedPlatform> {
  const { log, clock, stash, publicUrl, signal } = parts;
  const rest = createRest(config, clock);
  const own = await readOwnIdentity({ rest, given: config, log, clock }, signal);
  const command = createOwnCommand({ rest, own, log });
  await command.lookUp();
  const render = createRender(command);
  const prepare = createPrepare(render, stash);
  const guild = createGuild({ rest, own, clock });
  const profiles = createProfiles(guild);
  const answer = createAnswer({ rest, application: own.application, prepare, clock });
  const roles = createRoles({ rest, own, guild });
  const locales = createLocales((user) => stash.get(localeKey(user)));
  const chat: Chat = {
    platform: 'discord',
    name: 'Discord',
    get hint() {
      return words.chats.formHint('/access form');
    },
    showsEmails: false,
    commandText(name, value) {
      const option = command.firstOption([name]);
      return `/access ${name} ${option === null ? value : `${option}:${value}`}`;
    },
    profile: (account, options) => profiles.profile(account, options),
    localeOf: (user) => locales.of(user),
    // Discord proves no e-mail outside of a sign-in.
    accountByEmail: () => Promise.resolve(null),
    accountByName: (text) => profiles.accountByName(text),
    answer: (reply, message, mentions) => answer.outcome(reply, message, mentions),
    ...createPost({ rest, own, prepare, pace: createPace(clock, 250), log }),
    signIn: (state, verifier) => signInUrl(config, publicUrl, state, verifier),
    roles,
  };
  return {
    chat,
    listen: (hearing) => listen({ ...parts, config, own, rest, guild, command, render, answer, locales }, hearing),
    inspect: (named) => inspect(named, { rest, guild, guildId: own.guild, roles }),
    close: () => Promise.resolve(),
  };
}
