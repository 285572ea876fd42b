import { randomBytes } from 'node:crypto';
import { platforms } from '../../chat/registry.ts';
import { withFiles } from '../../config/variable-files.ts';
import { wrongUse } from '../io.ts';
import type { Answers } from './answers.ts';

/** The variables of a first start: as they count, and as a `.env` holds them (a file stays a file). */
export interface FirstEnvironment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly toWrite: readonly (readonly [name: string, value: string])[];
}

/**
 * Takes each variable from the environment (also as `X_FILE`), else asks for it. Tokens come by no option: a command line
 * can be read by others. Throws wrong use where a platform's variables don't fit together.
 */
export async function askEnvironment(
  answers: Answers,
  env: Readonly<Record<string, string | undefined>>,
): Promise<FirstEnvironment> {
  const { variables, problems } = withFiles(env);
  if (problems.length > 0) throw wrongUse(problems.map(({ sentence }) => sentence).join(' '));
  const all: Record<string, string | undefined> = { ...variables };
  const asked: string[] = [];
  const ask = async (
    name: string,
    text: string,
    more: { otherwise?: string; isOptional?: boolean; isSecret?: boolean },
  ) => {
    asked.push(name);
    const answer = await answers.one({ name, text, ...more }, all[name]);
    all[name] = answer === '' ? undefined : answer;
  };
  for (const platform of platforms) {
    for (const { variable, what, isSecret, isOptional } of platform.asked) {
      if (variable !== platform.token && all[platform.token] === undefined) break;
      await ask(variable, what, { isSecret, isOptional });
    }
  }
  await ask('MONGODB_URI', 'MongoDB', { otherwise: 'mongodb://127.0.0.1:27017/latchkey' });
  await ask('REDIS_URL', 'Redis', { otherwise: 'redis://127.0.0.1:6379' });
  all['LATCHKEY_SECRET'] ??= randomBytes(32).toString('base64');
  const issues = platforms.flatMap((platform) => platform.read(all).issues.map(({ message }) => message));
  if (issues.length > 0) throw wrongUse(['Nothing was written. Fix:', ...issues.map((one) => `  ${one}`)].join('\n'));
  if (platforms.every(({ token }) => all[token] === undefined)) {
    throw wrongUse(
      `Nothing was written. Give the token of a chat: ${platforms.map(({ token }) => token).join(' or ')}.`,
    );
  }
  const toWrite = [...asked, 'LATCHKEY_SECRET'].map((name) => {
    const file = env[`${name}_FILE`]?.trim();
    return file ? ([`${name}_FILE`, file] as const) : ([name, all[name] ?? ''] as const);
  });
  return { variables: all, toWrite };
}
