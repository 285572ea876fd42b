import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtInRoles, permissions, tables } from '../../src/policy/index.ts';
import { readTable } from '../../src/policy/tables/table.ts';
import { parseSeedDocument, readRecordedCells, readSeedDocument, vendorCells, writeCells } from './seed-document.ts';

const ours = tables.flatMap(({ table, columns, rows }) =>
  rows.flatMap(({ label, marks }) =>
    columns.map((column, place) => ({ table, row: label, column, mark: marks[place] ?? '' })),
  ),
);

describe('R2: tables 1 to 4 beside the vendor’s page', () => {
  const vendors = vendorCells();

  it('has the vendor’s 761 cells: same rows, same columns, same order, same marks', () => {
    expect(vendors).toHaveLength(761);
    expect(ours).toEqual(vendors);
  });

  it('has 47 permissions and the seventeen column heads of table 1', () => {
    expect(permissions).toHaveLength(47);
    expect(permissions.map(({ label }) => label)).toEqual([...new Set(vendors.map(({ row }) => row))]);
    expect(builtInRoles).toEqual([...new Set(vendors.filter(({ table }) => table === 1).map(({ column }) => column))]);
    expect(builtInRoles).toHaveLength(17);
  });

  it('has cells whose digest is the one taken when they were held against the page', () => {
    const digest = createHash('sha256').update(writeCells(ours)).digest('hex');
    expect(digest).toBe('16fe16fab878d9b6cfbccf1f6094a8dc356dd73cc660c1bb7400685cbd4fa821');
  });

  it('has a recording of the page that says what the page says', () => {
    const text = readSeedDocument();
    const page = text === null ? ours : parseSeedDocument(text);
    expect(readRecordedCells()).toEqual(page);
  });

  it('reads a row on one line and marks with blanks in them', () => {
    const cells = parseSeedDocument(
      'Table 3: T\nUser can... |\nA |\nB |\nRow one |\nX |\n- |\nRow two | X ** | - |\nEnd.\n',
    );
    expect(cells.map(({ row, column, mark }) => `${row}/${column}/${mark}`)).toEqual([
      'Row one/A/X',
      'Row one/B/-',
      'Row two/A/X**',
      'Row two/B/-',
    ]);
  });

  it.each([
    ['A | B\n--|--\nrow | Y', 'mark "Y"'],
    ['A | B\n--|--\nrow | X*', 'mark "X*"'],
    ['A | B | C\n--|--|--\nrow | X', 'a cell is missing'],
  ])('is refused when a table of ours is no table: %j', (text, why) => {
    expect(() => readTable({ table: 1, footnotes: {}, text })).toThrow(why);
  });

  it('can be read beside the page: every table’s text stands in its file with the marks under the heads', () => {
    const file = new URL('../../src/policy/tables/table-2-general.ts', import.meta.url);
    const line = readFileSync(file, 'utf8')
      .split('\n')
      .find((text) => text.startsWith('Use custom tools'));
    expect(line?.split('|').map((cell) => cell.trim())).toEqual([
      'Use custom tools',
      ...vendors.filter(({ row }) => row === 'Use custom tools').map(({ mark }) => mark),
    ]);
  });
});
