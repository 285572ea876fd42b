import type { ChainEntry } from '../../domain/events/index.ts';
import type { AuditProblem } from './problem.ts';

/** An entry noted earlier. */
export interface Anchor {
  readonly seq: number;
  /** The first 16 to 64 hex digits of its hash, in lower case. */
  readonly hash: string;
}

const written = /#?(\d{1,15})\s*[:·]\s*([0-9a-f]{16,64})`?[\s.)\]]*$/i;

/**
 * Reads `SEQ:HASH` or `#SEQ·HASH` with 16 to 64 hex digits, also at the end of a line pasted from an audit channel. Null
 * where there is none.
 */
export function readAnchor(line: string): Anchor | null {
  const [, seq, hash] = written.exec(line.replace(/[\u200b-\u200f\u2060\ufeff]/g, '')) ?? [];
  if (seq === undefined || hash === undefined || Number(seq) < 1) return null;
  return { seq: Number(seq), hash: hash.toLowerCase() };
}

/** Looks for anchors while the chain is walked. */
export function createAnchorCheck(anchors: readonly Anchor[]) {
  const wanted = new Map<number, Anchor[]>();
  for (const anchor of anchors) wanted.set(anchor.seq, [...(wanted.get(anchor.seq) ?? []), anchor]);
  return {
    check({ seq, hash }: Pick<ChainEntry, 'seq' | 'hash'>): void {
      const here = wanted.get(seq);
      if (here === undefined) return;
      const lost = here.filter((anchor) => !hash.startsWith(anchor.hash));
      if (lost.length === 0) wanted.delete(seq);
      else wanted.set(seq, lost);
    },
    /** After the walk: those that aren't there any more. */
    lost: (): AuditProblem[] =>
      [...wanted.values()].flat().map(({ seq, hash }) => ({
        id: String(seq),
        seq,
        sentence: `Entry ${seq} with the hash ${hash}, noted earlier, is not in the chain any more: it was rewritten or shortened.`,
      })),
  };
}
