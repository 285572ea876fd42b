import type { Access } from '../../domain/access.ts';
import { taskStatus } from '../../domain/request/task.ts';
import { callbackEndpoint } from '../../domain/webhook/callbacks.ts';
import type { Delivery } from '../../ports/webhooks.ts';
import type { Deps } from '../deps.ts';
import type { Tasks } from '../requests/tasks.ts';
import { messageId, pending } from './happened.ts';

/** Has clients told that a request of theirs came to an end, at the callback that they named. Harmless to repeat. */
export function createTellCallbacks(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  parts: { readonly tasks: Pick<Tasks, 'lookAt'>; readonly wake: (lanes: readonly string[]) => Promise<void> },
) {
  return async function ofAccess({ id }: Pick<Access, 'id'>): Promise<void> {
    const { clients = [], tenant } = directory.catalogue;
    if (clients.every(({ callbacks = [] }) => callbacks.length === 0)) return;
    const now = clock.now();
    const found = await store.requests.withCallback(id);
    const deliveries: Delivery[] = [];
    for (const task of found) {
      const client = clients.find((one) => one.id === task.client);
      const declared = client?.callbacks?.find(({ url }) => url === task.callback?.endpoint);
      if (client === undefined || declared === undefined || task.callback === null) continue;
      const { states } = await parts.tasks.lookAt(task);
      const status = taskStatus(states);
      const { events } = task.callback;
      if (status === 'pending' || (events !== null && !events.includes(status))) continue;
      const endpoint = callbackEndpoint(client, declared).id;
      deliveries.push(
        pending(
          {
            id: messageId([tenant, endpoint, task.id, status]),
            endpoint,
            group: `task/${task.handle}`,
            seq: 1,
            type: `task.${status}`,
            source: { kind: 'task', task: task.id, status },
            at: Math.max(...states.map(({ endedAt }) => endedAt ?? now)),
          },
          now,
        ),
      );
    }
    if (deliveries.length === 0) return;
    await store.webhooks.add(deliveries);
    await parts.wake(deliveries.map(({ lane }) => lane));
  };
}

export type TellCallbacks = ReturnType<typeof createTellCallbacks>;
