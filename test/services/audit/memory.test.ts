import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { ChainEntry } from '../../../src/domain/events/index.ts';
import { fold } from '../../../src/domain/events/index.ts';
import { linkEntries } from '../../../src/services/audit/entry.ts';
import { createAuditVerify } from '../../../src/services/audit/verify.ts';
import { anHourLater, foundAccess, lifeOfAnAccess, storeOf } from './trail.ts';

const pages = 30;
const perPage = 50;
const ids = (page: number) => Array.from({ length: perPage }, (_, index) => `access-${page * perPage + index}`);
const events = lifeOfAnAccess();
const accessOf = (id: string) => ({ ...fold(events, { id, tenant: 'main' })!, version: events.length });

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;
function heapUsed(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

it('keeps no more in memory for more accesses', async () => {
  const { record, ...store } = storeOf({ chain: [], accesses: [], journal: [] });
  const found = <T>(value: T) => ({ key: 'key', value });
  const chained = new Map<string, ChainEntry[]>();
  /** After the second page, and after the last one. Each costs a full collection, of a heap that other tests filled. */
  const used: number[] = [];
  Object.assign(record, {
    /** Made while they are read, and forgotten by the maker. */
    async *entries() {
      let head: ChainEntry | null = null;
      for (let page = 0; page < pages; page++) {
        const entries: ChainEntry[] = [];
        for (const id of ids(page)) entries.push(...linkEntries('main', id, events, entries.at(-1) ?? head));
        head = entries.at(-1)!;
        yield await Promise.resolve(entries.map((entry) => found({ entry, seal: 'none' as const })));
        if (page === 1) used.push(heapUsed());
      }
    },
    stored: (asked: readonly string[]) => Promise.resolve(new Set(asked)),
    async *accesses() {
      for (let page = 0; page < pages; page++) {
        chained.clear();
        yield await Promise.resolve(ids(page).map((id) => found(foundAccess(accessOf(id)))));
        if (page === pages - 1) used.push(heapUsed());
      }
    },
    entriesOf: (asked: readonly string[]) =>
      Promise.resolve(asked.flatMap((id) => linkEntries('main', id, events, null))),
  });

  const report = await createAuditVerify({
    store: { ...store, record },
    clock: { now: () => anHourLater },
    tenant: 'main',
  })();

  expect(report).toMatchObject({ ok: true, accesses: pages * perPage, entries: pages * perPage * events.length });
  // Keeping every entry took 4 kB for each, 24 MB here.
  expect(used).toHaveLength(2);
  expect(used[1]! - used[0]!).toBeLessThan(4_000_000);
});
