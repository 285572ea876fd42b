import type { ItemKind, ItemRight } from '../domain/entitlement.ts';
import type { ReasonOf } from '../domain/reason.ts';
import { reason } from '../domain/reason.ts';

/** The item that a question is about. Packages and tools carry only their flag (R4); absent means false. */
export interface Item {
  readonly id: string;
  readonly kind: ItemKind;
  readonly allowedForHelpDesk?: boolean | undefined;
}

/** One right of one person on one asset (R4). */
export interface HeldItemRight {
  readonly item: string;
  readonly right: ItemRight;
}

/** What item rights give on their asset, by permission (R4; table 1 `***`); also where the cell is `-`. */
export const rightsGivenByItemRights: Readonly<Record<string, readonly ItemRight[]>> = {
  'Reader access to the entire system': ['read', 'write'],
  'Edit access to asset configuration items': ['write'],
  'Read access to encryption recovery key': ['recovery-key'],
};

/** What an item right takes away on its asset, by permission (table 1 `*`). */
export const limitedBy: Readonly<Record<string, ItemRight>> = {
  'Reader access to the entire system': 'no-read',
};

/**
 * Whether the person holds this very right on this very item; no right ever reaches another item (R4). A plain loop that
 * looks at the right first: comparing ids is what costs in a decision about an item.
 */
export function holds(rights: readonly HeldItemRight[], item: string, right: ItemRight): boolean {
  for (const held of rights) {
    if (held.right === right && held.item === item) return true;
  }
  return false;
}

/**
 * `no-read` beside `read` or `write` on one asset is refused (R4). Returns why `right` cannot be given beside what is
 * held, with the way out, or null where nothing stands in its way.
 */
export function conflictingItemRight(
  held: readonly HeldItemRight[],
  { item, right }: HeldItemRight,
): ReasonOf<'item-right-conflict'> | null {
  const opponents: readonly ItemRight[] =
    right === 'no-read' ? ['write', 'read'] : right === 'recovery-key' ? [] : ['no-read'];
  const conflict = opponents.find((opponent) => holds(held, item, opponent));
  return conflict === undefined ? null : reason('R4', 'item-right-conflict', { wanted: right, held: conflict, item });
}
