import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { testType } from '../../domain/webhook/codecs.ts';
import type { Store } from '../../ports/store.ts';
import type { Delivery } from '../../ports/webhooks.ts';
import { createAttempt } from '../../services/webhooks/attempt.ts';
import { createDeliver } from '../../services/webhooks/deliver.ts';
import { messageId, pending } from '../../services/webhooks/happened.ts';
import { answerText } from '../../services/webhooks/messages.ts';
import { createRender } from '../../services/webhooks/render.ts';
import { createSender } from '../../webhooks/sender.ts';
import type { ExitCode, Io } from '../io.ts';
import { outJson, wrongUse } from '../io.ts';
import { knownEndpoints } from '../read-settings.ts';
import { withStore } from '../with-store.ts';
import { namedEndpoint } from './endpoint.ts';
import { endpointServices } from './services.ts';

/** How long a worker that was faster may take, in ms: longer than an attempt. */
const patienceMs = 20_000;
const pauseMs = 250;

/**
 * Sends `webhook.test` the way every event goes: kept in MongoDB, signed, checked for where it goes, and noted. It's tried once.
 * 0: it was accepted.
 */
export async function test(io: Io, id: string, { json = false }: { readonly json?: boolean }): Promise<ExitCode> {
  const { catalogue, endpoint } = await namedEndpoint(io, id);
  const { known, problems } = knownEndpoints(io, [endpoint]);
  if (problems.length > 0) throw wrongUse(problems.map(({ sentence }) => sentence).join('\n'));
  return withStore<ExitCode>(io, catalogue.tenant, async (store, clock) => {
    const { deps, endpoints } = endpointServices(store, clock, catalogue);
    const sender = createSender(known, clock);
    const report = () => Promise.resolve();
    const attempt = createAttempt(deps, { sender, render: createRender(deps), endpoints, report });
    const deliver = createDeliver(deps, { attempt, endpoints, report });
    const now = clock.now();
    const run = randomUUID();
    const delivery = pending(
      {
        id: messageId(['test', run]),
        endpoint: endpoint.id,
        group: `test/${run}`,
        seq: 1,
        type: testType,
        source: { kind: 'test' },
        at: now,
      },
      now,
    );
    try {
      await store.webhooks.add([delivery]);
      await deliver(delivery.lane);
      const done = await settled(store, delivery.id);
      const made = done?.attempts.at(-1);
      const ok = done?.state === 'delivered';
      if (json) {
        const shown = made && { ...made, at: new Date(made.at).toISOString() };
        await outJson(io, { ok, endpoint: endpoint.id, id: delivery.id, attempt: shown ?? null });
      } else await io.out(`${sentence(endpoint.id, ok, done)}\n`);
      return ok ? 0 : 1;
    } finally {
      await sender.close();
    }
  });
}

/** What became of it, here or with a worker that was faster. */
async function settled(store: Store, id: string): Promise<Delivery | null> {
  for (let waited = 0; ; waited += pauseMs) {
    const found = await store.webhooks.byId(id);
    if (found?.state !== 'pending' || waited >= patienceMs) return found;
    await wait(pauseMs);
  }
}

function sentence(id: string, ok: boolean, done: Delivery | null): string {
  const made = done?.attempts.at(-1);
  if (made === undefined) return `${id} wasn’t asked: another process has the test, and nothing is known of it yet.`;
  const answer = answerText(made);
  return ok
    ? `${id} accepted the test in ${made.durationMs} ms: ${answer}`
    : `${id} didn’t accept the test (after ${made.durationMs} ms): ${answer}`;
}
