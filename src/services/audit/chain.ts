import type { EventBody } from '../../domain/events/index.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { TryLater } from '../../ports/queue.ts';
import { linkEntries } from './entry.ts';
import { isFromTheFuture } from './problem.ts';
import type { Deps } from '../deps.ts';

const maxTries = 50;
const batch = 200;

/** An event that is never chained: somebody else wrote it, or it is dated in the future. */
export interface VoidEvent {
  /** `ACCESS/n` or `TENANT/n`. */
  readonly id: string;
  /** Of which access; null: of none. */
  readonly access: string | null;
  readonly why: 'not-ours' | 'future';
  readonly sentence: string;
}

/**
 * Appends to the hash chain: event n after n − 1, `seq` without gaps, whoever else appends (DESIGN §4, _Order_). What Latchkey
 * didn't write, and what is dated in the future, is never chained (A9), and `onVoid` is told of it.
 */
export function createChain(
  {
    store,
    directory,
    clock,
  }: {
    readonly store: Pick<Deps['store'], 'chain' | 'accesses' | 'journal'>;
    readonly directory: { readonly catalogue: Pick<Catalogue, 'tenant'> };
    readonly clock: Pick<Deps['clock'], 'now'>;
  },
  onVoid: (event: VoidEvent) => Promise<void>,
) {
  /** In this process one appends at a time, which spares clashes; between processes the unique `seq` decides. */
  let turn: Promise<unknown> = Promise.resolve();

  async function append(
    source: string | null,
    pending: (after: number) => Promise<readonly Pending[]>,
  ): Promise<boolean> {
    for (let attempt = 0; attempt < maxTries; attempt++) {
      const found = await pending(await store.chain.chainedN(source));
      const events = await trusted(source, found);
      if (events.length === 0) return attempt > 0;
      const head = await store.chain.head();
      const entries = linkEntries(directory.catalogue.tenant, source, events, head);
      if ((await store.chain.insert(entries)) === 'inserted' && found.length < batch) return true;
    }
    throw new TryLater('the head of the chain moves too fast', 200);
  }

  /** Without what is void; of an access, also without what follows that, since its state came from it. */
  async function trusted(source: string | null, pending: readonly Pending[]): Promise<readonly Numbered[]> {
    const now = clock.now();
    const isVoid = ({ event, isOurs, isVoid: already }: Pending) =>
      !isOurs || already === true || isFromTheFuture(event.at, now);
    for (const { event, isOurs } of pending.filter(isVoid)) {
      const id = `${source ?? directory.catalogue.tenant}/${event.n}`;
      if (source !== null && isOurs) await store.accesses.voidFrom(source, event.n);
      await onVoid(
        isOurs
          ? {
              id,
              access: source,
              why: 'future',
              sentence: `Event ${id} is dated in the future. It is void and isn't recorded.`,
            }
          : {
              id,
              access: source,
              why: 'not-ours',
              sentence: `Event ${id} wasn't written by Latchkey. It isn't recorded.`,
            },
      );
    }
    if (source === null) return pending.filter((one) => !isVoid(one)).map(({ event }) => event);
    const first = pending.findIndex(isVoid);
    return (first < 0 ? pending : pending.slice(0, first)).map(({ event }) => event);
  }

  function queued<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  return {
    /** Chains what an access has that is not in the chain yet. */
    access: (id: string) => queued(() => append(id, (after) => store.accesses.toChain(id, after))),
    /** Chains what waits in the tenant's journal. */
    journal: () => queued(() => append(null, (after) => store.journal.toChain(after, batch))),
  };
}

export type Chain = ReturnType<typeof createChain>;
type Numbered = EventBody & { readonly n: number };
interface Pending {
  readonly event: Numbered;
  readonly isOurs: boolean;
  /** Found with a date in the future before: void for good, also when that date has come. */
  readonly isVoid?: boolean;
}
