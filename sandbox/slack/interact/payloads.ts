import type { Desk } from '../desk.ts';
import { viewShape } from '../shapes/view.ts';
import type { Channel, Json, User, View } from '../types.ts';

/** What every interaction payload begins with. */
export function commonPayload({ app, store }: Desk, type: string, user: User): Json {
  const { id, domain, enterpriseId } = store.team;
  const enterprise = enterpriseId === undefined ? null : { id: enterpriseId, name: enterpriseId };
  return {
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: app.appId,
    token: app.verificationToken,
    team: { id, domain, ...(enterpriseId === undefined ? {} : { enterprise_id: enterpriseId }) },
    enterprise,
    is_enterprise_install: false,
  };
}

/** A view with what was typed into it, as the app receives it. */
export function viewPayload({ app, store, modals }: Desk, view: View): Json {
  return viewShape(view, modals.values(view), app, store.team.id);
}

/** A conversation's name as commands and interactions report it. */
export function reportedName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}
