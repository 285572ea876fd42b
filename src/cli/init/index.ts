import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { platforms } from '../../chat/registry.ts';
import type { PlatformSettings } from '../../chat/platform.ts';
import { setupWarnings } from '../../config/checks/setup.ts';
import { readPlatformEnvironment } from '../../config/environment.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { chatChecks } from '../doctor/chats.ts';
import type { ExitCode, Io } from '../io.ts';
import { outJson, wrongUse } from '../io.ts';
import { checkCatalogue, checkText, problemLines } from '../read-catalogue.ts';
import { createAnswers } from './answers.ts';
import { configText } from './config-text.ts';
import { envText } from './env-text.ts';
import { askConfiguration } from './ask-configuration.ts';
import { askEnvironment } from './ask-environment.ts';
import type { InitOptions } from './options.ts';
import { postTestCards } from './test-cards.ts';
import { writeNew } from './write-new.ts';

interface Line {
  readonly ok: boolean;
  readonly sentence: string;
}

/**
 * `latchkey init`: asks for what a first start needs, writes `latchkey.yml` and `.env` where they aren't there yet, then looks
 * whether tokens, scopes and channels work and posts a card without buttons into each channel. 1: something doesn't work.
 */
export async function init(io: Io, options: InitOptions): Promise<ExitCode> {
  const dir = options.dir ?? '.';
  const config = join(dir, 'latchkey.yml');
  const env = join(dir, '.env');
  const answers = createAnswers(io.prompt ?? null);
  const [hasConfig, hasEnv] = await Promise.all([isThere(config), isThere(env)]);
  const environment = await askEnvironment(answers, io.env);
  const on = platforms.filter(({ token }) => environment.variables[token] !== undefined).map(({ name }) => name);
  const first = hasConfig ? null : await askConfiguration(answers, options, on);
  answers.done();

  const text = first === null ? null : configText(first);
  const loaded = text === null ? await checkCatalogue(config) : checkText(text);
  if (!loaded.ok) {
    throw wrongUse(['Nothing was written. Fix:', ...problemLines('latchkey.yml', loaded.problems)].join('\n'));
  }
  const written: Line[] = [
    ...(text === null ? [kept(config)] : [await write(config, text, 0o644)]),
    ...(hasEnv ? [kept(env)] : [await write(env, envText(environment.toWrite), 0o600)]),
  ];
  const checked =
    options.check === false ? [] : await check(readPlatformEnvironment(environment.variables), loaded.catalogue);
  const lines = [
    ...written,
    ...setupWarnings(loaded.catalogue).map((sentence) => ({ ok: true, sentence })),
    ...checked,
  ];
  const ok = lines.every((line) => line.ok);
  if (options.json === true) await outJson(io, { ok, lines });
  else await io.out(`${[...lines.map(readable), '', next(ok, hasEnv)].join('\n')}\n`);
  return ok ? 0 : 1;
}

async function check(settings: readonly PlatformSettings[], catalogue: Catalogue): Promise<readonly Line[]> {
  const answers = await chatChecks(settings, catalogue);
  const cards = await Promise.all(
    settings
      .filter(({ name }) => answers.every((one) => one.name !== name || one.ok || one.warning === true))
      .map((one) => postTestCards(one, catalogue)),
  );
  return [
    ...answers.map(({ name, ok, warning, sentence }) => ({
      ok: ok || warning === true,
      sentence: `${name}: ${sentence}`,
    })),
    ...cards.flat().map(({ platform, ok, sentence }) => ({ ok, sentence: `${platform}: ${sentence}` })),
  ];
}

async function write(path: string, text: string, mode: number): Promise<Line> {
  return (await writeNew(path, text, mode)) ? { ok: true, sentence: `${path} is written` } : kept(path);
}

function kept(path: string): Line {
  return { ok: true, sentence: `${path} is there already and stays as it is` };
}

function readable({ ok, sentence }: Line): string {
  return `${ok ? '✓' : '✗'} ${sentence}`;
}

function next(ok: boolean, hadEnv: boolean): string {
  if (!ok) return 'Fix what is marked, and run latchkey init again: what is written stays.';
  const start = 'node --env-file=.env dist/src/cli/latchkey.js start';
  return hadEnv
    ? `Start Latchkey: ${start}`
    : `Keep LATCHKEY_SECRET of .env where you keep your backups. Start Latchkey: ${start}`;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
