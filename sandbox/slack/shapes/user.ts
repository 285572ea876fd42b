import type { Json, User } from '../types.ts';

const COLORS = ['9f69e7', '4bbe2e', 'e7392d', '3c989f', '674b1b', 'e96699', 'e0a729', '684b6c', '5b89d5', '2b6836'];

/** A user as users.info and `user_change` show them to an app of `homeTeamId`. */
export function userShape(user: User, homeTeamId: string, withLocale = false): Json {
  const isStranger = user.teamId !== homeTeamId;
  const [first = '', ...rest] = user.realName.split(' ');
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted,
    color: COLORS[user.id.charCodeAt(user.id.length - 1) % COLORS.length],
    real_name: user.realName,
    tz: 'Europe/Berlin',
    tz_label: 'Central European Time',
    tz_offset: 3600,
    ...(withLocale ? { locale: user.locale ?? 'en-US' } : {}),
    profile: {
      title: user.title,
      phone: '',
      skype: '',
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.name,
      display_name_normalized: user.name,
      first_name: first,
      last_name: rest.join(' '),
      status_text: '',
      status_emoji: '',
      avatar_hash: '000000000000',
      ...(user.email === undefined ? {} : { email: user.email }),
      team: user.teamId,
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.guest !== undefined,
    is_ultra_restricted: user.guest === 'ultra',
    is_bot: user.bot,
    is_app_user: false,
    is_email_confirmed: user.emailConfirmed,
    updated: user.updated,
    who_can_share_contact_card: 'EVERYONE',
    ...(isStranger ? { is_stranger: true } : {}),
    ...(user.enterpriseId === undefined ? {} : { enterprise_user: enterpriseShape(user, user.enterpriseId) }),
  };
}

function enterpriseShape(user: User, enterpriseId: string): Json {
  return {
    id: `W${user.id.slice(1)}`,
    enterprise_id: enterpriseId,
    enterprise_name: enterpriseId,
    is_admin: false,
    is_owner: false,
    teams: [user.teamId],
  };
}
