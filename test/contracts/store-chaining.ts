import type { Store } from '../../src/ports/store.ts';
import { entries } from './store-fixtures.ts';

/** Chains events 1 to `last` of an access as a worker does: at head + 1, again where somebody was faster. */
export async function chainAll({ chain }: Store, access: string, last: number): Promise<void> {
  for (let done = await chain.chainedN(access); done < last; done = await chain.chainedN(access)) {
    const head = await chain.head();
    const place = { n: done + 1, seq: (head?.seq ?? 0) + 1, ...(head && { prev: head.hash }) };
    await chain.insert(entries(access, Math.min(2, last - done), place));
  }
}
