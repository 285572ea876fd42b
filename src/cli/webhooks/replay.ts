import type { Store } from '../../ports/store.ts';
import type { ExitCode, Io } from '../io.ts';
import { outJson, wrongUse } from '../io.ts';
import { withStore } from '../with-store.ts';
import { momentOf, namedEndpoint } from './endpoint.ts';
import { endpointServices } from './services.ts';

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly message?: readonly string[];
  readonly undelivered?: boolean;
  readonly json?: boolean;
}

/** Sends events again, with the ids that they had: those of a span, or single messages. 1: there was nothing to send. */
export async function replay(io: Io, id: string, options: Options): Promise<ExitCode> {
  const { from, to, message: messages = [], undelivered = false, json = false } = options;
  if (messages.length > 0 && (from !== undefined || to !== undefined || undelivered))
    throw wrongUse('Say either --message, or --from with --to and --undelivered, not both.');
  if (from === undefined && messages.length === 0)
    throw wrongUse('Say what to send again: --from 2h, or --message ID (latchkey webhooks list ENDPOINT shows ids).');
  const { catalogue, endpoint } = await namedEndpoint(io, id);
  return withStore<ExitCode>(io, catalogue.tenant, async (store, clock) => {
    const now = clock.now();
    const services = endpointServices(store, clock, catalogue);
    const sent =
      from === undefined
        ? await again(store, endpoint.id, messages, now)
        : await services.replay.replay(endpoint, {
            from: momentOf(from, '--from', now),
            to: to === undefined ? undefined : momentOf(to, '--to', now),
            all: !undelivered,
          });
    const { state } = await services.endpoints.state(endpoint);
    if (json) await outJson(io, { ok: sent > 0, endpoint: endpoint.id, state, sent });
    else
      await io.out(
        sent === 0
          ? 'There is nothing to send again.\n'
          : `${sent === 1 ? '1 event' : `${sent} events`} will be sent again.\n`,
      );
    if (sent > 0) {
      const how =
        state === 'on'
          ? 'running workers send within seconds'
          : `${endpoint.id} is ${state}: latchkey webhooks resume ${endpoint.id}`;
      io.say(`latchkey: ${how}`);
    }
    return sent > 0 ? 0 : 1;
  });
}

/** Single messages, all of them of this endpoint and kept still. */
async function again(store: Store, endpoint: string, messages: readonly string[], now: number): Promise<number> {
  const found = await Promise.all(messages.map((id) => store.webhooks.byId(id)));
  const missing = messages.filter((_, index) => found[index]?.endpoint !== endpoint);
  if (missing.length > 0)
    throw wrongUse(
      `${endpoint} has no message ${missing.join(', ')}: they are kept for a week (latchkey webhooks list ${endpoint}).`,
    );
  const deliveries = found.flatMap((one) => (one === null ? [] : [{ ...one, createdAt: now, nextAt: now }]));
  return store.webhooks.addAgain(deliveries, true);
}
