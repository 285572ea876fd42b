import type { Access } from '../../domain/access.ts';
import { everyEndpoint } from '../../domain/webhook/callbacks.ts';
import type { Journal } from '../audit/journal.ts';
import type { Deps } from '../deps.ts';
import type { FindMentions } from '../identity/mentions.ts';
import type { Notify } from '../notify/notify.ts';
import type { SendOnce } from '../notify/send-once.ts';
import { createAttempt } from './attempt.ts';
import { createDeliver } from './deliver.ts';
import { createEndpoints } from './endpoints.ts';
import { createRender } from './render.ts';
import { createReplay } from './replay.ts';
import { createReport } from './report.ts';
import type { Tasks } from '../requests/tasks.ts';
import { createTellCallbacks } from './tell-callbacks.ts';
import { createTellEndpoints } from './tell-endpoints.ts';

/** Lanes that one sweep has worked on. */
const batch = 200;
/** How often what is older than a week is taken away, in ms. */
const forgetEveryMs = 60_000;

/** Outgoing webhooks (DESIGN §8, _Out_). */
export function createWebhooks(
  deps: Deps,
  parts: {
    readonly journal: Journal;
    readonly sendOnce: SendOnce;
    readonly mentions: FindMentions;
    readonly notify: Pick<Notify, 'administrators'>;
    readonly tasks: Pick<Tasks, 'lookAt'>;
    /** Takes away what is kept of requests that are over. */
    readonly forgetRequests: () => Promise<void>;
  },
) {
  const { store, directory, clock } = deps;
  const endpoints = createEndpoints(deps, parts.journal);
  const report = createReport(deps, parts);
  const tell = createTellEndpoints(deps);
  const sender = deps.sender ?? { send: () => Promise.reject(new Error('This process sends nothing to endpoints')) };
  const attempt = createAttempt(deps, { sender, render: createRender(deps), endpoints, report });
  const tellCallbacks = createTellCallbacks(deps, { tasks: parts.tasks, wake: tell.wake });
  let forgotten = -Infinity;
  let hadEndpoints = true;
  return {
    endpoints,
    tell: {
      ...tell,
      async ofAccess(access: Access, ns: readonly number[]): Promise<void> {
        await tell.ofAccess(access, ns);
        await tellCallbacks(access);
      },
    },
    replay: createReplay(deps, endpoints),
    deliver: createDeliver(deps, { attempt, endpoints, report }),
    /** Has what is due worked on. Asks nothing where there are no endpoints, and nothing is left of earlier ones. */
    async dueDeliveries(): Promise<number> {
      const now = clock.now();
      const isForgetting = now - forgotten >= forgetEveryMs;
      if (everyEndpoint(directory.catalogue).length > 0) hadEndpoints = true;
      if (isForgetting) await parts.forgetRequests();
      if (!hadEndpoints && !isForgetting) return 0;
      await tell.ofJournal();
      const due = await store.webhooks.dueLanes(now, batch);
      await tell.wake(due);
      if (due.length === 0) hadEndpoints = false;
      if (isForgetting) {
        forgotten = now;
        await store.webhooks.forget(now);
      }
      return due.length;
    },
  };
}
