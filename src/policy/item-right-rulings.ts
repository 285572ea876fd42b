import type { ItemRight } from '../domain/entitlement.ts';
import type { Cell } from './cell.ts';
import { denials } from './cell.ts';
import { withoutItemRight } from './footnote-rulings.ts';
import { holds } from './item-rights.ts';
import type { Ruling } from './ruling.ts';
import { onceForEachItem, reason, settled } from './sentences.ts';

/**
 * Table 1 `*`: reader access by default, which the limit takes away for one asset where every source of it is starred.
 * The caller has seen to it that no unstarred X is among the sources.
 */
export function limitedForAssets(cell: Cell, limit: ItemRight): Ruling {
  const { giving, starred, label, footnote } = cell;
  const open = settled('allow', [
    reason('R3', `${giving(starred)} ${label}; the item right ${limit} can limit it for single assets (${footnote}).`),
  ]);
  const limited = onceForEachItem('deny', (item) => [
    reason('R3', `${giving(starred)} ${label} except for assets that ${limit} limits (${footnote}).`),
    reason('R4', `${limit} on ${item} takes it away there; who has the authority can end ${limit}.`),
  ]);
  return {
    general: open,
    ask: (item, rights) => (item.kind === 'asset' && holds(rights, item.id, limit) ? limited(item.id) : open),
  };
}

/** The two answers that follow from holding one right: it gives, or the limit beats it. */
function answersFor({ label, permission: { limitedBy } }: Cell, right: ItemRight) {
  const limit = limitedBy ?? 'no limit';
  return {
    right,
    given: onceForEachItem('allow', (item) => [
      reason('R4', `The item right ${right} on ${item} gives ${label} there.`),
    ]),
    beaten: onceForEachItem('deny', (item) => [
      reason(
        'R4',
        `${limit} on ${item} beats ${right} there, so ${label} is not given; who has the authority can end ${limit}.`,
      ),
    ]),
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
