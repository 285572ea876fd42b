import type { TenantEvent } from '../domain/audit-event.ts';
import type { Clock } from '../ports/clock.ts';
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
 * only; may run beside everything else, since what is chained meanwhile is left out.
 */
export function createAuditVerify({
  store,
  clock,
  tenant,
}: {
  store: Store;
  clock: Pick<Clock, 'now'>;
  tenant: string;
}) {
  return async function verify({ anchor, progress }: VerifyOptions = {}): Promise<VerifyReport> {
    const problems: AuditProblem[] = [];
    const unchained: { id: string; at: string }[] = [];
    const check = createLinkCheck();
    const fold = createFold(tenant);
    const chainedN = new Map<string | null, number>();
    const done = { entries: 0, accesses: 0 };
    let head: VerifyReport['head'] = null;
    let anchored = anchor === undefined;

    for await (const entry of store.chain.walk()) {
      problems.push(...check(entry));
      fold.add(entry);
      chainedN.set(entry.access, entry.n);
      head = { seq: entry.seq, hash: entry.hash };
      if (anchor?.seq === entry.seq) anchored = anchor.hash === entry.hash;
      if (++done.entries % progressEvery === 0) progress?.(done);
    }
    if (anchor !== undefined && !anchored) problems.push(lostAnchor(anchor.seq, anchor.hash));

    const old = clock.now() - graceMs;
    const late = (source: string | null, events: readonly { readonly n: number; readonly at: number }[]): void => {
      const after = chainedN.get(source) ?? 0;
      for (const { n, at } of events) {
        if (n > after && at < old) unchained.push({ id: `${source ?? tenant}/${n}`, at: new Date(at).toISOString() });
      }
    };
    for await (const access of store.accesses.all()) {
      problems.push(...fold.compare(access));
      late(access.id, access.events);
      if (++done.accesses % progressEvery === 0) progress?.(done);
    }
    problems.push(...fold.rest());
    for await (const events of journalAfter(store, chainedN.get(null) ?? 0)) late(null, events);

    return { ok: problems.length === 0 && unchained.length === 0, ...done, head, problems, unchained };
  };
}

export type AuditVerify = ReturnType<typeof createAuditVerify>;

async function* journalAfter(store: Store, start: number): AsyncGenerator<readonly TenantEvent[]> {
  for (let after = start; ;) {
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
