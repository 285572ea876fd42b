import type { DiscordWorld } from './world-types.ts';

/** The one application of the local guild, and its secrets, which open nothing but this sandbox. */
export interface Identity {
  /** The application's and its bot user's id. */
  id: string;
  name: string;
  botToken: string;
  clientSecret: string;
}

export type Secrets = Partial<Pick<Identity, 'botToken' | 'clientSecret'>>;

/** @param secrets in place of the well-known ones of the sandbox */
export function identityOf(world: DiscordWorld, secrets: Secrets = {}): Identity {
  const { id, name } = world.app;
  // A bot token begins with its user's id, as real ones do.
  const botToken = `${Buffer.from(id).toString('base64url')}.local.sandbox-token-that-opens-nothing-else`;
  return { id, name, botToken, clientSecret: 'local-sandbox-client-secret', ...secrets };
}
