import type { ItemRight } from '../domain/entitlement.ts';
import type { Cell } from './cell.ts';
import { denials } from './cell.ts';
import { withoutItemRight } from './footnote-rulings.ts';
import { holds } from './item-rights.ts';
import type { Ruling } from './ruling.ts';
import { reason, settled } from './sentences.ts';

/**
 * Table 1 `*`: reader access by default, which the limit takes away for one asset where every source of it is starred.
 * The caller has seen to it that no unstarred X is among the sources.
 */
export function limitedForAssets(cell: Cell, limit: ItemRight): Ruling {
  const { giving, starred, label, footnote } = cell;
  const open = settled('allow', [
    reason('R3', `${giving(starred)} ${label}; the item right ${limit} can limit it for single assets (${footnote}).`),
  ]);
  const exception = reason('R3', `${giving(starred)} ${label} except for assets that ${limit} limits (${footnote}).`);
  return {
    fixed: null,
    ask: (item, rights) => {
      if (item?.kind !== 'asset' || !holds(rights, item.id, limit)) return open;
      const sentence = `${limit} on ${item.id} takes it away there; who has the authority can end ${limit}.`;
      return { effect: 'deny', because: [exception, reason('R4', sentence)] };
    },
  };
}

/** R4 and table 1 `***`: no group gives it, an item right gives it for its asset, unless the limit beats that. */
export function givenForAssets(cell: Cell): Ruling {
  const { givenBy, limitedBy } = cell.permission;
  const [asked = 'read'] = givenBy;
  const closed = settled('deny', denials(cell));
  const deny = cell.starred === 0 ? () => closed : withoutItemRight(cell, asked);
  return {
    fixed: null,
    ask: (item, rights) => {
      const right = item?.kind === 'asset' ? givenBy.find((each) => holds(rights, item.id, each)) : undefined;
      if (item === undefined || right === undefined) return deny(item);
      if (limitedBy !== null && holds(rights, item.id, limitedBy)) {
        const beaten = `${limitedBy} on ${item.id} beats ${right} there, so ${cell.label} is not given; who has the authority can end ${limitedBy}.`;
        return { effect: 'deny', because: [reason('R4', beaten)] };
      }
      const sentence = `The item right ${right} on ${item.id} gives ${cell.label} there.`;
      return { effect: 'allow', because: [reason('R4', sentence)] };
    },
  };
}
