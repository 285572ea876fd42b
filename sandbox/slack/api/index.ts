import type { Desk } from '../desk.ts';
import { refusal } from '../refusal.ts';
import { lacking } from '../scopes.ts';
import type { Json } from '../types.ts';
import { authMethods } from './auth.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import type { Method } from './types.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

const METHODS: Record<string, Method> = {
  ...authMethods,
  ...userMethods,
  ...conversationMethods,
  ...chatMethods,
  ...viewMethods,
};

/**
 * Calls a Web API method for the app.
 * @param openConnection makes the address for apps.connections.open; absent where Socket Mode is off
 * @throws a refusal, as Slack would answer
 */
export function call(
  desk: Desk,
  method: string,
  token: string | undefined,
  given: Json,
  openConnection?: () => string,
): Json {
  if (method === 'apps.connections.open') {
    if (token === undefined) throw refusal('not_authed');
    if (token !== desk.app.appToken)
      throw refusal(token === desk.app.botToken ? 'not_allowed_token_type' : 'invalid_auth');
    if (openConnection === undefined) throw refusal('socket_mode_not_enabled');
    return { url: openConnection() };
  }
  const run = METHODS[method];
  if (run === undefined) throw refusal('unknown_method');
  if (method !== 'api.test') {
    if (token === undefined) throw refusal('not_authed');
    if (token !== desk.app.botToken)
      throw refusal(token === desk.app.appToken ? 'not_allowed_token_type' : 'invalid_auth');
  }
  if (method !== 'api.test' && !desk.settings.installed) throw refusal('account_inactive');
  const lacks = lacking(method, desk.settings.scopes);
  if (lacks !== null) {
    throw refusal('missing_scope', [], { needed: lacks.join(','), provided: desk.settings.scopes.join(',') });
  }
  return run(desk, given);
}
