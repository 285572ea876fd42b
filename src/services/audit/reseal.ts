import type { Clock } from '../../ports/clock.ts';
import type { ResealCounts } from '../../ports/reseal.ts';
import type { Store } from '../../ports/store.ts';
import type { Anchor } from './anchors.ts';
import type { Chain } from './chain.ts';
import type { VerifyReport } from './verify.ts';
import { reason } from '../../domain/reason.ts';
import { recordedReasons } from '../in-english.ts';

/** What is taken as found where nobody can check a seal any more. */
export interface Unproved {
  /** Entries after the newest anchor, up to the head; null: the newest anchor is the head. */
  readonly entries: { readonly from: number; readonly to: number } | null;
  /** Events that wait for the chain. */
  readonly unchained: readonly string[];
  /** Messages that wait for people: they are dropped. */
  readonly notices: number;
}

/**
 * The way back from a lost secret (A9): what was verified by its chain and by anchors gets seals of the secret that is given now.
 * One entry of the chain says so, and what was taken as found. Harmless to repeat; what was interrupted is finished by the next run.
 */
export function createReseal({
  store,
  chain,
  clock,
}: {
  readonly store: Pick<Store, 'reseal' | 'journal' | 'chain'>;
  readonly chain: Pick<Chain, 'journal'>;
  readonly clock: Pick<Clock, 'now'>;
}) {
  return {
    async plan({ head, unchained }: VerifyReport, anchors: readonly Anchor[]): Promise<Unproved> {
      const proved = Math.max(...anchors.map(({ seq }) => seq));
      const to = head?.seq ?? 0;
      return {
        entries: to > proved ? { from: proved + 1, to } : null,
        unchained: unchained.map(({ id }) => id),
        notices: await store.reseal.waiting(),
      };
    },
    /** `by` is who says so; `report` is of a chain without problems that ends with what the anchors prove or later. */
    async reseal(
      { head }: VerifyReport,
      { entries, unchained }: Unproved,
      anchors: readonly Anchor[],
      by: string,
    ): Promise<ResealCounts> {
      if (head === null) throw new Error('there is no record to seal');
      // First, so that what waits there is chained with the entry that tells of it.
      const journal = await store.reseal.journal();
      const at = clock.now();
      const command = `reseal/${at}`;
      const found = entries === null ? '' : `; entries ${entries.from} to ${entries.to} were taken as found`;
      const sentence = `the record was sealed again up to entry ${head.seq}, as the secret that sealed it was lost${found}`;
      const told = anchors.map(({ seq, hash }) => `${seq}:${hash}`);
      const facts = { what: 'resealed', head: `${head.seq}:${head.hash}`, anchors: told, waiting: unchained.length };
      await store.journal.append([
        {
          key: command,
          event: 'baseline',
          at,
          actor: by,
          actorId: null,
          subject: null,
          subjectId: null,
          entitlement: null,
          because: recordedReasons([reason('A9', 'sealed-again')]),
          facts: { command, ...facts, sentence },
          text: null,
          via: 'cli',
        },
      ]);
      await chain.journal();
      const documents = await store.reseal.documents();
      return { ...documents, journal, entries: await store.reseal.chain(head) };
    },
  };
}
