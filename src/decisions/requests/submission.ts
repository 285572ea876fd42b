import type { Client } from '../../domain/catalogue.ts';
import type { TaskCallback } from '../../domain/request/task.ts';
import { isWebAddress } from '../../lib/web-address.ts';
import { canonicalHash, canonicalJson } from '../../lib/canonical-hash.ts';
import { sha256 } from '../../lib/sha256.ts';
import type { ApiAnswer, ApiRequest } from '../../ports/http.ts';
import type { Requests } from '../../services/requests/index.ts';
import type { Seen } from '../../services/requests/render.ts';
import { renderTask } from '../../services/requests/render.ts';
import type { Submission, Submitted, WantedItem } from '../../services/requests/submit.ts';
import { words } from '../../words/index.ts';
import { bodyOf, Refused } from '../answer.ts';
import { faultOf } from '../fault.ts';
import { readChain } from './actors.ts';
import { plain } from './plain.ts';
import { plainProblem, problem, tooMany } from './problems.ts';
import type { SubmissionShape } from './shapes.ts';
import { longestState, submissionShape } from './shapes.ts';
import type { BindingTokens } from './tokens.ts';

const longestKey = 255;

/**
 * `POST /access/v1/requests`. The order of its checks: the idempotency key, which gives its first answer also where a token is
 * too old by now; of each denial the signature, the audience, the binding and the freshness; then who acts; and when it’s
 * written, that no other request used the token.
 */
export function createSubmission({
  requests,
  tokens,
}: {
  readonly requests: Requests;
  readonly tokens: BindingTokens;
}) {
  return async function submission(client: Client, request: ApiRequest, base: string): Promise<ApiAnswer> {
    const raw = bodyOf(request);
    const key = keyIn(request);
    const body = canonicalJson(raw) === null ? undefined : canonicalHash(raw);
    if (body === undefined)
      throw new Refused(400, 'The body has text that isn’t well-formed Unicode, or is nested too deeply.');
    if (key !== null) {
      const known = await requests.known(client, key, body);
      if (known === 'other-body') return problem('duplicate_request', words.access.otherBody);
      if (known !== null) return taken(await requests.lookAt(known), client);
    }
    const { data, error } = submissionShape.safeParse(raw);
    if (error) throw new Refused(400, faultOf(error));
    const items = itemsOf(data);
    const denials: { readonly evaluation: string; readonly until: number }[] = [];
    for (const item of items) {
      const { denial = data.denial, action, resource } = item;
      if (denial?.binding_token === undefined || denial.expires_at === undefined) {
        return problem('invalid_denial_binding', words.access.noToken);
      }
      const verified = await tokens.verify({
        token: denial.binding_token,
        evaluation: denial.evaluation_id ?? null,
        expiresAt: denial.expires_at,
        client: client.id,
        bound: { subject: plain(data.subject), action: plain(action), resource: plain(resource) },
        base,
      });
      if (!verified.ok) return unverified[verified.why]();
      if (denials.some(({ evaluation }) => evaluation === verified.evaluation)) {
        return problem('invalid_denial_binding', words.access.sharedToken);
      }
      denials.push(verified);
    }
    const chain = readChain(client, data.client?.actor, data.subject.properties?.['act']);
    if (!chain.ok) return plainProblem(chain.status, chain.sentence);
    const callback = callbackOf(client, data);
    const wanted: Submission = {
      client,
      key,
      body,
      base,
      subject: { type: data.subject.type, id: data.subject.id },
      items: items.map((item) => wantedOf(data, item)),
      isBundle: data.items !== undefined,
      justification: textOf(data.context?.business_justification),
      actors: chain.names,
      link: linkOf(data),
      callback,
      denials,
    };
    const done = await requests.submit(wanted);
    return done.ok ? taken(await requests.lookAt(done.task), client) : refused(done);
  };
}

/** A task handle: 201 where it’s over already, else 202. */
function taken(found: Seen, client: Client): ApiAnswer {
  const json = renderTask(found, client);
  const { task } = json;
  return {
    status: task.status === 'pending' ? 202 : 201,
    json,
    headers: { location: String(task['status_endpoint']) },
  };
}

const unverified = {
  'not-ours': () => problem('invalid_denial_binding', words.access.badToken),
  'not-bound': () => problem('invalid_denial_binding', words.access.notBound),
  expired: () => problem('expired_denial', words.access.tooOld),
} as const;

function refused({ why, sentence, retryAfter }: Extract<Submitted, { ok: false }>): ApiAnswer {
  switch (why) {
    case 'permitted':
    case 'none':
      return problem('not_requestable', sentence);
    case 'used-token':
      return problem('invalid_denial_binding', sentence);
    case 'other-body':
      return problem('duplicate_request', sentence);
    case 'over-budget':
      return tooMany(sentence, retryAfter ?? 1);
    case 'unknown-entitlement':
    case 'refused':
      return plainProblem(400, sentence);
  }
}

type Item = NonNullable<SubmissionShape['items']>[number];

function itemsOf({ items, resource, action, denial }: SubmissionShape): readonly Item[] {
  if (items !== undefined) return items;
  if (resource === undefined || action === undefined) throw new Error('A submission about nothing');
  return [{ resource, action, ...(denial !== undefined && { denial }) }];
}

function wantedOf(
  { requested_access: all }: SubmissionShape,
  { resource, action, requested_access: own }: Item,
): WantedItem {
  const wanted = { ...all, ...own };
  return {
    resource: plain(resource),
    action: plain(action),
    named: wanted['latchkey.dev/entitlement'] ?? null,
    until: wanted.requested_until ?? null,
    isEmergency: wanted.emergency === true,
  };
}

/** The callback that is named, which has to be one of the client’s (§ Callback Completion); null: none is. */
function callbackOf({ callbacks = [] }: Client, { callback }: SubmissionShape): TaskCallback | null {
  if (callback === undefined) return null;
  if (!callbacks.some(({ url }) => url === callback.endpoint)) throw new Refused(400, words.access.unknownCallback);
  const state = callback.state === undefined ? null : JSON.stringify(callback.state);
  if (state !== null && state.length > longestState) {
    throw new Refused(400, `callback.state is longer than ${longestState} characters.`);
  }
  return { endpoint: callback.endpoint, state, events: callback.events ?? null };
}

function linkOf({ client }: SubmissionShape): string | null {
  const url = client?.source?.external_url;
  return url !== undefined && isWebAddress(url) ? url : null;
}

function textOf(text: string | undefined): string | null {
  const value = text?.trim() ?? '';
  return value === '' ? null : value;
}

function keyIn(request: ApiRequest): string | null {
  const key = request.header('idempotency-key')?.trim();
  if (key === undefined) return null;
  if (key === '' || key.length > longestKey) {
    throw new Refused(400, `Idempotency-Key has to have 1 to ${longestKey} characters.`);
  }
  return sha256(key);
}
