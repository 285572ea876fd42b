import type { z } from 'zod';
import type { Platform, PlatformSettings } from '../chat/platform.ts';
import { platforms } from '../chat/registry.ts';
import { httpEnvironment } from '../http/config.ts';
import { logEnvironment } from '../observe/config.ts';
import { queueEnvironment } from '../queue/config.ts';
import { storeEnvironment } from '../store/config.ts';
import { secretEnvironment } from './secret.ts';
import { withFiles } from './variable-files.ts';
import type { EnvironmentProblem, Variables } from './variable-files.ts';

export type { EnvironmentProblem, Variables };

/** What `latchkey start` takes from the environment (CONTRACT "Environment"). */
export interface Environment {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  /** 32 bytes each; the first one seals, all of them are accepted. At least one. */
  readonly secrets: readonly Uint8Array[];
  /** 0 to 65535; 0 takes any free port. */
  readonly port: number;
  /** The address to listen on; undefined: every one of the machine. */
  readonly host: string | undefined;
  readonly logLevel: z.infer<typeof logEnvironment>['LOG_LEVEL'];
  /** What `/metrics` requires as a bearer token; null: nothing. */
  readonly metricsToken: string | null;
  /** Where browsers reach it, without a slash at the end; null: nowhere. */
  readonly publicUrl: string | null;
  /** The chat platforms that have a token; at least one. */
  readonly platforms: readonly PlatformSettings[];
}

export type ReadEnvironment =
  | { readonly ok: true; readonly environment: Environment; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly EnvironmentProblem[]; readonly warnings: readonly string[] };

/** Reads everything that starting needs, or says all that is wrong at once. A variable set to nothing counts as not set. */
export function readEnvironment(env: Variables): ReadEnvironment {
  const { variables, problems: unread } = withFiles(env);
  const store = read(storeEnvironment, variables);
  const queue = read(queueEnvironment, variables);
  const http = read(httpEnvironment, variables);
  const log = read(logEnvironment, variables);
  const secret = read(secretEnvironment, variables);
  const chats = readPlatforms(variables);
  const rest = [...chats.problems, ...[store, queue, secret, http, log].flatMap((one) => one.problems)];
  const isUnread = new Set(unread.map(({ variable }) => variable));
  const problems = [...unread, ...rest.filter(({ variable }) => !isUnread.has(variable))];
  if (!store.value || !queue.value || !secret.value || !http.value || !log.value || problems.length > 0) {
    return { ok: false, problems, warnings: [] };
  }
  return {
    ok: true,
    warnings: [],
    environment: {
      mongodbUri: store.value.MONGODB_URI,
      redisUrl: queue.value.REDIS_URL,
      secrets: secret.value.LATCHKEY_SECRET,
      port: http.value.PORT,
      host: http.value.HOST,
      metricsToken: http.value.METRICS_TOKEN,
      publicUrl: http.value.LATCHKEY_PUBLIC_URL,
      logLevel: log.value.LOG_LEVEL,
      platforms: chats.settings,
    },
  };
}

/** What commands that only look at the record need: `MONGODB_URI`. */
export function readStoreEnvironment(
  env: Variables,
):
  | { readonly ok: true; readonly mongodbUri: string }
  | { readonly ok: false; readonly problems: readonly EnvironmentProblem[] } {
  const { variables, problems: unread } = withFiles(env);
  const { value, problems } = read(storeEnvironment, variables);
  if (value) return { ok: true, mongodbUri: value.MONGODB_URI };
  const own = unread.filter(({ variable }) => variable === 'MONGODB_URI');
  return { ok: false, problems: own.length > 0 ? own : problems };
}

/** The secrets, for a command that can do without; null where they aren't set or not right. */
export function readSecrets(env: Variables): readonly Uint8Array[] | null {
  return read(secretEnvironment, withFiles(env).variables).value?.LATCHKEY_SECRET ?? null;
}

/** The chat platforms that are on, for a command that only looks at them; one whose variables are wrong is left out. */
export function readPlatformEnvironment(env: Variables): readonly PlatformSettings[] {
  return readPlatforms(withFiles(env).variables).settings;
}

/** The file that holds the configuration. */
export function configFile(env: Variables): string {
  return withFiles(env).variables['LATCHKEY_CONFIG'] ?? 'latchkey.yml';
}

function readPlatforms(variables: Variables): {
  readonly settings: readonly PlatformSettings[];
  readonly problems: readonly EnvironmentProblem[];
} {
  if (platforms.every(({ token }) => variables[token] === undefined)) {
    return { settings: [], problems: noPlatform(platforms) };
  }
  const all = platforms.map((platform) => platform.read(variables));
  return {
    settings: all.flatMap(({ settings }) => settings ?? []),
    problems: all.flatMap(({ issues }) => issues.map((issue) => toProblem(issue, variables))),
  };
}

/** Without any platform's token there is nobody to talk to. */
function noPlatform(all: readonly Platform[]): EnvironmentProblem[] {
  const sentence = `No chat platform has a token: set ${all.map(({ setUp }) => setUp).join('; or ')}.`;
  return all.slice(0, 1).map(({ token }) => ({ variable: token, sentence }));
}

function read<Value>(
  schema: z.ZodType<Value>,
  variables: Variables,
): { readonly value: Value | null; readonly problems: readonly EnvironmentProblem[] } {
  const { success, data, error } = schema.safeParse(variables);
  if (success) return { value: data, problems: [] };
  return { value: null, problems: error.issues.map((issue) => toProblem(issue, variables)) };
}

/** Schemas may or may not name the variable themselves; what is reported always does, once. */
function toProblem({ path, message }: z.core.$ZodIssue, variables: Variables): EnvironmentProblem {
  const variable = String(path[0] ?? '');
  const missing = variables[variable] === undefined ? ' is not set: it' : '';
  const sentence = message.includes(variable) ? message : `${variable}${missing} ${message}`;
  return { variable, sentence: /[.!?]$/.test(sentence) ? sentence : `${sentence}.` };
}
