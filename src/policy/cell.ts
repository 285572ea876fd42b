import type { Reason } from '../domain/reason.ts';
import { reason } from '../domain/reason.ts';
import type { GroupNamed } from '../domain/reasons/rights.ts';
import type { Membership } from './membership.ts';
import { groupsNamed } from './membership.ts';
import type { GroupMask, Permission } from './matrix.ts';
import { denyUserListingBit, namesIn } from './matrix.ts';

/** One row of a table under the columns of one membership, and what reasons say of it. */
export interface Cell {
  readonly permission: Permission;
  readonly mask: GroupMask;
  /** The membership's groups whose cell is a plain X, and those whose cell bears stars. */
  readonly plain: GroupMask;
  readonly starred: GroupMask;
  readonly named: (mask: GroupMask) => readonly GroupNamed[];
  readonly row: { readonly permission: string; readonly table: number };
  /** The row with its starred groups. */
  readonly footnote: Cell['row'] & { readonly groups: readonly GroupNamed[]; readonly stars: string };
}

export function cellOf(permission: Permission, membership: Membership): Cell {
  const { label, table, stars } = permission;
  const starred = membership.mask & permission.starred;
  const named = (mask: GroupMask): readonly GroupNamed[] => groupsNamed(membership, mask);
  const row = { permission: label, table };
  return {
    permission,
    mask: membership.mask,
    plain: membership.mask & permission.plain,
    starred,
    named,
    row,
    footnote: { ...row, groups: named(starred), stars },
  };
}

/** R2: the cell is a plain X. */
export const givenPlainly = ({ row, named, plain }: Cell): Reason =>
  reason('R2', 'cell-gives', { ...row, groups: named(plain) });

/**
 * Why nothing gives it: R1 without any group that gives rights (Deny user listing alone is none), R2 for cells that
 * are a plain `-`, R8 for a column that the table lacks. Starred cells give their own reason (R3).
 */
export function denials({ permission, mask, row, named }: Cell): Reason[] {
  const groups = mask & ~denyUserListingBit;
  const kind = permission.footnote?.kind;
  const instead = {
    ...row,
    givers: namesIn(permission.plain),
    most: kind === 'limited-by' || kind === 'unless-in',
    right: permission.givenBy[0] ?? null,
  };
  if (groups === 0) return [reason('R1', 'no-group', { ...instead, only: namesIn(mask)[0] ?? '' })];
  const absent = groups & permission.absent;
  const dashes = groups & ~permission.absent & ~permission.starred;
  return [
    ...(dashes === 0 ? [] : [reason('R2', 'cell-lacks', { ...instead, groups: named(dashes) })]),
    ...(absent === 0
      ? []
      : [reason('R8', 'column-missing', { ...instead, right: null, groups: named(absent), columns: namesIn(absent) })]),
  ];
}
