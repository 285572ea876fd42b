import type { Desk } from '../desk.ts';
import type { Interaction } from '../interact/interactions.ts';
import { APP, permissionsOf } from '../permissions.ts';
import type { Json, User } from '../types.ts';
import { channelShape } from './guild.ts';
import { messageShape } from './message.ts';
import { memberShape, userShape } from './user.ts';

/** INTERACTION_CREATE. @param data what is particular to its kind */
export function interactionShape(desk: Desk, interaction: Interaction, user: User, data: Json): Json {
  const { store, app } = desk;
  const channel = store.channels.get(interaction.channel);
  const source = interaction.source === undefined ? undefined : store.message(interaction.channel, interaction.source);
  const isDirect = channel?.kind === 'dm';
  const guild = { id: store.guild.id, locale: 'en-US', features: [] };
  return {
    id: interaction.id,
    application_id: app.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    ...(isDirect
      ? { user: userShape(user) }
      : { guild_id: store.guild.id, guild, guild_locale: 'en-US', member: memberWithPermissions(desk, user) }),
    channel_id: interaction.channel,
    ...(channel === undefined ? {} : { channel: { ...channelShape(desk, channel), permissions: String(APP) } }),
    ...(source === undefined ? {} : { message: messageShape(desk, source) }),
    app_permissions: String(APP),
    locale: user.locale ?? 'en-US',
    entitlements: [],
    authorizing_integration_owners: isDirect ? { '0': '0' } : { '0': store.guild.id },
    context: isDirect ? 1 : 0,
    attachment_size_limit: 10_485_760,
  };
}

/** A member with what they may do, as interactions bring them. */
export function memberWithPermissions({ store }: Pick<Desk, 'store'>, user: User): Json {
  return { ...memberShape(user), permissions: String(permissionsOf(user, store.roles.values(), store.guild.id)) };
}
