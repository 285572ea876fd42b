import type { Task } from './task.ts';

/** The path below which tasks are looked up. */
export const taskPath = '/access/v1/requests';

/**
 * What a client is told at its callback (Access Request and Approval Profile, § Callback Completion): that a task came to an end.
 * It says no more, so that the task itself is looked up before anything is enforced. Pure.
 */
export function renderCallback({ id, base, callback }: Task, status: string): string {
  return JSON.stringify({
    ...(callback !== null && callback.state !== null && { state: JSON.parse(callback.state) as unknown }),
    task: { id, status, status_endpoint: `${base}${taskPath}/${id}` },
  });
}
