import type { Route } from './types.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { generalRoutes } from './general.ts';
import { guildRoutes } from './guild.ts';
import { interactionRoutes } from './interactions.ts';
import { memberRoutes } from './members.ts';
import { oauthRoutes } from './oauth.ts';

/** Everything that the REST API offers. */
export const ROUTES: readonly Route[] = [
  ...generalRoutes,
  ...guildRoutes,
  ...memberRoutes,
  ...channelRoutes,
  ...commandRoutes,
  ...interactionRoutes,
  ...oauthRoutes,
];

/** The route of a request, with what its path names. @returns `other` where the path is known with other methods only */
export function routeOf(
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | 'other' | undefined {
  const fitting = ROUTES.flatMap((route) => {
    const params = paramsOf(route.path, path);
    return params === undefined ? [] : [{ route, params }];
  });
  // What is written out goes before what a name stands for: /users/@me before /users/:user.
  const [best] = fitting
    .filter(({ route }) => route.method === method)
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  return best ?? (fitting.length > 0 ? 'other' : undefined);
}

function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [n, segment] of wanted.entries()) {
    const actual = given[n] ?? '';
    if (segment.startsWith(':')) params[segment.slice(1)] = actual;
    else if (segment !== actual) return undefined;
  }
  return params;
}
