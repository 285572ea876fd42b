import type { ItemRight } from '../../src/domain/entitlement.ts';
import type { HeldItemRight, Item } from '../../src/policy/index.ts';
import type { VendorCell } from './seed-document.ts';

export interface PlainQuestion {
  readonly roles: readonly string[];
  readonly permission: string;
  readonly item?: Item | undefined;
  readonly itemRights?: readonly HeldItemRight[];
}

/**
 * A second, slow reading of R1 to R4 and R8 straight off the vendor's cells, written without a look at the engine: one
 * group after the other, one footnote after the other. It says only yes or no.
 */
export function readOff(cells: readonly VendorCell[], question: PlainQuestion): boolean {
  const { roles, permission, item, itemRights = [] } = question;
  const on = (right: ItemRight): boolean =>
    item?.kind === 'asset' && itemRights.some((held) => held.item === item.id && held.right === right);
  const flagged = (kind: 'package' | 'tool'): boolean => item?.kind === kind && item.allowedForHelpDesk === true;
  const column = cells.filter((cell) => cell.row === permission && roles.includes(cell.column));

  if (column.some(({ mark }) => mark === 'X')) return true;
  for (const { table, mark } of column) {
    const footnote = `${table}${mark.slice(1)}`;
    if (footnote === '1*' && !on('no-read')) return true;
    if (footnote === '1**' && roles.includes('Report builder')) return true;
    if (footnote === '1****' && !roles.includes('Deny user listing')) return true;
    if (footnote === '2*' && on('write')) return true;
    if (footnote === '2**' && flagged('tool')) return true;
    if (footnote === '2***' && flagged('package')) return true;
    if (footnote === '4*' && roles.includes('Editor')) return true;
  }
  if (permission === 'Reader access to the entire system') return !on('no-read') && (on('read') || on('write'));
  if (permission === 'Edit access to asset configuration items') return on('write');
  if (permission === 'Read access to encryption recovery key') return on('recovery-key');
  return false;
}
