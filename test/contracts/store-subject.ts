import type { Store } from '../../src/ports/store.ts';

/** What a store contract is run against: three stores on one empty database. */
export interface Subject {
  readonly store: Store;
  /** The same tenant in another process. */
  readonly other: Store;
  /** Another tenant in the same database. */
  readonly elsewhere: Store;
  close(): Promise<void>;
}

export type OpenSubject = () => Promise<Subject>;

/** Everything that an async iterable gives. */
export async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
