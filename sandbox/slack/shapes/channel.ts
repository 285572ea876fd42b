import type { Channel, Json } from '../types.ts';
import type { Identity } from '../identity.ts';

/** A conversation as conversations.info shows it to the app. */
export function channelShape(channel: Channel, app: Identity, teamId: string): Json {
  if (channel.kind === 'im') {
    const base = { id: channel.id, created: channel.created, is_im: true, is_archived: false, is_org_shared: false };
    return { ...base, context_team_id: teamId, user: channel.members[0], is_user_deleted: false, is_open: true };
  }
  const isPrivate = channel.kind === 'private';
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !isPrivate,
    is_group: isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    is_archived: channel.archived === true,
    is_general: channel.name === 'general',
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_org_shared: false,
    is_member: channel.app,
    created: channel.created,
    creator: app.botUserId,
    context_team_id: teamId,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.members.length + (channel.app ? 1 : 0),
  };
}
