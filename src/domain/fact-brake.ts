import type { FactRecord } from './reported.ts';

const dayMs = 86_400_000;

/** Who a report would take out and bring in, by person: ids, or addresses that are nobody's yet. */
export interface Change {
  /** Everybody who was named. */
  readonly before: readonly string[];
  /** Named before, and nowhere any more. */
  readonly gone: readonly string[];
  /** Named now, in a list in which they weren't. */
  readonly added: readonly string[];
}

/** One entry as it is compared: a person, and the list that names them. */
export interface Named {
  readonly person: string;
  /** A role; '' where there is one list only. */
  readonly list: string;
}

export function changeOf(before: readonly Named[], after: readonly Named[]): Change {
  const was = new Set(before.map(({ person }) => person));
  const is = new Set(after.map(({ person }) => person));
  const lists = new Set(before.map(({ person, list }) => JSON.stringify([person, list])));
  const added = after.filter(({ person, list }) => !lists.has(JSON.stringify([person, list])));
  return {
    before: [...was],
    gone: [...was].filter((person) => !is.has(person)),
    added: [...new Set(added.map(({ person }) => person))],
  };
}

/**
 * Whether a change waits for a Latchkey administrator (DESIGN §8, _In_): half or more would be gone; anybody would be gone and
 * as many or more are new; or more are new than the larger of three and a fifth. Pure.
 */
export function isBraked({ before, gone, added }: Change): boolean {
  if (gone.length > 0 && gone.length * 2 >= before.length) return true;
  if (gone.length > 0 && added.length >= gone.length) return true;
  return added.length > Math.max(3, before.length / 5);
}

/**
 * The list that a report is compared with: as it was 24 hours ago or when it was last confirmed, whichever is later; the
 * earliest that is known where it is younger. Null: the file's. `now` in ms. Pure.
 */
export function baseline(
  { current, earlier, confirmedAt }: Pick<FactRecord, 'current' | 'earlier' | 'confirmedAt'>,
  now: number,
): readonly string[] | null {
  const at = Math.max(now - dayMs, confirmedAt ?? 0);
  const all = [...earlier, ...(current === null ? [] : [{ entries: current.entries, from: current.at }])];
  return (all.findLast(({ from }) => from <= at) ?? all[0])?.entries ?? null;
}

/** What counted before, as far as a later comparison can need it. `now` in ms. */
export function keptEarlier(earlier: FactRecord['earlier'], now: number): FactRecord['earlier'] {
  const old = earlier.filter(({ from }) => from <= now - dayMs).length;
  return earlier.slice(Math.max(0, old - 1));
}
