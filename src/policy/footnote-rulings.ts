import type { ItemRight } from '../domain/entitlement.ts';
import type { Answer, Reason } from '../domain/reason.ts';
import type { Cell } from './cell.ts';
import { denials } from './cell.ts';
import type { Item } from './item-rights.ts';
import { holds } from './item-rights.ts';
import { bitOf } from './matrix.ts';
import { inGroup } from './membership.ts';
import type { Ruling } from './ruling.ts';
import { always } from './ruling.ts';
import { onceForEachItem, reason, settled } from './sentences.ts';
import type { Footnote } from './tables/table.ts';

type Of<Kind extends Footnote['kind']> = Extract<Footnote, { kind: Kind }>;

/** R3 for a starred cell whose footnote asks for a second group, as a sentence. */
export const togetherWith = ({ giving, starred, label, footnote }: Cell, group: string): string =>
  `${giving(starred)} ${label} together with ${group} (${footnote}).`;

/** Table 1 `**` and table 4 `*`: only together with another group. */
export function onlyWith(cell: Cell, { group }: Of<'only-with'>): Ruling {
  if (inGroup(cell.mask, group)) return always(settled('allow', [reason('R3', togetherWith(cell, group))]));
  const missing = `${cell.giving(cell.starred)} ${cell.label} only together with ${group}, so ask for ${group} as well (${cell.footnote}).`;
  return always(settled('deny', [reason('R3', missing), ...denials(cell)]));
}

/**
 * Table 1 `**`: where the second group gives the right by itself, its plain X decides, and the footnote is met with it.
 * Returns the footnote's reason, or none.
 */
export function metWithPlain(cell: Cell): Reason[] {
  const { footnote } = cell.permission;
  if (footnote?.kind !== 'only-with' || cell.starred === 0) return [];
  return (cell.plain & bitOf(footnote.group)) === 0 ? [] : [reason('R3', togetherWith(cell, footnote.group))];
}

/** Table 1 `****`: for all but members of one group. */
export function unlessIn(cell: Cell, { group }: Of<'unless-in'>): Ruling {
  const hidden = `${group} takes ${cell.label} away from all but Administrators; who has the authority can take them out of it (${cell.footnote}).`;
  const visible = `${cell.giving(cell.starred)} ${cell.label}, as they are not in ${group} (${cell.footnote}).`;
  return inGroup(cell.mask, group)
    ? always(settled('deny', [reason('R3', hidden)]))
    : always(settled('allow', [reason('R3', visible)]));
}

const article: Readonly<Record<Item['kind'], string>> = { asset: 'an asset', package: 'a package', tool: 'a tool' };

/** Denials whose first reason is a condition of the footnote that an item does not meet. */
interface Unmet {
  /** The answer where no item is named: it asks for one. */
  readonly unnamed: Answer;
  /** The answer for an item of another kind. */
  readonly otherKind: (item: Item) => Answer;
  /** The answer for an item of the right kind, by its id, that does not meet the condition. */
  readonly lacking: (item: string) => Answer;
}

function unmet(cell: Cell, kind: Item['kind'], condition: string, why: (item: string) => string): Unmet {
  const others = denials(cell);
  const because = (reading: string): Reason[] => {
    const start = `${cell.giving(cell.starred)} ${cell.label} only for ${article[kind]} ${condition}`;
    return [reason('R3', `${start}; ${reading} (${cell.footnote}).`), ...others];
  };
  return {
    unnamed: settled('deny', because(`say which ${kind}`)),
    otherKind: (item) => settled('deny', because(`${item.id} is ${article[item.kind]}`)),
    lacking: onceForEachItem('deny', (item) => because(why(item))),
  };
}

/** Table 2 `**` and `***`: only for a tool or a package that says so. */
export function needsFlag(cell: Cell, { item: kind }: Of<'needs-flag'>): Ruling {
  const { unnamed, otherKind, lacking } = unmet(
    cell,
    kind,
    'that is allowed for help desk',
    (item) => `${item} is not, so have "Allowed for help desk" set on it`,
  );
  const allowed = onceForEachItem('allow', (item) => {
    const given = `${cell.giving(cell.starred)} ${cell.label} for ${kind} ${item}, which is allowed for help desk`;
    return [reason('R3', `${given} (${cell.footnote}).`)];
  });
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
  const condition = `on which they hold the item right ${right}`;
  return unmet(cell, 'asset', condition, (item) => `they do not hold it on ${item}, so ask for ${right} there`);
}

/** Table 2 `*`: only on an asset that the person holds an item right for. */
export function needsItemRight(cell: Cell, { right }: Of<'needs-item-right'>): Ruling {
  const { unnamed, otherKind, lacking } = withoutItemRight(cell, right);
  const allowed = onceForEachItem('allow', (item) => [
    reason(
      'R3',
      `${cell.giving(cell.starred)} ${cell.label} on an asset that they have ${right} for (${cell.footnote}).`,
    ),
    reason('R4', `They hold the item right ${right} on ${item}.`),
  ]);
  return {
    general: unnamed,
    ask: (item, rights) => {
      if (item.kind !== 'asset') return otherKind(item);
      return holds(rights, item.id, right) ? allowed(item.id) : lacking(item.id);
    },
  };
}
