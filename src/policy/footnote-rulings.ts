import type { Reason } from '../domain/reason.ts';
import type { Cell } from './cell.ts';
import { denials } from './cell.ts';
import type { HeldItemRight, Item } from './item-rights.ts';
import { holds } from './item-rights.ts';
import { bitOf } from './matrix.ts';
import { inGroup } from './membership.ts';
import type { Ruling } from './ruling.ts';
import { always } from './ruling.ts';
import { reason, settled } from './sentences.ts';
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
  return inGroup(cell.mask, group)
    ? always(
        settled('deny', [
          reason(
            'R3',
            `${group} takes ${cell.label} away from all but Administrators; who has the authority can take them out of it (${cell.footnote}).`,
          ),
        ]),
      )
    : always(
        settled('allow', [
          reason('R3', `${cell.giving(cell.starred)} ${cell.label}, as they are not in ${group} (${cell.footnote}).`),
        ]),
      );
}

const a = (kind: Item['kind']): string => (kind === 'asset' ? 'an asset' : `a ${kind}`);

/** A deny whose first reason is a condition that the item does not meet, and why it does not. */
function unmet(cell: Cell, condition: string) {
  const others = denials(cell);
  return (why: string) =>
    settled('deny', [
      reason('R3', `${cell.giving(cell.starred)} ${cell.label} only for ${condition}; ${why} (${cell.footnote}).`),
      ...others,
    ]);
}

/** Table 2 `**` and `***`: only for a tool or a package that says so. */
export function needsFlag(cell: Cell, { item: kind }: Of<'needs-flag'>): Ruling {
  const deny = unmet(cell, `a ${kind} that is allowed for help desk`);
  const unnamed = deny(`say which ${kind}`);
  return {
    fixed: null,
    ask: (item) => {
      if (item === undefined) return unnamed;
      if (item.kind !== kind) return deny(`${item.id} is ${a(item.kind)}`);
      if (item.allowedForHelpDesk !== true) {
        return deny(`${item.id} is not, so have "Allowed for help desk" set on it`);
      }
      const sentence = `${cell.giving(cell.starred)} ${cell.label} for ${kind} ${item.id}, which is allowed for help desk (${cell.footnote}).`;
      return { effect: 'allow', because: [reason('R3', sentence)] };
    },
  };
}

/** Why an asset's right is not there, for a cell that depends on one (table 1 `***`, table 2 `*`). */
export function withoutItemRight(cell: Cell, right: string): (item: Item | undefined) => ReturnType<typeof settled> {
  const deny = unmet(cell, `an asset on which they hold the item right ${right}`);
  const unnamed = deny('say which asset');
  return (item) => {
    if (item === undefined) return unnamed;
    if (item.kind !== 'asset') return deny(`${item.id} is ${a(item.kind)}`);
    return deny(`they do not hold it on ${item.id}, so ask for ${right} there`);
  };
}

/** Table 2 `*`: only on an asset that the person holds an item right for. */
export function needsItemRight(cell: Cell, { right }: Of<'needs-item-right'>): Ruling {
  const deny = withoutItemRight(cell, right);
  return {
    fixed: null,
    ask: (item: Item | undefined, rights: readonly HeldItemRight[]) => {
      if (item?.kind !== 'asset' || !holds(rights, item.id, right)) return deny(item);
      const given = `${cell.giving(cell.starred)} ${cell.label} on an asset that they have ${right} for (${cell.footnote}).`;
      const held = `They hold the item right ${right} on ${item.id}.`;
      return { effect: 'allow', because: [reason('R3', given), reason('R4', held)] };
    },
  };
}
