import { tables } from '../../src/policy/index.ts';

/** When a group's cell gives its right, for engines that know nothing of stars. */
export type When =
  | 'always'
  | 'unless no-read'
  | 'with write'
  | 'allowed tool'
  | 'allowed package'
  | 'unless Deny user listing'
  | 'with Editor';

export interface Grant {
  readonly role: string;
  readonly permission: string;
  readonly when: When;
}

const meaning: Readonly<Record<string, When>> = {
  '1X': 'always',
  '2X': 'always',
  '3X': 'always',
  '4X': 'always',
  '1X*': 'unless no-read',
  '1X****': 'unless Deny user listing',
  '2X*': 'with write',
  '2X**': 'allowed tool',
  '2X***': 'allowed package',
  '4X*': 'with Editor',
};

/** Every cell that can give something, one grant each; a cell whose mark begins with `-` gives nothing by its group. */
export const grants: readonly Grant[] = tables.flatMap(({ table, columns, rows }) =>
  rows.flatMap(({ label, marks }) =>
    columns.flatMap((role, place) => {
      const when = meaning[`${table}${marks[place] ?? ''}`];
      return when === undefined ? [] : [{ role, permission: label, when }];
    }),
  ),
);

/** What item rights give by themselves (R4): permission, then the rights of which one is enough. */
export const byItemRight = [
  { permission: 'Reader access to the entire system', rights: ['read', 'write'], unless: 'no-read' },
  { permission: 'Edit access to asset configuration items', rights: ['write'], unless: null },
  { permission: 'Read access to encryption recovery key', rights: ['recovery-key'], unless: null },
] as const;
