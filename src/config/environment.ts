import type { z } from 'zod';
import { slackEnvironment } from '../chat/slack/config.ts';
import { httpEnvironment } from '../http/config.ts';
import { logEnvironment } from '../observe/config.ts';
import { queueEnvironment } from '../queue/config.ts';
import { storeEnvironment } from '../store/config.ts';

/** Environment variables as a process has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A variable that is missing or wrong. */
export interface EnvironmentProblem {
  readonly variable: string;
  /** One sentence that names the variable and says what to set. */
  readonly sentence: string;
}

export type SlackEnvironment = z.infer<typeof slackEnvironment>;

/** What `latchkey start` takes from the environment (CONTRACT "Environment"). */
export interface Environment {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  /** 0 to 65535; 0 takes any free port. */
  readonly port: number;
  /** The address to listen on; undefined: every one of the machine. */
  readonly host: string | undefined;
  readonly logLevel: z.infer<typeof logEnvironment>['LOG_LEVEL'];
  /** Null: off, since it has no token. */
  readonly slack: SlackEnvironment | null;
}

export type ReadEnvironment =
  | { readonly ok: true; readonly environment: Environment; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly EnvironmentProblem[]; readonly warnings: readonly string[] };

/** Reads everything that starting needs, or says all that is wrong at once. A variable set to nothing counts as not set. */
export function readEnvironment(env: Variables): ReadEnvironment {
  const variables = withoutBlanks(env);
  const store = read(storeEnvironment, variables);
  const queue = read(queueEnvironment, variables);
  const http = read(httpEnvironment, variables);
  const log = read(logEnvironment, variables);
  const slack = variables['SLACK_BOT_TOKEN'] === undefined ? null : read(slackEnvironment, variables);
  const warnings = platformWarnings(variables);
  const problems = [
    ...(slack === null ? noPlatform(variables) : []),
    ...[store, queue, http, log, slack].flatMap((one) => one?.problems ?? []),
  ];
  if (!store.value || !queue.value || !http.value || !log.value || problems.length > 0) {
    return { ok: false, problems, warnings };
  }
  return {
    ok: true,
    warnings,
    environment: {
      mongodbUri: store.value.MONGODB_URI,
      redisUrl: queue.value.REDIS_URL,
      port: http.value.PORT,
      host: http.value.HOST,
      logLevel: log.value.LOG_LEVEL,
      slack: slack?.value ?? null,
    },
  };
}

/** What commands that only look at the record need: `MONGODB_URI`. */
export function readStoreEnvironment(
  env: Variables,
):
  | { readonly ok: true; readonly mongodbUri: string }
  | { readonly ok: false; readonly problems: readonly EnvironmentProblem[] } {
  const { value, problems } = read(storeEnvironment, withoutBlanks(env));
  return value ? { ok: true, mongodbUri: value.MONGODB_URI } : { ok: false, problems };
}

/** What a command that only looks at Slack needs; null where Slack is off or its variables are wrong. */
export function readSlackEnvironment(env: Variables): NonNullable<SlackEnvironment> | null {
  return read(slackEnvironment, withoutBlanks(env)).value;
}

/** The file that holds the configuration. */
export function configFile(env: Variables): string {
  return withoutBlanks(env)['LATCHKEY_CONFIG'] ?? 'latchkey.yml';
}

/** With neither platform's token there is nobody to talk to. */
function noPlatform(variables: Variables): EnvironmentProblem[] {
  const why =
    variables['DISCORD_TOKEN'] === undefined
      ? 'No chat platform has a token'
      : 'DISCORD_TOKEN is set, but this version does not speak Discord yet, and Slack has no token';
  const sentence = `${why}: set SLACK_BOT_TOKEN (xoxb-…), and SLACK_SIGNING_SECRET beside it, or SLACK_APP_TOKEN (xapp-…) for Socket Mode.`;
  return [{ variable: 'SLACK_BOT_TOKEN', sentence }];
}

function platformWarnings(variables: Variables): string[] {
  const warnings: string[] = [];
  if (variables['DISCORD_TOKEN'] !== undefined && variables['SLACK_BOT_TOKEN'] !== undefined) {
    warnings.push('DISCORD_TOKEN is set, but this version does not speak Discord yet: it goes on with Slack only.');
  }
  return warnings;
}

function withoutBlanks(env: Variables): Variables {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()] as const] : [])),
  );
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
