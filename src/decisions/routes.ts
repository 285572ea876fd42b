import type { Client } from '../domain/catalogue.ts';
import type { ApiRequest, ApiRoute } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { Evaluate } from '../services/decisions/evaluate.ts';
import type { Search } from '../services/decisions/search.ts';
import type { Answering } from './answer.ts';
import { answering, Refused } from './answer.ts';
import type { KnownClient } from './authenticate.ts';
import { createClientBudgets } from './client-budgets.ts';
import { evaluateAll, evaluateOne } from './evaluations.ts';
import { baseOf, metadataRoute } from './metadata.ts';
import { pageOf } from './paging.ts';
import { paths } from './paths.ts';
import { createDecide } from './requests/decide.ts';
import { requestRoutes } from './requests/routes.ts';
import type { RequestParts } from './requests/routes.ts';
import type { Page } from './shapes.ts';
import { faultOf } from './fault.ts';
import { actionSearchShape, resourceSearchShape, subjectSearchShape } from './shapes.ts';

/** A larger body is refused with 413 and isn't read, in bytes. */
const maxBytes = 262_144;

export interface DecisionParts {
  readonly evaluate: Evaluate;
  readonly search: Search;
  /** Null: nothing is requested here. */
  readonly asking: RequestParts | null;
}

/**
 * The decision API: OpenID AuthZEN Authorization API 1.0, core levels (DESIGN §8). None of it is there where latchkey.yml has
 * no clients. `parts` null: MongoDB isn't open yet.
 */
export function createDecisionRoutes(
  {
    clients,
    publicUrl,
    log,
    now,
  }: {
    readonly clients: readonly KnownClient[];
    readonly publicUrl: string | null;
    readonly log: Log;
    /** Ms; what budgets go by. */
    readonly now: () => number;
  },
  parts: () => DecisionParts | null,
): readonly ApiRoute[] {
  if (clients.length === 0) return [];
  const budgets = createClientBudgets(now);
  const settings: Answering & { readonly publicUrl: string | null } = { clients, publicUrl, log, budgets };
  const ready = (): DecisionParts => {
    const given = parts();
    if (given === null) throw new Refused(500, 'Latchkey is starting. Ask again, and take this for a denial.');
    return given;
  };
  const post = (
    path: string,
    needs: Parameters<typeof answering>[1],
    handle: (client: Client, body: unknown, request: ApiRequest) => Promise<unknown>,
  ): ApiRoute => ({
    ...{ method: 'POST', path, maxBytes, refusesWith: 'sentence' },
    handle: answering(settings, needs, handle),
  });
  const hasRequests = settings.clients.some(({ client }) => client.may.includes('request'));
  const deciding = (request: ApiRequest) => createDecide(ready(), baseOf(request, settings.publicUrl));
  return [
    metadataRoute(settings.publicUrl, hasRequests),
    ...(hasRequests ? requestRoutes(settings, () => parts()?.asking ?? null) : []),
    post(paths.evaluation, 'evaluate', (client, body, request) => evaluateOne(deciding(request), client, body)),
    post(paths.evaluations, 'evaluate', (client, body, request) =>
      evaluateAll(deciding(request), client, body, (count) => budgets.takeMore(client, 'evaluations', count - 1)),
    ),
    post(paths.searchSubject, 'search', async (client, body) => {
      const { data, error } = subjectSearchShape.safeParse(body);
      if (error) throw new Refused(400, faultOf(error));
      const { subject, action, resource, context, page } = data;
      const all = await ready().search.subjects(client, subject.type, action.name, resource);
      return paged(all, ({ id }) => id, { subject, action, resource, context, client: client.id }, page);
    }),
    post(paths.searchResource, 'search', async (client, body) => {
      const { data, error } = resourceSearchShape.safeParse(body);
      if (error) throw new Refused(400, faultOf(error));
      const { subject, action, resource, context, page } = data;
      const all = await ready().search.resources(client, subject, action.name, resource.type);
      return paged(all, ({ id }) => id, { subject, action, resource, context, client: client.id }, page);
    }),
    post(paths.searchAction, 'search', async (client, body) => {
      const { data, error } = actionSearchShape.safeParse(body);
      if (error) throw new Refused(400, faultOf(error));
      const { subject, resource, context, page } = data;
      const all = (await ready().search.actions(client, subject, resource)).map((name) => ({ name }));
      return paged(all, ({ name }) => name, { subject, resource, context, client: client.id }, page);
    }),
  ];
}

/** The page first, so that a receiver can show how far it is (§ The Search API Response). */
function paged<T>(all: readonly T[], keyOf: (one: T) => string, request: object, page: Page) {
  const found = pageOf(all, keyOf, request, page);
  if (!found.ok) throw new Refused(400, found.sentence);
  return { page: found.page, results: found.results };
}
