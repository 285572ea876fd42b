import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../src/cli/audit-export.ts';
import { exportEntry } from '../../src/services/audit/entry.ts';
import type { ExportedEntry } from '../../src/services/audit/entry.ts';
import { wholeTrail } from '../services/audit/trail.ts';

async function csvOf(entries: readonly ExportedEntry[]): Promise<string> {
  const written: string[] = [];
  const io = { out: (text: string) => Promise.resolve(void written.push(text)) };
  await writeCsv(io, asStream(entries));
  return written.join('');
}

async function* asStream(entries: readonly ExportedEntry[]): AsyncGenerator<ExportedEntry> {
  yield* await Promise.resolve(entries);
}

describe('the CSV of the audit trail', () => {
  const [entry] = wholeTrail().chain.slice(1).map(exportEntry);

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('disarms a cell that begins like the formula %j', async (actor) => {
    const csv = await csvOf([{ ...entry!, actor }]);

    expect(csv).toContain(`'${actor}`);
  });

  it('keeps lists and mappings as JSON in their cell, and nothing as nothing', async () => {
    const csv = await csvOf([{ ...entry!, because: [{ rule: 'C4', sentence: 'a "b", c' }], text: null }]);

    expect(csv).toContain('"[{""rule"":""C4"",""sentence"":""a \\""b\\"", c""}]"');
    expect(csv).toMatch(new RegExp(`${entry!.textDigest ?? ''},,slack,`));
  });

  it('passes on what went wrong while reading', async () => {
    const broken = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('the store is gone')) }),
    };

    await expect(writeCsv({ out: () => Promise.resolve() }, broken)).rejects.toThrow('the store is gone');
  });
});
