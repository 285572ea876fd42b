import { object, text } from '../../common/json.ts';
import type { Desk } from '../desk.ts';
import { TOKEN_SECONDS } from '../oauth2/grants.ts';
import { unauthorized } from '../refusal.ts';
import { applicationShape } from '../shapes/command.ts';
import { userShape } from '../shapes/user.ts';
import type { Json } from '../types.ts';
import type { Answer, Request, Route } from './types.ts';

/** OAuth2 besides the page on which people agree: tokens, and whom they speak for. */
export const oauthRoutes: Route[] = [
  { method: 'POST', path: '/oauth2/token', isOpen: true, run: (desk, request) => token(desk, request) },
  {
    method: 'POST',
    path: '/oauth2/token/revoke',
    isOpen: true,
    run: (desk, request) => {
      const given = object(request.body);
      if (!isClient(desk, request, given)) return refused('invalid_client', 401);
      desk.grants.revoke(String(given['token']));
      return { body: {} };
    },
  },
  {
    method: 'GET',
    path: '/oauth2/@me',
    isOpen: true,
    run: (desk, { authorization }) => {
      const grant = desk.grants.bearer(authorization);
      const user = desk.store.users.get(grant?.user ?? '');
      if (grant === undefined || user === undefined) throw unauthorized();
      return {
        body: {
          application: applicationShape(desk),
          scopes: grant.scopes,
          expires: new Date(grant.expiresAt).toISOString(),
          ...(grant.scopes.includes('identify') ? { user: userShape(user) } : {}),
        },
      };
    },
  },
];

function token(desk: Desk, request: Request): Answer {
  const given = object(request.body);
  if (!isClient(desk, request, given)) return refused('invalid_client', 401);
  const kind = given['grant_type'];
  if (kind !== 'authorization_code' && kind !== 'refresh_token') {
    return refused('unsupported_grant_type', 400, 'Grant type None is not supported');
  }
  const made =
    kind === 'refresh_token'
      ? desk.grants.refresh(String(given['refresh_token']))
      : desk.grants.exchange(String(given['code']), String(given['redirect_uri']), text(given['code_verifier']));
  if (made === undefined) {
    return refused(
      'invalid_grant',
      400,
      `Invalid "${kind === 'refresh_token' ? 'refresh_token' : 'code'}" in request.`,
    );
  }
  return {
    body: {
      token_type: 'Bearer',
      access_token: made.access,
      expires_in: TOKEN_SECONDS,
      refresh_token: made.refresh,
      scope: made.scopes.join(' '),
    },
  };
}

/** The client authenticates with Basic, or with client_id and client_secret in the body. */
function isClient({ app }: Desk, { authorization }: Request, given: Json): boolean {
  const basic = /^Basic (\S+)$/.exec(authorization ?? '')?.[1];
  if (basic === undefined) return given['client_id'] === app.id && given['client_secret'] === app.clientSecret;
  return Buffer.from(basic, 'base64').toString('utf8') === `${app.id}:${app.clientSecret}`;
}

function refused(error: string, status: number, description?: string): Answer {
  return { status, body: { error, ...(description === undefined ? {} : { error_description: description }) } };
}
