import type { Desk } from '../desk.ts';
import type { Command, Json } from '../types.ts';
import { applicationFlags } from './flags.ts';

/** A registered command as REST answers it. */
export function commandShape({ app }: Pick<Desk, 'app'>, command: Command): Json {
  const { id, version, guild, content } = command;
  return { id, application_id: app.id, version, ...(guild === null ? {} : { guild_id: guild }), ...content };
}

/** The application as REST and READY answer it. */
export function applicationShape({ app, store, settings }: Pick<Desk, 'app' | 'store' | 'settings'>): Json {
  return {
    id: app.id,
    name: app.name,
    icon: null,
    description: 'Access management in chat.',
    bot_public: false,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(settings),
    hook: true,
    team: null,
    owner: null,
    guild_id: store.guild.id,
    approximate_guild_count: 1,
    redirect_uris: [],
    interactions_endpoint_url: null,
    integration_types_config: { '0': {} },
  };
}
