import type { Client } from '../domain/catalogue.ts';
import type { ApiAnswer, ApiRequest } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import { StoreUnavailable } from '../ports/store.ts';
import { words } from '../words/index.ts';
import type { KnownClient } from './authenticate.ts';
import { authenticate } from './authenticate.ts';
import type { Budgeted, ClientBudgets } from './client-budgets.ts';

/** A refusal of the specification: a status, and one sentence as the body. */
export class Refused extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, sentence: string, headers: Readonly<Record<string, string>> = {}) {
    super(sentence);
    this.name = 'Refused';
    this.status = status;
    this.headers = headers;
  }
}

/**
 * What every endpoint has in common (AuthZEN 1.0, § Transport): who asks, a body of JSON, and errors as a status with a
 * sentence. Where MongoDB can't be asked the answer is 500, never an older decision.
 */
export function answering(
  { clients, log, budgets }: Answering,
  needs: keyof typeof budgetOf,
  handle: (client: Client, body: unknown, request: ApiRequest) => Promise<unknown>,
): (request: ApiRequest) => Promise<ApiAnswer> {
  return async (request) => {
    try {
      const client = allowed(request, { clients, budgets }, needs);
      return { status: 200, json: await handle(client, bodyOf(request), request) };
    } catch (error) {
      if (error instanceof Refused) return refusal(error.status, error.message, error.headers);
      const isAway = error instanceof StoreUnavailable;
      log.error({ err: error }, isAway ? 'A decision failed because MongoDB is away' : 'A decision failed');
      return refusal(500, 'Latchkey can’t decide now. Ask again, and take this for a denial.');
    }
  };
}

export interface Answering {
  readonly clients: readonly KnownClient[];
  readonly budgets: ClientBudgets;
  readonly log: Log;
}

/** What each verb takes from. */
const budgetOf = { evaluate: 'evaluations', search: 'searches', request: 'requests' } as const satisfies Partial<
  Record<Client['may'][number], Budgeted>
>;

/**
 * The client that calls, where it may do this and has some of its budget left; throws `Refused` where not, or where nobody is
 * known by the token.
 */
export function allowed(
  request: ApiRequest,
  { clients, budgets }: Pick<Answering, 'clients' | 'budgets'>,
  needs: keyof typeof budgetOf,
): Client {
  const client = authenticate(request.header('authorization'), clients);
  if (client === null) {
    const challenge = { 'www-authenticate': 'Bearer realm="latchkey"' };
    throw new Refused(401, 'Send the token of a client as Authorization: Bearer.', challenge);
  }
  if (!client.may.includes(needs))
    throw new Refused(403, `This client may not ${needs}: latchkey.yml says what it may.`);
  const wait = budgets.take(client, budgetOf[needs]);
  if (wait !== null) {
    const { requestLater, slowDown } = words.access;
    // Only a question that wasn't answered can be taken for a denial.
    const sentence = needs === 'request' ? requestLater(wait) : slowDown(wait);
    throw new Refused(429, sentence, { 'retry-after': String(wait) });
  }
  return client;
}

function refusal(status: number, sentence: string, headers: Readonly<Record<string, string>> = {}): ApiAnswer {
  return { status, json: sentence, headers };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A body of JSON that is an object; throws `Refused` for anything else. */
export function bodyOf(request: ApiRequest): unknown {
  const { body } = request;
  const type = request.header('content-type') ?? '';
  if (!/^application\/json(?:\s*;|$)/i.test(type.trim())) {
    throw new Refused(400, 'Send the request as Content-Type: application/json.');
  }
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    throw new Refused(400, 'Send the request in UTF-8 (RFC 8259).');
  if (body.length === 0) throw new Refused(400, 'The body is empty.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(utf8.decode(body));
  } catch {
    throw new Refused(400, 'The body is not JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Refused(400, 'The body has to be a JSON object.');
  }
  return parsed;
}
