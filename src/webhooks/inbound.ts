import type { Hook } from '../domain/catalogue.ts';
import type { ApiAnswer, ApiRequest, ApiRoute } from '../ports/http.ts';
import type { TakeDelivery } from '../ports/inbound.ts';
import type { Log } from '../ports/log.ts';
import { StoreUnavailable } from '../ports/store.ts';
import { verifiedId } from './verify.ts';

/** A larger body is refused with 413 and isn't read, in bytes. */
const maxBytes = 65_536;

/** A hook with its secrets, at least one. */
export interface KnownHook {
  readonly hook: Hook;
  readonly secrets: readonly string[];
}

export interface InboundParts {
  readonly take: TakeDelivery;
}

/**
 * `POST /webhooks/inbound/NAME` for each hook of latchkey.yml. `parts` null: MongoDB isn't open yet. `now` gives ms, by
 * MongoDB's clock once that is known.
 */
export function createInboundRoutes(
  settings: { readonly hooks: readonly KnownHook[]; readonly log: Log; readonly now: () => number },
  parts: () => InboundParts | null,
): readonly ApiRoute[] {
  return settings.hooks.map((known) => ({
    method: 'POST',
    path: `/webhooks/inbound/${known.hook.id}`,
    maxBytes,
    handle: (request) => handle(known, request, settings, parts),
  }));
}

async function handle(
  { hook, secrets }: KnownHook,
  request: ApiRequest,
  { log, now }: { readonly log: Log; readonly now: () => number },
  parts: () => InboundParts | null,
): Promise<ApiAnswer> {
  const headers = {
    id: request.header('webhook-id'),
    timestamp: request.header('webhook-timestamp'),
    signature: request.header('webhook-signature'),
  };
  const id = verifiedId(secrets, headers, request.body, now());
  if (id === null) return notSigned;
  const ready = parts();
  if (ready === null) return later;
  try {
    return await ready.take(hook, id, request.body);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    log.warn({ err: error, hook: hook.id }, 'A delivery has to be sent again because MongoDB is away');
    return later;
  }
}

const notSigned: ApiAnswer = {
  problem: {
    status: 401,
    title: 'The signature isn’t right',
    detail:
      'Sign the body with this hook’s secret by the Standard Webhooks specification, and send it within five minutes.',
  },
};

const later: ApiAnswer = {
  problem: { status: 503, title: 'Not now', detail: 'Latchkey can’t take the delivery now. Send it again.' },
  headers: { 'retry-after': '5' },
};
