import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Store } from '../ports/store.ts';
import { exportEntry } from '../services/audit/entry.ts';
import type { ExportedEntry } from '../services/audit/entry.ts';
import type { ExitCode, Io } from './io.ts';
import { outJson, wrongUse } from './io.ts';
import { tenantOf, withStore } from './with-store.ts';

interface Options {
  readonly json?: boolean;
  readonly tenant?: string;
  readonly format?: 'jsonl' | 'csv';
  readonly from?: number;
  readonly to?: number;
}

/** The columns of the CSV: the fields of an entry, in their order. */
const columns = [
  ...['v', 'seq', 'id', 'at', 'access', 'n', 'event', 'actor', 'subject', 'entitlement', 'because', 'facts'],
  ...['textDigest', 'text', 'via', 'prev', 'hash'],
];

/** Writes the entries in order, as they are read. */
export async function auditExport(io: Io, options: Options): Promise<ExitCode> {
  const { json, format = 'jsonl', from = 1, to = Number.MAX_SAFE_INTEGER } = options;
  if (json === true && format === 'csv') throw wrongUse('--json and --format csv do not go together: leave one out.');
  if (from > to) throw wrongUse(`--from ${from} is after --to ${to}: swap them.`);
  const tenant = await tenantOf(io, options.tenant);
  await withStore(io, tenant, (store) => (format === 'csv' ? writeCsv : writeLines)(io, exported(store, from, to)));
  return 0;
}

async function* exported(store: Store, from: number, to: number): AsyncGenerator<ExportedEntry> {
  for await (const entry of store.chain.walk(from)) {
    if (entry.seq > to) return;
    yield exportEntry(entry);
  }
}

async function writeLines(io: Io, entries: AsyncIterable<ExportedEntry>): Promise<void> {
  for await (const entry of entries) await outJson(io, entry);
}

/** Lists and mappings are JSON in their cell; a cell that a spreadsheet would take for a formula gets an apostrophe. */
export function writeCsv(io: Pick<Io, 'out'>, entries: AsyncIterable<ExportedEntry>): Promise<void> {
  const rows = stringify({ header: true, columns, escape_formulas: true });
  return pipeline(entries, rows, async (lines: AsyncIterable<Buffer>) => {
    for await (const line of lines) await io.out(String(line));
  });
}
