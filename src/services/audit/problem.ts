/** Something that is wrong with the record. */
export interface AuditProblem {
  /** `ACCESS/n`, `TENANT/n`, an access's id, or the `_id` of a document. */
  readonly id: string;
  /** The place in the chain; null for what stands outside it. */
  readonly seq: number | null;
  readonly sentence: string;
}

/** How far from MongoDB's clock an event may be dated, in ms; later ones are void (A9). */
export const futureMs = 30_000;

export function isFromTheFuture(at: number, now: number): boolean {
  return at > now + futureMs;
}

export function beside(id: string, sentence: string): AuditProblem {
  return { id, seq: null, sentence };
}
