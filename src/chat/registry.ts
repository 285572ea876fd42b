import { discord } from './discord/config.ts';
import { definePlatform } from './platform.ts';
import type { Platform } from './platform.ts';
import { slack } from './slack/config.ts';

/** Every chat platform that Latchkey speaks; one that is off is not loaded. A further one is a folder and a line. */
export const platforms: readonly Platform[] = [
  definePlatform(slack, async (config, parts) => (await import('./slack/index.ts')).connectSlack(config, parts)),
  definePlatform(discord, async (config, parts) => (await import('./discord/index.ts')).connectDiscord(config, parts)),
];
