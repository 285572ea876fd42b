import type { Method } from './types.ts';

export const authMethods: Record<string, Method> = {
  'api.test': (_desk, given) => ({ args: given }),
  'auth.test': ({ store, app }) => ({
    url: `https://${store.team.domain}.slack.com/`,
    team: store.team.name,
    user: app.name.toLowerCase(),
    team_id: store.team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    ...(store.team.enterpriseId === undefined ? {} : { enterprise_id: store.team.enterpriseId }),
    is_enterprise_install: false,
  }),
  'team.info': ({ store }) => ({
    team: {
      id: store.team.id,
      name: store.team.name,
      domain: store.team.domain,
      url: `https://${store.team.domain}.slack.com/`,
      email_domain: '',
      icon: { image_default: true },
      ...(store.team.enterpriseId === undefined ? {} : { enterprise_id: store.team.enterpriseId }),
    },
  }),
};
