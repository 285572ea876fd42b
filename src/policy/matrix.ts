import type { ItemRight } from '../domain/entitlement.ts';
import { denyUserListing } from '../domain/entitlement.ts';
import { limitedBy, rightsGivenByItemRights } from './item-rights.ts';
import { accessPermissions } from './tables/table-1-access.ts';
import { generalPermissions } from './tables/table-2-general.ts';
import { creationPermissions } from './tables/table-3-creation.ts';
import { activationPermissions } from './tables/table-4-activation.ts';
import type { Footnote, Table, TableNumber, TableRow } from './tables/table.ts';
import { readTable } from './tables/table.ts';

/** A set of built-in groups, one bit a group: bit i is `builtInRoles[i]`, bit 17 is Deny user listing. */
export type GroupMask = number;

/** One row of the four tables, as bit sets over the groups (R2). */
export interface Permission {
  /** Its place among the 47, from 0. */
  readonly index: number;
  readonly table: TableNumber;
  readonly label: string;
  /** Groups whose cell is a plain X. */
  readonly plain: GroupMask;
  /** Groups whose cell bears stars; `footnote` says what they mean. No row bears two footnotes. */
  readonly starred: GroupMask;
  readonly stars: string;
  readonly footnote: Footnote | null;
  /** Groups that the table has no column for (R8). */
  readonly absent: GroupMask;
  /** Item rights that give it for one asset (R4), and the one that limits it there. */
  readonly givenBy: readonly ItemRight[];
  readonly limitedBy: ItemRight | null;
}

export const tables: readonly Table[] = [
  accessPermissions,
  generalPermissions,
  creationPermissions,
  activationPermissions,
].map(readTable);

/** The seventeen built-in groups (R1), in the order of table 1's columns. */
export const builtInRoles: readonly string[] = Object.freeze([...(tables[0]?.columns ?? [])]);

/** The built-in groups and Deny user listing: everything that has a bit. */
export const maskedGroups: readonly string[] = Object.freeze([...builtInRoles, denyUserListing]);

const bits: ReadonlyMap<string, GroupMask> = new Map(maskedGroups.map((name, bit) => [name, 1 << bit]));

/** The bit of a built-in group or Deny user listing, spelt as in the table; 0 for any other name. */
export const bitOf = (group: string): GroupMask => bits.get(group) ?? 0;

/** The bit of the group that takes a right away instead of giving one. */
export const denyUserListingBit = bitOf(denyUserListing);

/** The names of a mask's groups, in the order of the columns. */
export const namesIn = (mask: GroupMask): string[] => maskedGroups.filter((_, bit) => (mask & (1 << bit)) !== 0);

const union = (columns: readonly string[], keep: (column: number) => boolean): GroupMask =>
  columns.reduce((mask, name, column) => (keep(column) ? mask | bitOf(name) : mask), 0);

function compileRow({ table, columns, footnotes }: Table, { label, marks }: TableRow, index: number): Permission {
  const stars = [...new Set(marks.map((mark) => mark.slice(1)).filter((rest) => rest !== ''))];
  if (stars.length > 1) throw new Error(`Table ${table}, row "${label}" bears more than one footnote`);
  const [star = ''] = stars;
  return Object.freeze({
    index,
    table,
    label,
    plain: union(columns, (column) => marks[column] === 'X'),
    starred: union(columns, (column) => (marks[column]?.length ?? 0) > 1),
    stars: star,
    footnote: footnotes[star] ?? null,
    absent: union(builtInRoles, (role) => !columns.includes(builtInRoles[role] ?? '')),
    givenBy: rightsGivenByItemRights[label] ?? [],
    limitedBy: limitedBy[label] ?? null,
  });
}

/** The 47 permissions (R2) in the vendor's order: table 1's rows first, then table 2's, 3's and 4's. */
export const permissions: readonly Permission[] = Object.freeze(
  tables
    .flatMap((table) => table.rows.map((row) => ({ table, row })))
    .map(({ table, row }, index) => compileRow(table, row, index)),
);
