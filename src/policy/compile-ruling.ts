import type { Cell } from './cell.ts';
import { cellOf, denials, givenPlainly } from './cell.ts';
import { metWithPlain, needsFlag, needsItemRight, onlyWith, unlessIn } from './footnote-rulings.ts';
import { givenForAssets, limitedForAssets } from './item-right-rulings.ts';
import type { Permission } from './matrix.ts';
import type { Membership } from './membership.ts';
import type { Ruling } from './ruling.ts';
import { always } from './ruling.ts';
import { settled } from './settled.ts';

/** R3: the cell decides, the footnote qualifies it. Null where the stars give nothing by themselves. */
function footnoteRuling(cell: Cell): Ruling | null {
  const { footnote } = cell.permission;
  if (footnote === null || cell.starred === 0) return null;
  switch (footnote.kind) {
    case 'limited-by':
      return limitedForAssets(cell, footnote.right);
    case 'needs-item-right':
      return needsItemRight(cell, footnote);
    case 'needs-flag':
      return needsFlag(cell, footnote);
    case 'only-with':
      return onlyWith(cell, footnote);
    case 'unless-in':
      return unlessIn(cell, footnote);
    case 'given-by-item-right':
      return null;
  }
}

/**
 * Works out what a membership makes of a permission: a plain X of any group wins (R1, R2), then the footnote of the
 * starred cells (R3), then the item rights (R4); what none of them gives is denied. R1 ("with no group, none") speaks of
 * what groups give: an item right is the person's own and gives for its asset also where they are in no group.
 */
export function compileRuling(permission: Permission, membership: Membership): Ruling {
  const cell = cellOf(permission, membership);
  if (cell.plain !== 0) return always(settled('allow', [givenPlainly(cell), ...metWithPlain(cell)]));
  const byFootnote = footnoteRuling(cell);
  if (byFootnote !== null) return byFootnote;
  return permission.givenBy.length > 0 ? givenForAssets(cell) : always(settled('deny', denials(cell)));
}
