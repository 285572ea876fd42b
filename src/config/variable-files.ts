import { readFileSync } from 'node:fs';

/** Environment variables as a process has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A variable that is missing or wrong. */
export interface EnvironmentProblem {
  readonly variable: string;
  /** One sentence that names the variable and says what to set. */
  readonly sentence: string;
}

/** Every variable that Latchkey reads (CONTRACT "Environment"). Each can be given as `X_FILE`, the path of a file that holds it. */
const names = [
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'SLACK_API_URL',
  'DISCORD_TOKEN',
  'DISCORD_APPLICATION_ID',
  'DISCORD_GUILD_ID',
  'DISCORD_API_URL',
  'DISCORD_CLIENT_SECRET',
  'MONGODB_URI',
  'REDIS_URL',
  'PORT',
  'HOST',
  'LATCHKEY_CONFIG',
  'LATCHKEY_PUBLIC_URL',
  'LATCHKEY_SECRET',
  'METRICS_TOKEN',
  'LOG_LEVEL',
] as const;

/**
 * The variables with those from files, trimmed: a newline at the end doesn't count. A variable that is set to nothing counts
 * as not set. Set in both ways, or with a file that can't be read or is empty, it is a problem and left out. `named`: the
 * variables that can be given by a file; those that Latchkey reads, unless given.
 */
export function withFiles(
  env: Variables,
  named: readonly string[] = names,
): {
  readonly variables: Variables;
  readonly problems: readonly EnvironmentProblem[];
} {
  const variables: Record<string, string> = {};
  const problems: EnvironmentProblem[] = [];
  for (const [name, value] of Object.entries(env)) if (value?.trim()) variables[name] = value.trim();
  for (const name of named) {
    const path = variables[`${name}_FILE`];
    if (path === undefined) continue;
    const read = variables[name] === undefined ? readVariable(name, path) : both(name);
    if ('value' in read) variables[name] = read.value;
    else {
      Reflect.deleteProperty(variables, name);
      problems.push({ variable: name, sentence: read.sentence });
    }
  }
  return { variables, problems };
}

function both(name: string): { readonly sentence: string } {
  return { sentence: `${name} and ${name}_FILE are both set: keep one of them.` };
}

function readVariable(name: string, path: string): { readonly value: string } | { readonly sentence: string } {
  try {
    const value = readFileSync(path, 'utf8').trim();
    return value === '' ? { sentence: `${name}_FILE names ${path}, which is empty.` } : { value };
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    return { sentence: `${name}_FILE names ${path}, which can't be read (${why}).` };
  }
}
