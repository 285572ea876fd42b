import type { ConnectedPlatform, PlatformParts } from '../../ports/platform.ts';
import type { DiscordConfig } from './config.ts';

/** Connects to Discord. */
export function connectDiscord(config: DiscordConfig, parts: PlatformParts): Promise<ConnectedPlatform> {
  return Promise.reject(new Error(`Discord at ${config.apiUrl} cannot be connected yet: ${typeof parts}`));
}
