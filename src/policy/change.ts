import type { Answer, ReasonOf } from '../domain/reason.ts';
import { decide } from './decide.ts';
import { cellOf } from './cell.ts';
import { togetherWith } from './footnote-rulings.ts';
import type { HeldItemRight, Item } from './item-rights.ts';
import type { Permission } from './matrix.ts';
import { bitOf, permissions } from './matrix.ts';
import type { Membership } from './membership.ts';
import type { TableNumber } from './tables/table.ts';

/** What one person holds on one instance: groups and item rights. */
export interface Holding {
  readonly membership: Membership;
  readonly itemRights: readonly HeldItemRight[];
}

/** What is allowed for help desk by its own flag. */
export type Flagged = 'packages' | 'tools';

/** What a right that comes or goes depends on; assets by their ids. */
export type RightCondition =
  | { readonly code: 'second-group'; readonly reason: ReasonOf<'together-with'> }
  | { readonly code: 'not-on'; readonly assets: readonly string[] }
  | { readonly code: 'only-on'; readonly assets: readonly string[] }
  | { readonly code: 'unchanged-on'; readonly assets: readonly string[] }
  | { readonly code: 'only-for'; readonly what: Flagged }
  | { readonly code: 'unchanged-for'; readonly what: Flagged };

/** One right that comes or goes. */
export interface RightChange {
  readonly permission: string;
  readonly table: TableNumber;
  readonly effect: 'gained' | 'lost';
  /** Where it depends on an asset, a package, a tool or a second group. */
  readonly conditions?: readonly RightCondition[] | undefined;
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

/** The second group that a right rests on (table 1 `**`, table 4 `*`). */
function secondGroup({ membership }: Holding, permission: Permission): readonly RightCondition[] {
  const { footnote } = permission;
  const cell = cellOf(permission, membership);
  const rests = footnote?.kind === 'only-with' && cell.starred !== 0 && (cell.mask & bitOf(footnote.group)) !== 0;
  if (!rests || cell.plain !== 0) return [];
  return [{ code: 'second-group', reason: togetherWith(cell, footnote.group) }];
}

/** What `holding` has and `other` has not, or null where there is nothing. */
function surplus(
  holding: Holding,
  has: Reach,
  other: Reach,
  permission: Permission,
  assets: readonly string[],
): Pick<RightChange, 'conditions'> | null {
  if (has.general && !other.general) {
    const without = assets.filter((id) => !has.assets.has(id));
    const both = assets.filter((id) => has.assets.has(id) && other.assets.has(id));
    const conditions: readonly RightCondition[] = [
      ...secondGroup(holding, permission),
      ...(without.length > 0 ? [{ code: 'not-on' as const, assets: without }] : []),
      ...(both.length > 0 ? [{ code: 'unchanged-on' as const, assets: both }] : []),
      ...(other.packages ? [{ code: 'unchanged-for' as const, what: 'packages' as const }] : []),
      ...(other.tools ? [{ code: 'unchanged-for' as const, what: 'tools' as const }] : []),
    ];
    return conditions.length > 0 ? { conditions } : {};
  }
  if (has.packages && !other.packages) return { conditions: [{ code: 'only-for', what: 'packages' }] };
  if (has.tools && !other.tools) return { conditions: [{ code: 'only-for', what: 'tools' }] };
  const only = assets.filter((id) => has.assets.has(id) && !other.assets.has(id));
  return only.length > 0 ? { conditions: [{ code: 'only-on', assets: only }] } : null;
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
