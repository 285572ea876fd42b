import { readFileSync, readdirSync } from 'node:fs';

/** One cell of the vendor's page: `table|row|column|mark`, the mark without blanks. */
export interface VendorCell {
  readonly table: number;
  readonly row: string;
  readonly column: string;
  readonly mark: string;
}

const seeds = new URL('../../../shared/seeds/', import.meta.url);
const recorded = new URL('./fixtures/vendor-cells.txt', import.meta.url);

/** The seed document's text, or null where the seeds are not at hand. */
export function readSeedDocument(): string | null {
  try {
    const name = readdirSync(seeds).find((file) => file.startsWith('002_'));
    return name === undefined ? null : readFileSync(new URL(name, seeds), 'utf8');
  } catch {
    return null;
  }
}

/** Parses the vendor's page: cells end in `|`, one a line or several; a table starts at `Table N:` and ends at prose. */
export function parseSeedDocument(text: string): VendorCell[] {
  const cells: VendorCell[] = [];
  for (const part of text.split(/^(?=Table \d: )/m).filter((each) => /^Table \d: /.test(each))) {
    const [title = '', ...lines] = part.split(/\r?\n/);
    const body = lines.slice(
      0,
      lines.findIndex((line) => !line.trimEnd().endsWith('|')),
    );
    const tokens = body.flatMap((line) => line.trimEnd().slice(0, -1).split('|')).map((token) => token.trim());
    const isMark = (token: string): boolean => /^[X-]\s*\**$/.test(token);
    const width = tokens.findIndex(isMark) - 1;
    const [, ...columns] = tokens.slice(0, width);
    const rows = tokens.slice(width);
    for (let at = 0; at < rows.length; at += width) {
      columns.forEach((column, place) => {
        const mark = (rows[at + 1 + place] ?? '').replace(/\s/g, '');
        cells.push({ table: Number(title[6]), row: rows[at] ?? '', column, mark });
      });
    }
  }
  return cells;
}

/** One line a row, `table | row | column=mark | …`: what is recorded here for where the seeds are not at hand. */
export function writeCells(cells: readonly VendorCell[]): string {
  const rows = new Map<string, string[]>();
  for (const { table, row, column, mark } of cells) {
    const key = `${table} | ${row}`;
    rows.set(key, [...(rows.get(key) ?? []), `${column}=${mark}`]);
  }
  return [...rows].map(([key, marks]) => `${key} | ${marks.join(' | ')}\n`).join('');
}

export function readRecordedCells(): VendorCell[] {
  return readFileSync(recorded, 'utf8')
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [table = '', row = '', ...marks] = line.split(' | ');
      return marks.map((cell) => {
        const [column = '', mark = ''] = cell.split('=');
        return { table: Number(table), row, column, mark };
      });
    });
}

/** The vendor's cells from the seed document where it is at hand, else as recorded. */
export function vendorCells(): VendorCell[] {
  const text = readSeedDocument();
  return text === null ? readRecordedCells() : parseSeedDocument(text);
}
