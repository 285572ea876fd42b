import { taskStatus } from '../../domain/request/task.ts';
import type { Deps } from '../deps.ts';
import type { Tasks } from './tasks.ts';

/** How long a key is remembered after the end (Access Request and Approval Profile, § Access Request Submission), in ms. */
const rememberedMs = 86_400_000;
/** When something pending is looked at again, in ms. */
const againMs = 7 * 86_400_000;
const batch = 50;

/** Takes away tasks that ended at least a day ago, and whose approvals can’t be presented any more. */
export function createForgetTasks(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  { tasks }: { readonly tasks: Pick<Tasks, 'lookAt'> },
) {
  return async function forget(): Promise<void> {
    const now = clock.now();
    for (const task of await store.requests.old(now, batch)) {
      const { states } = await tasks.lookAt(task);
      const ends = states.map(({ endedAt, approval }) => Math.max(endedAt ?? 0, approval?.until ?? 0) + rememberedMs);
      const until = taskStatus(states) === 'pending' ? now + againMs : Math.max(...ends);
      await store.requests.keep(task.id, until > now ? until : null);
    }
  };
}
