import { unauthorized, unknownUser } from '../refusal.ts';
import { applicationShape } from '../shapes/command.ts';
import { userShape } from '../shapes/user.ts';
import { isBot } from './authorize.ts';
import type { Route } from './types.ts';

/** The Gateway's address, the app, and users. */
export const generalRoutes: Route[] = [
  {
    method: 'GET',
    path: '/gateway',
    isOpen: true,
    run: (desk) => ({ body: { url: gatewayUrl(desk.url()) } }),
  },
  {
    method: 'GET',
    path: '/gateway/bot',
    run: (desk) => ({
      body: {
        url: gatewayUrl(desk.url()),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
      },
    }),
  },
  ...['/applications/@me', '/oauth2/applications/@me'].map((path): Route => ({
    method: 'GET',
    path,
    run: (desk) => ({ body: applicationShape(desk) }),
  })),
  {
    method: 'GET',
    path: '/users/@me',
    isOpen: true,
    run: (desk, { authorization }) => {
      if (isBot(desk, authorization)) {
        const bot = desk.store.users.get(desk.app.id);
        if (bot === undefined) throw unknownUser();
        return { body: { ...userShape(bot), email: null, verified: true, mfa_enabled: false, locale: 'en-US' } };
      }
      const grant = desk.grants.bearer(authorization);
      const user = desk.store.users.get(grant?.user ?? '');
      if (grant === undefined || user === undefined || !grant.scopes.includes('identify')) throw unauthorized();
      const email = grant.scopes.includes('email') ? { email: user.email, verified: user.verified } : {};
      return { body: { ...userShape(user), mfa_enabled: false, locale: 'en-US', premium_type: 0, ...email } };
    },
  },
  {
    method: 'GET',
    path: '/users/:user',
    run: (desk, { params }) => {
      const user = desk.store.users.get(params['user'] ?? '');
      if (user === undefined) throw unknownUser();
      return { body: userShape(user) };
    },
  },
];

export const gatewayUrl = (url: string): string => `${url.replace('http', 'ws')}/gateway`;
