import { expect, it } from 'vitest';
import { codeOf, type Row, useDatabase } from './database.ts';

interface Case {
  what: string;
  before: Row;
  update: Row;
  after?: Row;
  code?: number;
  filter?: Row;
  arrayFilters?: Row[];
}

/** A database, and tests of one update each. */
export function useUpdates() {
  const mongo = useDatabase();
  /** One update on one document: what comes out, or the code of the refusal (then nothing may have changed). */
  const run = (cases: readonly Case[]): void => {
    for (const { what, before, update, after, code, filter, arrayFilters } of cases) {
      it(what, async () => {
        const rows = await mongo.fresh([{ _id: 1, ...before }]);
        const attempt = rows.updateOne({ _id: 1, ...filter }, update, arrayFilters ? { arrayFilters } : {});
        if (code === undefined) await attempt;
        else expect(await codeOf(attempt)).toBe(code);
        expect(await rows.findOne({})).toEqual({ _id: 1, ...(after ?? before) });
      });
    }
  };
  return { mongo, run };
}
