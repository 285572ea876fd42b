import type { ItemRight } from '../domain/entitlement.ts';
import type { Answer, Reason } from '../domain/reason.ts';
import { reason } from '../domain/reason.ts';
import type { ItemFound } from '../domain/reasons/rights.ts';
import type { Cell } from './cell.ts';
import { denials } from './cell.ts';
import type { Item } from './item-rights.ts';
import { holds } from './item-rights.ts';
import { bitOf } from './matrix.ts';
import { inGroup } from './membership.ts';
import type { Ruling } from './ruling.ts';
import { always } from './ruling.ts';
import { onceForEachItem, settled } from './settled.ts';
import type { Footnote } from './tables/table.ts';

type Of<Kind extends Footnote['kind']> = Extract<Footnote, { kind: Kind }>;

/** R3 for a starred cell whose footnote asks for a second group, which they have. */
export const togetherWith = ({ footnote }: Cell, group: string) =>
  reason('R3', 'together-with', { ...footnote, group });

/** Table 1 `**` and table 4 `*`: only together with another group. */
export function onlyWith(cell: Cell, { group }: Of<'only-with'>): Ruling {
  if (inGroup(cell.mask, group)) return always(settled('allow', [togetherWith(cell, group)]));
  const missing = reason('R3', 'only-together-with', { ...cell.footnote, group });
  return always(settled('deny', [missing, ...denials(cell)]));
}

/**
 * Table 1 `**`: where the second group gives the right by itself, its plain X decides, and the footnote is met with it.
 * Returns the footnote's reason, or none.
 */
export function metWithPlain(cell: Cell): Reason[] {
  const { footnote } = cell.permission;
  if (footnote?.kind !== 'only-with' || cell.starred === 0) return [];
  return (cell.plain & bitOf(footnote.group)) === 0 ? [] : [togetherWith(cell, footnote.group)];
}

/** Table 1 `****`: for all but members of one group. */
export function unlessIn(cell: Cell, { group }: Of<'unless-in'>): Ruling {
  return inGroup(cell.mask, group)
    ? always(settled('deny', [reason('R3', 'hidden-by-group', { ...cell.footnote, group })]))
    : always(settled('allow', [reason('R3', 'not-in-group', { ...cell.footnote, group })]));
}

/** Denials whose first reason is a condition of the footnote that an item does not meet. */
interface Unmet {
  /** The answer where no item is named: it asks for one. */
  readonly unnamed: Answer;
  /** The answer for an item of another kind. */
  readonly otherKind: (item: Item) => Answer;
  /** The answer for an item of the right kind, by its id, that does not meet the condition. */
  readonly lacking: (item: string) => Answer;
}

function unmet(cell: Cell, kind: Item['kind'], right: ItemRight | null): Unmet {
  const others = denials(cell);
  const because = (found: ItemFound): Reason[] => [
    reason('R3', 'item-needed', { ...cell.footnote, kind, right, found }),
    ...others,
  ];
  return {
    unnamed: settled('deny', because({ is: 'unnamed' })),
    otherKind: ({ id: item, kind: itemKind }) => settled('deny', because({ is: 'other-kind', item, itemKind })),
    lacking: onceForEachItem('deny', (item) => because({ is: 'lacking', item })),
  };
}

/** Table 2 `**` and `***`: only for a tool or a package that says so. */
export function needsFlag(cell: Cell, { item: kind }: Of<'needs-flag'>): Ruling {
  const { unnamed, otherKind, lacking } = unmet(cell, kind, null);
  const allowed = onceForEachItem('allow', (item) => [reason('R3', 'item-allowed', { ...cell.footnote, kind, item })]);
  return {
    general: unnamed,
    ask: (item) => {
      if (item.kind !== kind) return otherKind(item);
      return item.allowedForHelpDesk === true ? allowed(item.id) : lacking(item.id);
    },
  };
}

/** The denials of a cell that depends on an item right (table 1 `***`, table 2 `*`). */
export function withoutItemRight(cell: Cell, right: ItemRight): Unmet {
  return unmet(cell, 'asset', right);
}

/** Table 2 `*`: only on an asset that the person holds an item right for. */
export function needsItemRight(cell: Cell, { right }: Of<'needs-item-right'>): Ruling {
  const { unnamed, otherKind, lacking } = withoutItemRight(cell, right);
  const allowed = onceForEachItem('allow', (item) => [
    reason('R3', 'asset-with-right', { ...cell.footnote, right }),
    reason('R4', 'holds-item-right', { right, item }),
  ]);
  return {
    general: unnamed,
    ask: (item, rights) => {
      if (item.kind !== 'asset') return otherKind(item);
      return holds(rights, item.id, right) ? allowed(item.id) : lacking(item.id);
    },
  };
}
