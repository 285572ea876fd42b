/** How many documents of each kind were given seals of the secret that seals now. */
export interface ResealCounts {
  readonly entries: number;
  readonly accesses: number;
  readonly people: number;
  readonly journal: number;
  /** Messages that waited for people: nobody can tell any more whether Latchkey wrote them, so they're dropped. */
  readonly notices: number;
}

/**
 * Gives a record seals again whose secret is lost (A9). Only what the chain says is sealed, and what waits for the chain; the
 * chain itself only where it leads to the head that was verified. Each step may be done again. Every method throws
 * `StoreUnavailable` when the server can't be asked.
 */
export interface ResealStore {
  /** Whether something was sealed by a secret that isn't given. */
  isNeeded(): Promise<boolean>;
  /** Messages that wait for people. */
  waiting(): Promise<number>;
  /** The journal; before anything new is written into it. Gives how many events were sealed. */
  journal(): Promise<number>;
  /** Accesses, people and notices. */
  documents(): Promise<Pick<ResealCounts, 'accesses' | 'people' | 'notices'>>;
  /**
   * The statement since when the record is sealed, and the chain from its head down to its beginning, which is therefore the last
   * to have its seals. Throws where the entry `head.seq` isn't the one that was verified, or those before don't lead to it.
   */
  chain(head: { readonly seq: number; readonly hash: string }): Promise<number>;
}
