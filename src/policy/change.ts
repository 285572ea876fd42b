import type { Answer } from '../domain/reason.ts';
import { decide } from './decide.ts';
import { cellOf } from './cell.ts';
import { togetherWith } from './footnote-rulings.ts';
import type { HeldItemRight, Item } from './item-rights.ts';
import type { Permission } from './matrix.ts';
import { bitOf, permissions } from './matrix.ts';
import type { Membership } from './membership.ts';
import { listNames } from './sentences.ts';
import type { TableNumber } from './tables/table.ts';

/** What one person holds on one instance: groups and item rights. */
export interface Holding {
  readonly membership: Membership;
  readonly itemRights: readonly HeldItemRight[];
}

/** One right that comes or goes. */
export interface RightChange {
  readonly permission: string;
  readonly table: TableNumber;
  readonly effect: 'gained' | 'lost';
  /** A sentence, where it depends on an asset, a package, a tool or a second group. */
  readonly condition?: string | undefined;
}

/** The change in effective rights between two holdings, for approval cards. */
export interface EffectiveChange {
  /** In the tables' order. A permission can be both: lost in general, gained on one asset. */
  readonly rights: readonly RightChange[];
  /** True where it changes nothing by itself. */
  readonly nothing: boolean;
}

/** Where a permission is had: in general (no item named), for flagged packages or tools, and on which assets. */
interface Reach {
  readonly general: boolean;
  readonly packages: boolean;
  readonly tools: boolean;
  readonly assets: ReadonlySet<string>;
}

const flagged = (kind: 'package' | 'tool'): Item => ({ id: '', kind, allowedForHelpDesk: true });

function reachOf({ membership, itemRights }: Holding, { index }: Permission, assets: readonly string[]): Reach {
  const may = (item?: Item): boolean => {
    const answer: Answer = decide({ membership, permission: index, item, itemRights });
    return answer.effect === 'allow';
  };
  return {
    general: may(),
    packages: may(flagged('package')),
    tools: may(flagged('tool')),
    assets: new Set(assets.filter((id) => may({ id, kind: 'asset' }))),
  };
}

const helpDeskPackages = 'packages that are allowed for help desk';
const helpDeskTools = 'custom tools that are allowed for help desk';
const assetNames = (ids: readonly string[]): string => `${ids.length === 1 ? 'asset' : 'assets'} ${listNames(ids)}`;

/** The second group that a right rests on (table 1 `**`, table 4 `*`), as a sentence. */
function secondGroup({ membership }: Holding, permission: Permission): string | undefined {
  const { footnote } = permission;
  const cell = cellOf(permission, membership);
  const rests = footnote?.kind === 'only-with' && cell.starred !== 0 && (cell.mask & bitOf(footnote.group)) !== 0;
  return rests && cell.plain === 0 ? togetherWith(cell, footnote.group) : undefined;
}

/** What `holding` has and `other` has not, or null where there is nothing. */
function surplus(
  holding: Holding,
  has: Reach,
  other: Reach,
  permission: Permission,
  assets: readonly string[],
): Pick<RightChange, 'condition'> | null {
  if (has.general && !other.general) {
    const without = assets.filter((id) => !has.assets.has(id));
    const both = assets.filter((id) => has.assets.has(id) && other.assets.has(id));
    const except = without.length > 0 ? `Not on ${assetNames(without)}.` : undefined;
    const unchanged = [
      ...(both.length > 0 ? [`on ${assetNames(both)}`] : []),
      ...(other.packages ? [`for ${helpDeskPackages}`] : []),
      ...(other.tools ? [`for ${helpDeskTools}`] : []),
    ].map((where) => `Nothing changes ${where}.`);
    const sentences = [secondGroup(holding, permission), except, ...unchanged].filter((one) => one !== undefined);
    return sentences.length > 0 ? { condition: sentences.join(' ') } : {};
  }
  if (has.packages && !other.packages) return { condition: `Only for ${helpDeskPackages}.` };
  if (has.tools && !other.tools) return { condition: `Only for ${helpDeskTools}.` };
  const only = assets.filter((id) => has.assets.has(id) && !other.assets.has(id));
  return only.length > 0 ? { condition: `Only on ${assetNames(only)}.` } : null;
}

/**
 * The change in effective rights from one holding to another, worked out with {@link decide} itself: in general, for
 * packages and tools that are allowed for help desk, and for every asset that either holding has an item right on.
 */
export function changeBetween(before: Holding, after: Holding): EffectiveChange {
  const assets = [...new Set([...before.itemRights, ...after.itemRights].map(({ item }) => item))].sort();
  const rights = permissions.flatMap((permission): RightChange[] => {
    const had = reachOf(before, permission, assets);
    const has = reachOf(after, permission, assets);
    const { label, table } = permission;
    const gained = surplus(after, has, had, permission, assets);
    const lost = surplus(before, had, has, permission, assets);
    return [
      ...(gained === null ? [] : [{ permission: label, table, effect: 'gained' as const, ...gained }]),
      ...(lost === null ? [] : [{ permission: label, table, effect: 'lost' as const, ...lost }]),
    ];
  });
  return { rights, nothing: rights.length === 0 };
}
