import type { ChainEntry } from '../../domain/events/index.ts';
import type { Clock } from '../../ports/clock.ts';
import { readAhead } from '../../lib/read-ahead.ts';
import type { Found, FoundAccess, RecordStore } from '../../ports/record.ts';
import type { Store } from '../../ports/store.ts';
import { compareAccess } from './accesses.ts';
import { createAnchorCheck } from './anchors.ts';
import type { Anchor } from './anchors.ts';
import { createJournalCheck } from './fold-journal.ts';
import { createLinkCheck } from './links.ts';
import { beside } from './problem.ts';
import type { AuditProblem } from './problem.ts';
import { personProblems } from './people.ts';
import { createStandingCheck } from './compare-standing.ts';
import { madeVoid, noLongerVoid } from './void-accesses.ts';

/** How long an event may wait to be chained before it is named, in ms. */
const graceMs = 60_000;

/** What a verification found. Whole means: no problems, and nothing that waits for the chain too long. */
export interface VerifyReport {
  readonly ok: boolean;
  readonly entries: number;
  readonly accesses: number;
  /** Where the chain ends: to be noted somewhere else, so that a shortened chain is noticed. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
  /** How many entries at the beginning have no seal, because an older version wrote them. */
  readonly trusted: number;
  /** In the order of the chain, then what is stored differently. */
  readonly problems: readonly AuditProblem[];
  /** Events that are not chained although they are older than a minute. */
  readonly unchained: readonly { readonly id: string; readonly at: string }[];
}

export interface VerifyOptions {
  /** Entries noted earlier, which must still be there as they were. */
  readonly anchors?: readonly Anchor[];
  /** Called after each page with what has been done so far. */
  readonly progress?: (done: { readonly entries: number; readonly accesses: number }) => void;
}

interface Parts {
  readonly store: Pick<Store, 'record'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly tenant: string;
}

/**
 * Verifies the audit chain, and compares everything stored with it (A9, CONTRACT "audit export"). Reads only; may run
 * beside everything else. Keeps a few hundred documents in memory, however large the record is. Throws where the store can't
 * be asked; what can't be read is named, and the rest is still compared.
 */
export function createAuditVerify({ store, clock, tenant }: Parts) {
  return async function verify({ anchors = [], progress }: VerifyOptions = {}): Promise<VerifyReport> {
    const { record } = store;
    const now = clock.now();
    const problems: AuditProblem[] = [];
    const unchained: { id: string; at: string }[] = [];
    const late = (id: string, at: number): void => {
      if (at < now - graceMs) unchained.push({ id, at: new Date(at).toISOString() });
    };

    const journal = createJournalCheck(record.journal(), tenant, now);
    const chain = await verifyChain(record, { tenant, now, anchors, journal }, problems, (entries) =>
      progress?.({ entries, accesses: 0 }),
    );
    for await (const { event, problems: found } of journal.rest()) {
      problems.push(...found);
      late(`${tenant}/${event.n}`, event.at);
    }
    for (const key of await record.strayJournal()) {
      problems.push(beside(key, `The journal has ${key}, which has no proper number.`));
    }

    let accesses = 0;
    for await (const page of readAhead(withEntries(record))) {
      for (const { id, at } of await compareAccesses(record, page, tenant, now, problems)) late(id, at);
      accesses += page.found.length;
      progress?.({ entries: chain.entries, accesses });
    }
    problems.push(...(await chain.standing.compare()));
    if (chain.entries === 0 && accesses === 0) problems.push(...(await otherTenants(record, tenant)));
    problems.push(...(await personProblems(record, now)));
    const { entries, head } = chain;
    const ok = problems.length === 0 && unchained.length === 0;
    return { ok, entries, accesses, head, trusted: trustedEntries(chain), problems, unchained };
  };
}

export type AuditVerify = ReturnType<typeof createAuditVerify>;

async function verifyChain(
  record: RecordStore,
  {
    tenant,
    now,
    anchors,
    journal,
  }: {
    readonly tenant: string;
    readonly now: number;
    readonly anchors: readonly Anchor[];
    readonly journal: ReturnType<typeof createJournalCheck>;
  },
  problems: AuditProblem[],
  step: (entries: number) => void,
) {
  const since = await record.sealedSince();
  if (since?.seal === 'wrong')
    problems.push(beside(tenant, 'What says since when the record is sealed was not written by Latchkey.'));
  const links = createLinkCheck(now, since);
  const anchored = createAnchorCheck(anchors);
  const standing = createStandingCheck(record, now);
  let entries = 0;
  let head: VerifyReport['head'] = null;
  for await (const page of readAhead(record.entries())) {
    const read: ChainEntry[] = [];
    for (const { value, fault } of page) {
      entries++;
      if (value === undefined) {
        const seq = links.skip();
        problems.push({ id: String(seq), seq, sentence: `Entry ${seq} cannot be read: ${fault}` });
        continue;
      }
      const { entry, seal } = value;
      read.push(entry);
      problems.push(...links.check(entry, seal));
      anchored.check(entry);
      if (entry.access === null) problems.push(...(await journal.check(entry)));
      head = { seq: entry.seq, hash: entry.hash };
    }
    const missing = [removedAccesses(record, read), standing.add(read), noLongerVoid(record, read)];
    problems.push(...(await Promise.all(missing)).flat());
    step(entries);
  }
  for (const key of await record.strayEntries()) {
    problems.push(beside(key, `The chain has ${key}, which has no proper number.`));
  }
  problems.push(...anchored.lost(), ...standing.gap(links.sealedFrom()));
  return { tenant, standing, entries, head, sealedFrom: links.sealedFrom() };
}

function trustedEntries({
  entries,
  sealedFrom,
}: {
  readonly entries: number;
  readonly sealedFrom: number | null;
}): number {
  return sealedFrom === null ? entries : sealedFrom - 1;
}

/** Accesses that the chain tells of and that are not stored where they belong. */
async function removedAccesses(record: RecordStore, entries: readonly ChainEntry[]): Promise<AuditProblem[]> {
  const begun = entries.flatMap(({ access, n }) => (access !== null && n === 1 ? [access] : []));
  if (begun.length === 0) return [];
  const stored = await record.stored(begun);
  return begun
    .filter((id) => !stored.has(id))
    .map((id) => beside(id, `The chain has access ${id}, but it is not stored: it was removed.`));
}

/** Some accesses, and what the chain has of them, by access and n. */
interface Page {
  readonly found: readonly Found<FoundAccess>[];
  readonly entries: ReadonlyMap<string, readonly ChainEntry[]>;
}

/** The accesses by page, each read before its entries: what happens in between is in the chain alone. */
async function* withEntries(record: RecordStore): AsyncIterable<Page> {
  for await (const found of record.accesses()) {
    const entries = new Map<string, ChainEntry[]>();
    const ids = found.flatMap(({ value }) => value?.access.id ?? []);
    for (const entry of await record.entriesOf(ids)) {
      const of = entries.get(entry.access ?? '');
      if (of === undefined) entries.set(entry.access ?? '', [entry]);
      else of.push(entry);
    }
    yield { found, entries };
  }
}

/** Compares a page of accesses with their entries; gives the events that the chain doesn't have. */
async function compareAccesses(
  record: RecordStore,
  { found: page, entries }: Page,
  tenant: string,
  now: number,
  problems: AuditProblem[],
): Promise<readonly { readonly id: string; readonly at: number }[]> {
  const readable = page.flatMap(({ value }) => value ?? []);
  for (const { key, fault } of page) {
    if (fault !== undefined) problems.push(beside(key, `The access ${key} cannot be read: ${fault}`));
  }
  problems.push(...(await madeVoid(record, readable)));
  const unchained: { id: string; at: number }[] = [];
  for (const found of readable) {
    const chained = entries.get(found.access.id) ?? [];
    const { problems: own, unchained: waiting } = compareAccess(
      await asOf(record, found, chained),
      chained,
      tenant,
      now,
    );
    problems.push(...own);
    unchained.push(...waiting.map(({ n, at }) => ({ id: `${found.access.id}/${n}`, at })));
  }
  return unchained;
}

/** An access that has gone on since it was read is read again. */
async function asOf(record: RecordStore, found: FoundAccess, chained: readonly ChainEntry[]): Promise<FoundAccess> {
  const isBehind = (chained.at(-1)?.n ?? 0) > found.access.events.length;
  return (isBehind ? (await record.access(found.derived._id))?.value : undefined) ?? found;
}

async function otherTenants(record: RecordStore, tenant: string): Promise<AuditProblem[]> {
  const others = await record.tenants();
  if (others.length === 0) return [];
  const sentence = `There is no record of the tenant ${tenant}. This database has records of: ${others.join(', ')}.`;
  return [beside(tenant, sentence)];
}
