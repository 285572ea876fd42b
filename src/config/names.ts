import type { ItemKind } from '../domain/entitlement.ts';
import { denyUserListing } from '../domain/entitlement.ts';
import type { LooseFile, LooseInstance } from './shape.ts';

/** What the configuration needs to know of the built-in groups; from `policy`, handed in. */
export interface BuiltInGroups {
  /** The seventeen (R1), spelt as the vendor does. */
  readonly names: readonly string[];
  /** The built-in group or `Deny user listing` that a text names, in any case, also in the plural; null for none. */
  find(text: string): string | null;
}

/** The names of one instance, spelt as declared. */
export interface InstanceNames {
  readonly id: string;
  readonly customGroups: readonly string[];
  readonly items: readonly { readonly id: string; readonly kind: ItemKind | null }[];
  /** The group that a text names, in any case; null for none. */
  findGroup(text: string): string | null;
  /** Every group that can be given. */
  readonly allGroups: readonly string[];
}

/** Everything that the file declares and that it may name elsewhere. */
export interface Names {
  readonly builtIn: BuiltInGroups;
  readonly products: readonly string[];
  readonly instances: readonly InstanceNames[];
  /** Lower-cased addresses of default administrators (R6), with their instance. */
  readonly defaultAdministrators: ReadonlyMap<string, string>;
}

/** Names are compared in any case, with blanks collapsed. */
export function fold(text: string): string {
  return tidy(text).toLowerCase();
}

export function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** The one of `words` that is meant by `text`, in any case; null for none. */
export function find(words: readonly string[], text: string): string | null {
  return words.find((word) => fold(word) === fold(text)) ?? null;
}

/** Elements that are there, with the positions that they have in the file. */
export function present<T>(list: readonly (T | undefined)[] | undefined): (readonly [number, T])[] {
  return (list ?? []).flatMap((element, index) => (element === undefined ? [] : [[index, element] as const]));
}

/** Collects what a file declares; what is missing or of a wrong shape is left out. */
export function collectNames(file: LooseFile, builtIn: BuiltInGroups): Names {
  const instances = present(file.instances);
  return {
    builtIn,
    products: present(file.products).flatMap(([, { id }]) => (id === undefined ? [] : [id])),
    instances: instances.map(([, instance]) => namesOfInstance(instance, builtIn)),
    defaultAdministrators: new Map(
      instances.flatMap(([, { id, defaultAdministrator }]) =>
        defaultAdministrator === undefined ? [] : [[fold(defaultAdministrator), id ?? 'an instance'] as const],
      ),
    ),
  };
}

/** The names of one instance of the file. */
export function namesOfInstance(instance: LooseInstance, builtIn: BuiltInGroups): InstanceNames {
  const customGroups = present(instance.groups).flatMap(([, { name }]) => (name === undefined ? [] : [tidy(name)]));
  const items = present(instance.items).flatMap(([, { id, kind }]) =>
    id === undefined ? [] : [{ id, kind: kind ?? null }],
  );
  return {
    id: instance.id ?? '',
    customGroups,
    items,
    findGroup: (text) => find(customGroups, text) ?? builtIn.find(text),
    allGroups: [...builtIn.names, denyUserListing, ...customGroups],
  };
}
