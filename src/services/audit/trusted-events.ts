import type { EventBody } from '../../domain/events/index.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { Deps } from '../deps.ts';
import { isFromTheFuture } from './problem.ts';
import type { Source } from './rounds.ts';
import type { Sentence } from '../said.ts';
import { words } from '../../words/index.ts';

/** An event that is never chained: somebody else wrote it, or it is dated in the future. */
export interface VoidEvent {
  /** `ACCESS/n` or `TENANT/n`. */
  readonly id: string;
  /** Of which access; null: of none. */
  readonly access: string | null;
  readonly why: 'not-ours' | 'future';
  readonly sentence: Sentence;
}

export type Numbered = EventBody & { readonly n: number };

/** An event that isn't chained yet. */
export interface Pending {
  readonly event: Numbered;
  readonly isOurs: boolean;
  /** Found with a date in the future before: void for good, also when that date has come. */
  readonly isVoid?: boolean;
}

/** Tells which events may be chained (A9); `onVoid` is told of the others. */
export function createTrustedEvents(
  {
    store,
    directory,
    clock,
  }: {
    readonly store: { readonly accesses: Pick<Deps['store']['accesses'], 'voidFrom'> };
    readonly directory: { readonly catalogue: Pick<Catalogue, 'tenant'> };
    readonly clock: Pick<Deps['clock'], 'now'>;
  },
  onVoid: (event: VoidEvent) => Promise<void>,
) {
  /** Without what is void; of an access, also without what follows that, since its state came from it. */
  return async function trusted(source: Source, pending: readonly Pending[]): Promise<readonly Numbered[]> {
    const now = clock.now();
    const isVoid = ({ event, isOurs, isVoid: already }: Pending) =>
      !isOurs || already === true || isFromTheFuture(event.at, now);
    for (const { event, isOurs } of pending.filter(isVoid)) {
      const id = `${source ?? directory.catalogue.tenant}/${event.n}`;
      if (source !== null && isOurs) await store.accesses.voidFrom(source, event.n);
      const why = isOurs ? 'future' : 'not-ours';
      await onVoid({ id, access: source, why, sentence: () => words.reports.untrustedEvent[why](id) });
    }
    if (source === null) return pending.filter((one) => !isVoid(one)).map(({ event }) => event);
    const first = pending.findIndex(isVoid);
    return (first < 0 ? pending : pending.slice(0, first)).map(({ event }) => event);
  };
}
