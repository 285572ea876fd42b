import type { z } from 'zod';
import type { Chat } from '../ports/chat.ts';
import { lateChat } from './late-chat.ts';
import type { ConnectedPlatform, Ears, Hearing, PlatformParts, PlatformPath } from '../ports/platform.ts';

/** Environment variables, trimmed; one set to nothing is not there. */
type Variables = Readonly<Record<string, string | undefined>>;

/** A variable, and where somebody finds its value. */
export interface AskedVariable {
  readonly variable: string;
  /** What it's called at the platform, and where it stands. */
  readonly what: string;
  readonly isSecret: boolean;
  /** Whether the platform can do without, or with another one of these. */
  readonly isOptional: boolean;
}

/** What a platform's `config.ts` says of it, without loading the platform. */
export interface PlatformDefinition<Config> {
  readonly name: string;
  /** The variable that turns it on. */
  readonly token: string;
  /** What to set to turn it on, to follow “set”: `X_TOKEN (…)`. */
  readonly setUp: string;
  /** What `latchkey init` asks for to turn it on, the token first. */
  readonly asked: readonly AskedVariable[];
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
  /** Whether its members hold roles that Latchkey can give. */
  readonly hasRoles: boolean;
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
    return {
      name,
      paths: paths(config),
      hasRoles: definition.roleId !== null,
      connect: (parts) => connect(config, parts),
    };
  }
}

/** How long the platforms that are on may take beyond the first one before the start goes on without them, in ms. */
const graceMs = 5_000;

/**
 * Connects the platforms that are on, all at once. Resolves when all are connected, or one is and the others have had their
 * time: those are connected in the background, and until then everything about them can be tried later. Rejects where one
 * can't be connected at all, as by a token that is refused.
 */
export async function connectPlatforms(settings: readonly PlatformSettings[], parts: PlatformParts) {
  const chats = new Map<string, Chat>(settings.map((one) => [one.name, lateChat(one)]));
  const connected: ConnectedPlatform[] = [];
  const ears: Ears[] = [];
  const waiting = new Set(settings.map(({ name }) => name));
  let late: ((platform: ConnectedPlatform) => Promise<void>) | null = null;
  const connections = settings.map(async (one) => {
    const platform = await one.connect(parts);
    chats.set(platform.chat.platform, platform.chat);
    connected.push(platform);
    waiting.delete(one.name);
    await late?.(platform);
  });
  await Promise.race([Promise.all(connections), Promise.any(connections).then(() => parts.clock.sleep(graceMs))]).catch(
    async (error: unknown) => {
      await Promise.all(connected.map((platform) => platform.close()));
      throw error instanceof AggregateError ? error.errors[0] : error;
    },
  );
  for (const connection of connections) {
    connection.catch((error: unknown) => {
      if (parts.signal?.aborted !== true) parts.log.error({ err: error }, 'A chat can’t be connected');
    });
  }
  return {
    chats: chats as ReadonlyMap<string, Chat>,
    /** Those that aren't connected yet. */
    waiting: (): readonly string[] => [...waiting],
    /**
     * Hears people on every platform, also those that are connected later; `mount` gets what each puts on the listener.
     * Gives what ends the hearing.
     */
    async listen(hearing: Hearing, mount: (mounts: Ears['mounts']) => void): Promise<() => Promise<void>> {
      late = async (platform) => {
        const heard = await platform.listen(hearing);
        ears.push(heard);
        mount(heard.mounts);
      };
      await Promise.all([...connected].map(late));
      return async () => {
        late = null;
        await Promise.all(ears.map((ear) => ear.close()));
      };
    },
    /** Draws the Homes again that may have changed. */
    refreshHomes: async () => {
      await Promise.all(ears.map((ear) => ear.refreshHomes()));
    },
    close: async () => {
      await Promise.all(connected.map((platform) => platform.close()));
    },
  };
}
