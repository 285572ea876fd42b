import { setTimeout as sleep } from 'node:timers/promises';
import { readPlatformEnvironment, readStoreEnvironment } from '../config/environment.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { retry } from '../lib/retry.ts';
import { ChatUnavailable } from '../ports/chat.ts';
import type { ConnectedPlatform, NamedInConfiguration } from '../ports/platform.ts';
import { sentenceOf } from './io.ts';
import type { Io } from './io.ts';
import { lookingParts } from './looking-parts.ts';
import { withStore } from './with-store.ts';

/** Where the configuration and the records differ (DESIGN §3, "Catalogue"); nothing, and a word about it, without MONGODB_URI. */
export async function driftReport(io: Io, catalogue: Catalogue): Promise<readonly string[]> {
  if (!readStoreEnvironment(io.env).ok) {
    io.say('latchkey: only the file was checked; with MONGODB_URI set, the records are compared with it as well');
    return [];
  }
  const { driftReport: drift } = await import('../services/catalogue/drift.ts');
  try {
    return await withStore(io, catalogue.tenant, (store, clock) => drift({ store, catalogue, clock }));
  } catch (error) {
    return [`The records were not compared with the file. ${sentenceOf(error)}`];
  }
}

/** How long a chat may take to answer, in ms. */
const patienceMs = 5_000;

/** What will not do of the channels and roles that the file names; nothing for a platform that is off. */
export async function chatReport(io: Io, catalogue: Catalogue): Promise<readonly string[]> {
  const parts = lookingParts(patienceMs);
  const all = readPlatformEnvironment(io.env).map(async (settings) => {
    const named = namedOf(catalogue, settings.name);
    if (named.channels.length + named.roles.length === 0) return [];
    try {
      const connected = await settings.connect(parts);
      try {
        return [
          ...(await connected.inspect(named)).map(({ sentence }) => sentence),
          ...(await takenReport(io, catalogue, settings.name, connected).catch((error: unknown) => [
            `From whom drift: restore takes roles of ${settings.name} could not be looked at. ${sentenceOf(error)}`,
          ])),
        ];
      } finally {
        await connected.close();
      }
    } catch (error) {
      return [`What the file names of ${settings.name} could not be looked at. ${sentenceOf(error)}`];
    }
  });
  return (await Promise.all(all)).flat();
}

/** Waits as a platform asks that limits a long list, a minute in all. */
function asTold<T>(ask: () => Promise<T>): Promise<T> {
  const end = Date.now() + 60_000;
  return retry(ask, {
    sleep: (ms) => sleep(Math.max(1, ms)),
    pauseOf(error) {
      const wait = error instanceof ChatUnavailable ? error.retryAfterMs : null;
      return wait === null || Date.now() + wait > end ? null : wait;
    },
  });
}

/** From whom `drift: restore` takes a role at the next start; nothing without MONGODB_URI. */
async function takenReport(
  io: Io,
  catalogue: Catalogue,
  platform: string,
  { chat }: ConnectedPlatform,
): Promise<readonly string[]> {
  const { roles } = chat;
  const isAsked = catalogue.targets.some((one) => one.platform === platform && one.restore);
  if (roles === null || !isAsked || !readStoreEnvironment(io.env).ok) return [];
  const { wouldBeTaken } = await import('../services/roles/holders.ts');
  const found = await withStore(io, catalogue.tenant, (store, clock) =>
    wouldBeTaken({ store, directory: { catalogue }, clock }, platform, {
      holders: (role) => asTold(() => roles.holders(role)),
    }),
  );
  const said = found
    .filter(({ count }) => count > 0)
    .map(async ({ target, role, count }) => {
      const who = count === 1 ? 'One member holds' : `${count} members hold`;
      const name = (await roles.name(role)) ?? role;
      return `targets[${target}].${platform}: ${who} the role ${name} without an access that gives it. With drift: restore the next start takes it from them; grant it first to whoever is to keep it, or leave restore out.`;
    });
  return Promise.all(said);
}

/** What the file names of one platform, each role once. */
export function namedOf({ channels, targets, authority }: Catalogue, platform: string): NamedInConfiguration {
  const roles = [
    ...targets.map((one, index) => ({ ...one, path: `targets[${index}].${platform}`, given: true })),
    ...authority.map((one, index) => ({ ...one, path: `authority[${index}].${platform}`, given: false })),
  ].filter((one) => one.platform === platform);
  return {
    channels: (['approvals', 'audit'] as const).flatMap((purpose) => {
      const id = channels[purpose][platform];
      return id === undefined ? [] : [{ path: `channels.${purpose}.${platform}`, id }];
    }),
    roles: roles
      .filter(({ role }, index) => roles.findIndex((one) => one.role === role) === index)
      .map(({ path, role, given }) => ({ path, id: role, given })),
  };
}
