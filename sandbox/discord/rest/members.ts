import { setRole } from '../changes/members.ts';
import type { Desk } from '../desk.ts';
import { invalid } from '../limits/report.ts';
import { highestPosition } from '../permissions.ts';
import { missingPermissions } from '../refusal.ts';
import { membersOf } from '../shapes/guild.ts';
import { memberShape } from '../shapes/user.ts';
import { byId } from '../snowflake.ts';
import { guildIn, idIn, limitIn, memberIn, roleIn } from './look-up.ts';
import type { Answer, Request, Route } from './types.ts';
import { NO_CONTENT } from './types.ts';
import { lengthOf } from '../limits/length.ts';

/** Members, and their roles. */
export const memberRoutes: Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild/members',
    run: (desk, request) => {
      guildIn(desk, request);
      const after = idIn(request, 'after') ?? 0n;
      const members = membersOf(desk).filter((user) => BigInt(user.id) > after);
      return {
        body: members
          .sort(byId)
          .slice(0, limitIn(request, 1, 1000))
          .map(memberShape),
      };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/search',
    run: (desk, request) => {
      guildIn(desk, request);
      const query = (request.query['query'] ?? '').toLowerCase();
      if (query === '') throw invalid(['query'], 'BASE_TYPE_REQUIRED', 'This field is required');
      const found = membersOf(desk).filter((user) =>
        [user.username, user.nick ?? user.globalName].some((name) => name.toLowerCase().startsWith(query)),
      );
      return { body: found.slice(0, limitIn(request, 1, 1000)).map(memberShape) };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/:user',
    run: (desk, request) => {
      guildIn(desk, request);
      return { body: memberShape(memberIn(desk, request)) };
    },
  },
  {
    method: 'PUT',
    path: '/guilds/:guild/members/:user/roles/:role',
    run: (desk, request) => changeRole(desk, request, true),
  },
  {
    method: 'DELETE',
    path: '/guilds/:guild/members/:user/roles/:role',
    run: (desk, request) => changeRole(desk, request, false),
  },
];

/** The app gives and takes only roles below its own highest one, and none that belongs to an app. */
function changeRole(desk: Desk, request: Request, isWanted: boolean): Answer {
  guildIn(desk, request);
  const user = memberIn(desk, request);
  const role = roleIn(desk, request);
  const app = desk.store.users.get(desk.app.id);
  const reach = app === undefined ? 0 : highestPosition(app, desk.store.roles.values());
  if (role.managed || role.position >= reach || role.id === desk.store.guild.id) throw missingPermissions();
  if (request.reason !== null && lengthOf(request.reason) > 512) {
    throw invalid(['reason'], 'BASE_TYPE_MAX_LENGTH', 'Must be 512 or fewer in length.');
  }
  setRole(desk, user, role, isWanted, { user: desk.app.id, reason: request.reason });
  return NO_CONTENT;
}
