import type { Client } from '../../domain/catalogue.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from '../../ports/http.ts';
import { StoreUnavailable } from '../../ports/store.ts';
import type { Requests } from '../../services/requests/index.ts';
import type { Seen } from '../../services/requests/render.ts';
import { renderTask } from '../../services/requests/render.ts';
import { words } from '../../words/index.ts';
import type { Answering } from '../answer.ts';
import { allowed, bodyOf, Refused } from '../answer.ts';
import { baseOf } from '../metadata.ts';
import { paths } from '../paths.ts';
import { faultOf } from '../fault.ts';
import { plainProblem, problem, unknownTask } from './problems.ts';
import { submissionSchema } from './schema.ts';
import { cancelShape } from './shapes.ts';
import { createSubmission } from './submission.ts';
import type { BindingTokens } from './tokens.ts';

/** A larger body is refused with 413 and isn’t read, in bytes. */
const maxBytes = 65_536;
/** How long verification keys may be kept, and after how long a task is looked at again, in seconds. */
const keysForSeconds = 300;
const againAfterSeconds = 5;

export interface RequestParts {
  readonly requests: Requests;
  readonly tokens: BindingTokens;
}

/** Requests, their tasks, their schema and the keys of binding tokens. `parts` null: MongoDB isn’t open yet. */
export function requestRoutes(
  settings: Answering & { readonly publicUrl: string | null },
  parts: () => RequestParts | null,
): readonly ApiRoute[] {
  const { publicUrl, log } = settings;

  const ready = (): RequestParts => {
    const given = parts();
    if (given === null) throw new StoreUnavailable('MongoDB isn’t open yet');
    return given;
  };

  /** What these endpoints have in common: errors are problem details (RFC 9457). */
  const answered = async (work: () => Promise<ApiAnswer>): Promise<ApiAnswer> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refused) {
        const title = error.status === 429 ? words.access.tooMany : words.access.title;
        return { ...plainProblem(error.status, error.message, title), headers: error.headers };
      }
      if (!(error instanceof StoreUnavailable)) throw error;
      log.warn({ err: error }, 'A request through the API has to be sent again because MongoDB is away');
      const away = plainProblem(503, 'Latchkey can’t take it now. Send the same again.', 'Not now');
      return { ...away, headers: { 'retry-after': '5' } };
    }
  };

  const route = (
    method: ApiRoute['method'],
    path: string,
    handle: (client: Client, request: ApiRequest) => Promise<ApiAnswer>,
  ): ApiRoute => ({
    method,
    path,
    maxBytes: method === 'GET' ? 0 : maxBytes,
    handle: (request) => answered(() => handle(allowed(request, settings, 'request'), request)),
  });

  return [
    {
      method: 'GET',
      path: paths.jwks,
      maxBytes: 0,
      handle: () =>
        answered(() =>
          Promise.resolve({
            status: 200,
            json: ready().tokens.jwks(),
            headers: { 'cache-control': `public, max-age=${keysForSeconds}` },
          }),
        ),
    },
    route('POST', paths.requests, (client, request) =>
      createSubmission(ready())(client, request, baseOf(request, publicUrl)),
    ),
    route('GET', `${paths.requests}/:id`, async (client, { params }) => {
      const found = await ready().requests.look(client, params['id'] ?? '');
      return found === null ? unknownTask() : taskAnswer(found, client);
    }),
    route('POST', `${paths.requests}/:id/cancel`, async (client, request) => {
      const { data, error } = cancelShape.safeParse(request.body.length === 0 ? {} : bodyOf(request));
      if (error) throw new Refused(400, faultOf(error));
      const id = request.params['id'] ?? '';
      const done = await ready().requests.cancel(client, id, data.comment ?? data.reason ?? null);
      if (done === null) return unknownTask();
      return done === 'over' ? problem('invalid_task_state', words.access.isOver) : taskAnswer(done, client);
    }),
    route('GET', paths.requestSchema, (client, { query }) => {
      const schema = submissionSchema(client, query);
      return Promise.resolve(
        schema === null
          ? plainProblem(404, words.access.noSchema, words.access.noSchemaTitle)
          : { status: 200, json: schema },
      );
    }),
  ];
}

/** A task as it stands; one that is pending is looked at again after some seconds. */
function taskAnswer(found: Seen, client: Client): ApiAnswer {
  const json = renderTask(found, client);
  const isPending = json.task.status === 'pending';
  return { status: 200, json, ...(isPending && { headers: { 'retry-after': String(againAfterSeconds) } }) };
}
