import type { Deps } from '../deps.ts';
import type { ImportCatalogue } from '../catalogue/import.ts';

/** Has what was reported, or decided about a report, take effect in this process: one question while nothing changed. */
export function createFollowReports(
  { store }: Pick<Deps, 'store'>,
  parts: Pick<ImportCatalogue, 'importReports' | 'follow'> & { readonly tellOfWaiting: () => Promise<void> },
) {
  let seen: string | null = null;
  let told: string | null = null;

  return { apply, follow };

  /** For a worker: imports what is new, and tells of what waits. */
  async function apply(): Promise<void> {
    const stamp = await store.facts.stamp();
    if (stamp !== seen) {
      await parts.importReports();
      seen = stamp;
    }
    if (stamp === told) return;
    await parts.tellOfWaiting();
    told = stamp;
  }

  /** For a process without a worker: takes up what counts now. */
  async function follow(): Promise<void> {
    const stamp = await store.facts.stamp();
    if (stamp === seen) return;
    await parts.follow();
    seen = stamp;
  }
}

export type FollowReports = ReturnType<typeof createFollowReports>;
