import type { ItemRight } from '../domain/entitlement.ts';
import { reason } from '../domain/reason.ts';
import type { Cell } from './cell.ts';
import { denials } from './cell.ts';
import { withoutItemRight } from './footnote-rulings.ts';
import { holds } from './item-rights.ts';
import type { Ruling } from './ruling.ts';
import { onceForEachItem, settled } from './settled.ts';

/**
 * Table 1 `*`: reader access by default, which the limit takes away for one asset where every source of it is starred.
 * The caller has seen to it that no unstarred X is among the sources.
 */
export function limitedForAssets(cell: Cell, limit: ItemRight): Ruling {
  const starred = { ...cell.footnote, limit };
  const open = settled('allow', [reason('R3', 'can-be-limited', starred)]);
  const limited = onceForEachItem('deny', (item) => [
    reason('R3', 'limited-for-assets', starred),
    reason('R4', 'limit-takes-away', { limit, item }),
  ]);
  return {
    general: open,
    ask: (item, rights) => (item.kind === 'asset' && holds(rights, item.id, limit) ? limited(item.id) : open),
  };
}

/** The two answers that follow from holding one right: it gives, or the limit beats it. */
function answersFor({ row, permission: { limitedBy: limit } }: Cell, right: ItemRight) {
  return {
    right,
    given: onceForEachItem('allow', (item) => [reason('R4', 'item-right-gives', { ...row, right, item })]),
    beaten: onceForEachItem('deny', (item) => [reason('R4', 'limit-beats-right', { ...row, limit, right, item })]),
  };
}

/** R4 and table 1 `***`: no group gives it, an item right gives it for its asset, unless the limit beats that. */
export function givenForAssets(cell: Cell): Ruling {
  const { givenBy, limitedBy } = cell.permission;
  const [asked = 'read'] = givenBy;
  const closed = settled('deny', denials(cell));
  const denied =
    cell.starred === 0
      ? { unnamed: closed, otherKind: () => closed, lacking: () => closed }
      : withoutItemRight(cell, asked);
  const answers = givenBy.map((right) => answersFor(cell, right));
  return {
    general: denied.unnamed,
    ask: (item, rights) => {
      if (item.kind !== 'asset') return denied.otherKind(item);
      for (const { right, given, beaten } of answers) {
        if (holds(rights, item.id, right)) {
          return limitedBy !== null && holds(rights, item.id, limitedBy) ? beaten(item.id) : given(item.id);
        }
      }
      return denied.lacking(item.id);
    },
  };
}
