import type { Reason } from '../domain/reason.ts';
import type { Membership } from './membership.ts';
import { spokenGroups } from './membership.ts';
import type { GroupMask, Permission } from './matrix.ts';
import { denyUserListingBit, namesIn } from './matrix.ts';
import { listNames, reason } from './sentences.ts';

/** One row of a table under the columns of one membership, and how sentences speak of it. */
export interface Cell {
  readonly permission: Permission;
  readonly mask: GroupMask;
  /** The membership's groups whose cell is a plain X, and those whose cell bears stars. */
  readonly plain: GroupMask;
  readonly starred: GroupMask;
  /** `A gives`, `A and B give`; with `not`: `A does not give`, `A and B do not give`. */
  readonly giving: (mask: GroupMask, not?: 'not') => string;
  /** `"LABEL"`. */
  readonly label: string;
  /** `table 2` and, of a starred cell, `table 2, ***`. */
  readonly source: string;
  readonly footnote: string;
}

export function cellOf(permission: Permission, membership: Membership): Cell {
  const source = `table ${permission.table}`;
  return {
    permission,
    mask: membership.mask,
    plain: membership.mask & permission.plain,
    starred: membership.mask & permission.starred,
    giving: (mask, not) => {
      const names = spokenGroups(membership, mask);
      const [one, many] = not ? ['does not give', 'do not give'] : ['gives', 'give'];
      return `${listNames(names)} ${names.length === 1 ? one : many}`;
    },
    label: `"${permission.label}"`,
    source,
    footnote: `${source}, ${permission.stars}`,
  };
}

/** Who gives it, as far as one can name them: `Administrator and Editor`. */
function givers({ permission }: Cell, word: 'and' | 'or'): string {
  const kind = permission.footnote?.kind;
  const rest = kind === 'limited-by' || kind === 'unless-in' ? ['most other groups'] : [];
  return listNames([...namesIn(permission.plain), ...rest], word);
}

/** R2: the cell is a plain X. */
export const givenPlainly = (cell: Cell): Reason =>
  reason('R2', `${cell.giving(cell.plain)} ${cell.label} (${cell.source}).`);

/**
 * Why nothing gives it: R1 without any group that gives rights (Deny user listing alone is none), R2 for cells that
 * are a plain `-`, R8 for a column that the table lacks. Starred cells give their own reason (R3).
 */
export function denials(cell: Cell): Reason[] {
  const { permission, mask, label, source } = cell;
  const groups = mask & ~denyUserListingBit;
  const [right] = permission.givenBy;
  const instead = right === undefined ? '' : `, or for one asset with the item right ${right}`;
  if (groups === 0) {
    const none = mask === 0 ? 'Without a group there are no rights' : 'Deny user listing gives no rights';
    return [reason('R1', `${none}; ${label} comes with ${givers(cell, 'or')}${instead}.`)];
  }
  const absent = groups & permission.absent;
  const dashes = groups & ~permission.absent & ~permission.starred;
  return [
    ...(dashes === 0
      ? []
      : [
          reason(
            'R2',
            `${cell.giving(dashes, 'not')} ${label} (${source}); it comes with ${givers(cell, 'or')}${instead}.`,
          ),
        ]),
    ...(absent === 0
      ? []
      : [
          reason(
            'R8',
            `${cell.giving(absent, 'not')} ${label}: ${source} has no column for ${listNames(namesIn(absent))}; it comes with ${givers(cell, 'or')}.`,
          ),
        ]),
  ];
}
