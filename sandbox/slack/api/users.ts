import { refusal } from '../refusal.ts';
import { userShape } from '../shapes/user.ts';
import { flag, page, textArgument } from './arguments.ts';
import type { Method } from './types.ts';

export const userMethods: Record<string, Method> = {
  'users.info': ({ store }, given) => {
    const user = store.user(textArgument(given, 'user') ?? '');
    if (user === undefined) throw refusal('user_not_found');
    return { user: userShape(user, store.team.id, flag(given, 'include_locale')) };
  },
  'users.lookupByEmail': ({ store }, given) => {
    const email = textArgument(given, 'email')?.toLowerCase();
    const user = store.users().find((one) => email !== undefined && one.email?.toLowerCase() === email);
    if (user === undefined || user.deleted || user.bot) throw refusal('users_not_found');
    return { user: userShape(user, store.team.id) };
  },
  'users.list': ({ store, now }, given) => {
    const { items, cursor } = page(store.users(), given, 1000, 1000);
    const members = items.map((user) => userShape(user, store.team.id));
    return { members, cache_ts: Math.floor(now() / 1000), response_metadata: { next_cursor: cursor } };
  },
  'usergroups.list': ({ store }) => ({
    usergroups: store.userGroups.map((group) => ({ ...group, team_id: store.team.id, is_usergroup: true })),
  }),
};
