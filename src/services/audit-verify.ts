import type { TenantEvent } from '../domain/audit-event.ts';
import type { Clock } from '../ports/clock.ts';
import { StoreUnavailable } from '../ports/store.ts';
import type { Store } from '../ports/store.ts';
import { createFold } from './audit-fold.ts';
import { createLinkCheck } from './audit-links.ts';
import type { AuditProblem } from './audit-links.ts';

/** How long an event may wait to be chained before it is named, in ms. */
const graceMs = 60_000;
const progressEvery = 10_000;

/** What a verification found. Whole means: no problems, and nothing that waits for the chain too long. */
export interface VerifyReport {
  readonly ok: boolean;
  readonly entries: number;
  readonly accesses: number;
  /** Where the chain ends: to be noted somewhere else, so that a shortened chain is noticed. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
  /** In the order of the chain, then what is stored differently. */
  readonly problems: readonly AuditProblem[];
  /** Events that are not chained although they are older than a minute. */
  readonly unchained: readonly { readonly id: string; readonly at: string }[];
}

export interface VerifyOptions {
  /** An entry noted earlier, which must still be there as it was. */
  readonly anchor?: { readonly seq: number; readonly hash: string };
  /** Called now and then with what has been done so far. */
  readonly progress?: (done: { readonly entries: number; readonly accesses: number }) => void;
}

/**
 * Verifies the audit chain, folds every access from it and compares with what is stored (CONTRACT "audit export"). Reads
 * only; may run beside everything else, since what is chained meanwhile is left out. Throws where the store cannot be
 * asked; a record that cannot be understood is a problem.
 */
export function createAuditVerify({ store, clock, tenant }: Parts) {
  return async function verify({ anchor, progress }: VerifyOptions = {}): Promise<VerifyReport> {
    const chain = await readChain(store, tenant, anchor, (entries) => progress?.({ entries, accesses: 0 }));
    const { entries, head } = chain;
    if (chain.unreadable) return { ok: false, entries, accesses: 0, head, problems: chain.problems, unchained: [] };

    const problems = [...chain.problems];
    const unchained: { id: string; at: string }[] = [];
    const old = clock.now() - graceMs;
    const late = (source: string | null, events: readonly { readonly n: number; readonly at: number }[]): void => {
      const after = chain.chainedN.get(source) ?? 0;
      for (const { n, at } of events) {
        if (n > after && at < old) unchained.push({ id: `${source ?? tenant}/${n}`, at: new Date(at).toISOString() });
      }
    };
    let accesses = 0;
    try {
      for await (const access of store.accesses.all()) {
        problems.push(...chain.fold.compare(access));
        late(access.id, access.events);
        if (++accesses % progressEvery === 0) progress?.({ entries, accesses });
      }
      problems.push(...chain.fold.rest());
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const sentence = `An access cannot be read, so those after it were not compared: ${reasonOf(error)}`;
      problems.push({ id: tenant, seq: null, sentence });
    }
    for await (const events of journalAfter(store, chain.chainedN.get(null) ?? 0)) late(null, events);
    return { ok: problems.length === 0 && unchained.length === 0, entries, accesses, head, problems, unchained };
  };
}

export type AuditVerify = ReturnType<typeof createAuditVerify>;

interface Parts {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly tenant: string;
}

async function readChain(
  store: Store,
  tenant: string,
  anchor: VerifyOptions['anchor'],
  step: (entries: number) => void,
) {
  const problems: AuditProblem[] = [];
  const check = createLinkCheck();
  const fold = createFold(tenant);
  const chainedN = new Map<string | null, number>();
  let entries = 0;
  let head: VerifyReport['head'] = null;
  let anchored = anchor === undefined;
  try {
    for await (const entry of store.chain.walk()) {
      problems.push(...check(entry));
      fold.add(entry);
      chainedN.set(entry.access, entry.n);
      head = { seq: entry.seq, hash: entry.hash };
      if (anchor?.seq === entry.seq) anchored = anchor.hash === entry.hash;
      if (++entries % progressEvery === 0) step(entries);
    }
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    problems.push(await unreadableAfter(store, head === null ? 0 : head.seq, error));
    return { problems, fold, chainedN, entries, head, unreadable: true };
  }
  if (anchor !== undefined && !anchored) problems.push(lostAnchor(anchor.seq, anchor.hash));
  return { problems, fold, chainedN, entries, head, unreadable: false };
}

/** Entries are read many at once: which of them it is, one by one. */
async function unreadableAfter(store: Store, known: number, error: unknown): Promise<AuditProblem> {
  let seq = known;
  let why = error;
  for (let found = false; !found && seq < known + 1_000;) {
    try {
      await store.chain.range(++seq, seq);
    } catch (fault) {
      found = true;
      why = fault;
    }
  }
  const sentence = `Entry ${seq} cannot be read, so nothing after it was checked: ${reasonOf(why)}`;
  return { id: String(seq), seq, sentence };
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
}

async function* journalAfter(store: Store, start: number): AsyncGenerator<readonly TenantEvent[]> {
  let after = start;
  for (;;) {
    const events = await store.journal.after(after, 500);
    const last = events[events.length - 1];
    if (last === undefined) return;
    yield events;
    after = last.n;
  }
}

function lostAnchor(seq: number, hash: string): AuditProblem {
  const sentence = `Entry ${seq} with the hash ${hash}, noted earlier, is not in the chain any more: it was rewritten or shortened.`;
  return { id: String(seq), seq, sentence };
}
