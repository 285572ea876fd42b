import type { ItemKind, ItemRight } from '../entitlement.ts';

type Nothing = object;

/** A group that decided; `through`: the custom groups that bring it, none where it was given directly. */
export interface GroupNamed {
  readonly name: string;
  readonly through: readonly string[];
}

/** The row that was asked about. */
interface Row {
  readonly permission: string;
  readonly table: number;
}

/** A starred cell of it, and the groups whose cells those are. */
interface Starred extends Row {
  readonly groups: readonly GroupNamed[];
  readonly stars: string;
}

/** Which groups would give it. `most`: most others as well. `right`: the item right that gives it for one asset. */
interface Instead extends Row {
  readonly givers: readonly string[];
  readonly most: boolean;
  readonly right: ItemRight | null;
}

/** What an item was found to be, where the cell depends on one. */
export type ItemFound =
  | { readonly is: 'unnamed' }
  | { readonly is: 'other-kind'; readonly item: string; readonly itemKind: ItemKind }
  | { readonly is: 'lacking'; readonly item: string };

/** The reasons of tables 1 to 4 (R1 to R4, R8). */
export interface RightsReasonArgs {
  readonly 'unknown-permission': Nothing;
  readonly 'cell-gives': Row & { readonly groups: readonly GroupNamed[] };
  /** `only`: the one group that they have, which gives no rights; empty where they have none. */
  readonly 'no-group': Instead & { readonly only: string };
  readonly 'cell-lacks': Instead & { readonly groups: readonly GroupNamed[] };
  readonly 'column-missing': Instead & { readonly groups: readonly GroupNamed[]; readonly columns: readonly string[] };
  readonly 'together-with': Starred & { readonly group: string };
  readonly 'only-together-with': Starred & { readonly group: string };
  readonly 'hidden-by-group': Starred & { readonly group: string };
  readonly 'not-in-group': Starred & { readonly group: string };
  /** `right` null: the item's own flag is needed. */
  readonly 'item-needed': Starred & {
    readonly kind: ItemKind;
    readonly right: ItemRight | null;
    readonly found: ItemFound;
  };
  readonly 'item-allowed': Starred & { readonly kind: ItemKind; readonly item: string };
  readonly 'asset-with-right': Starred & { readonly right: ItemRight };
  readonly 'holds-item-right': { readonly right: ItemRight; readonly item: string };
  readonly 'can-be-limited': Starred & { readonly limit: ItemRight };
  readonly 'limited-for-assets': Starred & { readonly limit: ItemRight };
  readonly 'limit-takes-away': { readonly limit: ItemRight; readonly item: string };
  readonly 'item-right-gives': Row & { readonly right: ItemRight; readonly item: string };
  readonly 'limit-beats-right': Row & {
    readonly limit: ItemRight | null;
    readonly right: ItemRight;
    readonly item: string;
  };
  readonly 'item-right-conflict': {
    readonly wanted: ItemRight;
    readonly held: ItemRight;
    readonly item: string;
  };
}

/** The reasons of console access (C2 to C5). */
export interface ConsoleReasonArgs {
  readonly 'administrator-opens-console': Nothing;
  readonly 'added-to-console': Nothing;
  readonly 'not-added-to-console': Nothing;
  readonly 'not-an-administrator': Nothing;
  readonly 'console-full-rights': Nothing;
  readonly 'console-access-to-add': Nothing;
  readonly 'administrator-uses-product': Nothing;
  readonly 'administrator-of-product': Nothing;
  readonly 'console-not-product': Nothing;
  readonly 'console-not-administrator': Nothing;
}
