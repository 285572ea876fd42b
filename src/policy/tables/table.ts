import type { ItemKind, ItemRight } from '../../domain/entitlement.ts';

export type TableNumber = 1 | 2 | 3 | 4;

/** What a footnote's stars make of a cell (R3). */
export type Footnote =
  /** X by default; the item right takes it away for one asset. */
  | { readonly kind: 'limited-by'; readonly right: ItemRight }
  /** - by default; an item right gives it for one asset (which right: R4). */
  | { readonly kind: 'given-by-item-right' }
  /** X only for an asset on which the person has the item right. */
  | { readonly kind: 'needs-item-right'; readonly right: ItemRight }
  /** X only for a package or a tool that is allowed for help desk. */
  | { readonly kind: 'needs-flag'; readonly item: Exclude<ItemKind, 'asset'> }
  /** X only for members of the other group as well. */
  | { readonly kind: 'only-with'; readonly group: string }
  /** X for all but members of the group. */
  | { readonly kind: 'unless-in'; readonly group: string };

/** One of the vendor's tables as a person reads it: heads over up to three lines, then a row a permission. */
export interface TableSource {
  readonly table: TableNumber;
  readonly footnotes: Readonly<Record<string, Footnote>>;
  readonly text: string;
}

export interface TableRow {
  readonly label: string;
  /** One mark a column: `X` or `-`, with up to four stars. */
  readonly marks: readonly string[];
}

export interface Table {
  readonly table: TableNumber;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly footnotes: Readonly<Record<string, Footnote>>;
}

const cellsOf = (line: string): string[] => line.split('|').map((cell) => cell.trim());

/** Reads a table's text. Throws where the text is no table: a wrong mark, a row too short, stars without a footnote. */
export function readTable({ table, footnotes, text }: TableSource): Table {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const rule = lines.findIndex((line) => /^[-|]+$/.test(line));
  const heads = lines.slice(0, rule).map(cellsOf);
  const [, ...columns] = (heads.at(-1) ?? []).map((_, column) =>
    heads
      .map((line) => line[column])
      .join(' ')
      .trim(),
  );
  const rows = lines.slice(rule + 1).map((line) => {
    const [label = '', ...marks] = cellsOf(line);
    const bad = marks.find((mark) => !/^[X-]\**$/.test(mark) || (mark.length > 1 && !(mark.slice(1) in footnotes)));
    if (bad !== undefined || marks.length !== columns.length) {
      throw new Error(`Table ${table}, row "${label}": ${bad === undefined ? 'a cell is missing' : `mark "${bad}"`}`);
    }
    return { label, marks };
  });
  return { table, columns, rows, footnotes };
}
