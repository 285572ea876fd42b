import { AuditLogEvent } from 'discord-api-types/v10';
import { is } from '../is.ts';
import { auditShape } from '../shapes/audit.ts';
import { channelShape, guildShape, membersOf, roleShape } from '../shapes/guild.ts';
import { userShape } from '../shapes/user.ts';
import { byId } from '../snowflake.ts';
import { guildIn, idIn, limitIn, roleIn } from './look-up.ts';
import type { Route } from './types.ts';

/** The guild: what it is, its channels, roles and audit log. */
export const guildRoutes: Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild',
    run: (desk, request) => {
      guildIn(desk, request);
      const count = membersOf(desk).length;
      const counts = { approximate_member_count: count, approximate_presence_count: count };
      return { body: { ...guildShape(desk), ...(request.query['with_counts'] === 'true' ? counts : {}) } };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/channels',
    run: (desk, request) => {
      guildIn(desk, request);
      const channels = desk.store.channels.values().filter((channel) => channel.kind === 'text');
      return { body: channels.map((channel) => channelShape(desk, channel)) };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/roles',
    run: (desk, request) => {
      guildIn(desk, request);
      return { body: desk.store.roles.values().map(roleShape) };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/roles/:role',
    run: (desk, request) => {
      guildIn(desk, request);
      return { body: roleShape(roleIn(desk, request)) };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/audit-logs',
    run: (desk, request) => {
      guildIn(desk, request);
      const { store } = desk;
      const { user_id: user, action_type: action, target_id: target } = request.query;
      const [before, after] = [idIn(request, 'before'), idIn(request, 'after')];
      const found = store.audit
        .values()
        .filter((entry) => user === undefined || entry.user === user)
        .filter((entry) => target === undefined || entry.target === target)
        .filter(() => action === undefined || is(Number(action), AuditLogEvent.MemberRoleUpdate))
        .filter(
          ({ id }) => (before === undefined || BigInt(id) < before) && (after === undefined || BigInt(id) > after),
        )
        .sort(byId);
      const limit = limitIn(request, 50, 100);
      const entries = after === undefined ? found.reverse().slice(0, limit) : found.slice(0, limit);
      const concerned = new Set(entries.flatMap((entry) => [entry.user, entry.target]));
      return {
        body: {
          audit_log_entries: entries.map(auditShape),
          users: [...concerned].flatMap((id) => store.users.get(id) ?? []).map(userShape),
          integrations: [],
          webhooks: [],
          guild_scheduled_events: [],
          threads: [],
          application_commands: [],
          auto_moderation_rules: [],
        },
      };
    },
  },
];
