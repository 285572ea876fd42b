import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { DiscordWorld } from '../discord/world-types.ts';
import { discordWorldFrom, worldFrom } from '../world.ts';
import type { World } from '../slack/world-types.ts';
import { problem, sentenceOf } from './problem.ts';
import { projectFolder } from './project.ts';

export interface ReadConfiguration {
  /** Absolute. */
  path: string;
  text: string;
  world: World;
  discordWorld: DiscordWorld;
}

/**
 * Reads the configuration: the file typed, else LATCHKEY_CONFIG, else latchkey.yml here, else the checkout's example.
 * @throws a problem where it cannot be read, or is no configuration
 */
export async function readConfiguration(
  typed: string | undefined,
  env: NodeJS.ProcessEnv,
  say: (sentence: string) => void,
): Promise<ReadConfiguration> {
  const path = resolve(typed ?? env['LATCHKEY_CONFIG'] ?? usualFile(say));
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw problem(`${path} cannot be read (${sentenceOf(error)}): name the configuration with --config`, error);
  });
  try {
    return { path, text, world: worldFrom(text), discordWorld: discordWorldFrom(text) };
  } catch (error) {
    throw problem(`${path} is no configuration: ${sentenceOf(error)}`, error);
  }
}

function usualFile(say: (sentence: string) => void): string {
  if (existsSync('latchkey.yml')) return 'latchkey.yml';
  const example = join(projectFolder(), 'latchkey.yml');
  say(`there is no latchkey.yml here, so the example is used: ${relative(process.cwd(), example)}`);
  return example;
}
