import type { Access } from '../../domain/access.ts';
import type { Client } from '../../domain/catalogue.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import type { Task } from '../../domain/request/task.ts';
import { taskStatus } from '../../domain/request/task.ts';
import type { TypedText } from '../../domain/events/index.ts';
import type { Perform } from '../access/handle-command.ts';
import type { Deps } from '../deps.ts';
import { reaches } from '../inbound/reach.ts';
import { clientRef } from './refs.ts';
import type { Seen } from './render.ts';
import { seen } from './render.ts';

/** Looks tasks up and cancels them. A task of another client, or about what isn’t the client’s any more, isn’t there. */
export function createTasks(
  { store, clock, ids }: Pick<Deps, 'store' | 'clock' | 'ids'>,
  parts: { readonly perform: Perform },
) {
  return { look, lookAt, cancel };

  /** Null: unknown, or not this client’s. */
  async function look(client: Client, id: string): Promise<Seen | null> {
    const task = await store.requests.byId(id);
    return task === null || !isTheirs(client, task) ? null : lookAt(task);
  }

  async function lookAt(task: Task): Promise<Seen> {
    const accesses = new Map<string, Access>();
    for (const { access } of task.items) {
      if (access === null || accesses.has(access)) continue;
      const found = (await store.accesses.byId(access))?.access;
      if (found !== undefined) accesses.set(access, found);
    }
    return seen(task, accesses);
  }

  /** Withdraws what is pending of a task; `over`: nothing is. Null: unknown, or not this client’s. */
  async function cancel(client: Client, id: string, comment: string | null): Promise<Seen | 'over' | null> {
    const before = await look(client, id);
    if (before === null) return null;
    const { task, accesses, states } = before;
    if (taskStatus(states) !== 'pending') return 'over';
    const text: TypedText | null = comment === null ? null : { salt: ids.salt(), value: comment };
    for (const [index, { asker }] of task.items.entries()) {
      const access = accesses[index];
      if (states[index]?.status !== 'pending' || access === null || access === undefined) continue;
      const command = `api/${client.id}/${asker}/cancel`;
      await parts.perform(
        {
          id: command,
          command: { name: 'withdraw', by: clientRef(client).id, asker },
          actor: null,
          origin: clientRef(client),
          subject: access.person,
          entitlement: access.entitlement,
          delivery: command,
          heardAt: clock.now(),
          text,
          via: 'api',
        },
        access,
      );
    }
    return lookAt(task);
  }
}

export type Tasks = ReturnType<typeof createTasks>;

function isTheirs(client: Client, task: Task): boolean {
  return (
    task.client === client.id &&
    task.items.every(({ entitlement }) => {
      const read = parseEntitlementKey(entitlement);
      return read !== null && reaches(client, read);
    })
  );
}
