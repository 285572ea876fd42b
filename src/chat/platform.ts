import type { z } from 'zod';
import type { Chat } from '../ports/chat.ts';
import type { ConnectedPlatform, Ears, Hearing, PlatformParts, PlatformPath } from '../ports/platform.ts';

/** Environment variables, trimmed; one set to nothing is not there. */
type Variables = Readonly<Record<string, string | undefined>>;

/** What a platform's `config.ts` says of it, without loading the platform. */
export interface PlatformDefinition<Config> {
  readonly name: string;
  /** The variable that turns it on. */
  readonly token: string;
  /** What to set to turn it on, to follow “set”: `X_TOKEN (…)`. */
  readonly setUp: string;
  /** Reads its variables; null: off. Issues are at the variable's path. */
  readonly environment: z.ZodType<Config | null>;
  /** What it may mount on the listener. */
  readonly paths: (config: Config) => readonly PlatformPath[];
  /** The form of an account's id in `latchkey.yml`, for a platform whose members may be declared there; null: none may. */
  readonly memberId: RegExp | null;
  /** The form of a role's id in `latchkey.yml`; null: it has no roles that could be named there. */
  readonly roleId: RegExp | null;
}

/** A platform of the registry: its definition, and how to read its settings and start it. */
export interface Platform extends Omit<PlatformDefinition<never>, 'environment' | 'paths'> {
  /** Null settings: off, or wrong. */
  read(variables: Variables): {
    readonly settings: PlatformSettings | null;
    readonly issues: readonly z.core.$ZodIssue[];
  };
}

/** A platform that is on, ready to be connected. */
export interface PlatformSettings {
  readonly name: string;
  readonly paths: readonly PlatformPath[];
  connect(parts: PlatformParts): Promise<ConnectedPlatform>;
}

export function definePlatform<Config>(
  definition: PlatformDefinition<Config>,
  connect: (config: Config, parts: PlatformParts) => Promise<ConnectedPlatform>,
): Platform {
  const { environment, paths, ...rest } = definition;
  return {
    ...rest,
    read(variables) {
      if (variables[rest.token] === undefined) return { settings: null, issues: [] };
      const { data, error } = environment.safeParse(variables);
      if (error) return { settings: null, issues: error.issues };
      const settings = data === null ? null : settingsOf(rest.name, data);
      return { settings, issues: [] };
    },
  };

  function settingsOf(name: string, config: Config): PlatformSettings {
    return { name, paths: paths(config), connect: (parts) => connect(config, parts) };
  }
}

/** Connects the platforms that are on. */
export async function connectPlatforms(settings: readonly PlatformSettings[], parts: PlatformParts) {
  const all: ConnectedPlatform[] = [];
  for (const one of settings) all.push(await one.connect(parts));
  return {
    chats: new Map<string, Chat>(all.map(({ chat }) => [chat.platform, chat])),
    async listen(hearing: Hearing): Promise<Ears> {
      const ears = await Promise.all(all.map((platform) => platform.listen(hearing)));
      return {
        mounts: ears.flatMap((ear) => ear.mounts),
        close: async () => {
          await Promise.all(ears.map((ear) => ear.close()));
        },
      };
    },
    close: async () => {
      await Promise.all(all.map((platform) => platform.close()));
    },
  };
}
