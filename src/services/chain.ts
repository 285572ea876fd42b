import type { EventBody } from '../domain/audit-event.ts';
import { TryLater } from '../ports/queue.ts';
import { linkEntries } from './audit-chain.ts';
import type { Deps } from './deps.ts';

const maxTries = 50;
const batch = 200;

/** Appends to the hash chain: event n after n − 1, `seq` without gaps, whoever else appends (DESIGN §4, _Order_). */
export function createChain({ store, directory }: Pick<Deps, 'store' | 'directory'>) {
  /** In this process one appends at a time, which spares clashes; between processes the unique `seq` decides. */
  let turn: Promise<unknown> = Promise.resolve();

  async function append(
    source: string | null,
    pending: (after: number) => Promise<readonly Numbered[]>,
  ): Promise<boolean> {
    for (let attempt = 0; attempt < maxTries; attempt++) {
      const events = await pending(await store.chain.chainedN(source));
      if (events.length === 0) return attempt > 0;
      const head = await store.chain.head();
      const entries = linkEntries(directory.catalogue.tenant, source, events, head);
      if ((await store.chain.insert(entries)) === 'inserted' && events.length < batch) return true;
    }
    throw new TryLater('the head of the chain moves too fast', 200);
  }

  function queued<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  return {
    /** Chains what an access has that is not in the chain yet. */
    access: (id: string) =>
      queued(() =>
        append(id, async (after) => {
          const stored = await store.accesses.byId(id);
          return (stored?.access.events ?? []).filter((event) => event.n > after);
        }),
      ),
    /** Chains what waits in the tenant's journal. */
    journal: () => queued(() => append(null, (after) => store.journal.after(after, batch))),
  };
}

export type Chain = ReturnType<typeof createChain>;
type Numbered = EventBody & { readonly n: number };
