import { itemRights } from '../domain/entitlement.ts';
import type { Names } from './names.ts';
import { find, fold } from './names.ts';
import { listed, noSuch, quoted, suggest } from './nearest.ts';
import type { Finding, Path } from './problem.ts';
import type { LooseRule } from './shape.ts';

type Match = NonNullable<LooseRule['match']>;

const keysOfKind = {
  console: ['product'],
  role: ['instance', 'role'],
  item: ['instance', 'item', 'right'],
} as const;
type Kind = keyof typeof keysOfKind;
const kinds = Object.keys(keysOfKind) as Kind[];

/** What a rule matches, in the spelling of the declarations: its possible kinds, and the keys it binds. */
export interface Scope {
  readonly kinds: readonly Kind[];
  /** Folded values by key; `kind` is not among them. */
  readonly keys: ReadonlyMap<string, string>;
}

/** The scope of a match; null where its keys do not go together. */
export function scopeOf(match: Match, names: Names): Scope | null {
  const keys = Object.entries(match).filter(([key]) => key !== 'kind');
  const possible = kinds.filter(
    (kind) =>
      (match.kind === undefined || match.kind === kind) &&
      keys.every(([key]) => (keysOfKind[kind] as readonly string[]).includes(key)),
  );
  if (possible.length === 0) return null;
  return {
    kinds: possible,
    keys: new Map(
      keys.map(([key, value]) => [key, fold((key === 'role' ? resolveRole(value, match, names) : null) ?? value)]),
    ),
  };
}

/** Whether everything that `later` matches is matched by `earlier` already. */
export function hides(earlier: Scope, later: Scope): boolean {
  return (
    later.kinds.every((kind) => earlier.kinds.includes(kind)) &&
    [...earlier.keys].every(([key, value]) => later.keys.get(key) === value)
  );
}

/** The instances that a match can be about. */
function instancesOf(match: Match, names: Names) {
  const { instance } = match;
  return instance === undefined ? names.instances : names.instances.filter(({ id }) => fold(id) === fold(instance));
}

/** The group that a match names, spelt as declared; null for none. */
export function resolveRole(role: string, match: Match, names: Names): string | null {
  for (const instance of instancesOf(match, names)) {
    const found = instance.findGroup(role);
    if (found !== null) return found;
  }
  return names.builtIn.find(role);
}

/** Names that nothing bears, and keys that do not go together. */
export function checkMatch(path: Path, match: Match, names: Names): Finding[] {
  return [
    ...together(path, match, names),
    ...known([...path, 'product'], match.product, names.products, 'product'),
    ...known(
      [...path, 'instance'],
      match.instance,
      names.instances.map(({ id }) => id),
      'instance',
    ),
    ...roleKnown([...path, 'role'], match, names),
    ...itemKnown(path, match, names),
  ];
}

function together(path: Path, match: Match, names: Names): Finding[] {
  if (scopeOf(match, names) !== null) return [];
  const written = Object.keys(match).filter((key) => match[key as keyof Match] !== undefined);
  const shown = written.map((key) => (key === 'kind' ? `kind ${match.kind ?? ''}` : key));
  const sentence = `${listed(shown, 'and')} do not go together: a console has a product; a role an instance and a role; an item an instance, an item and a right (${listed(itemRights)}).`;
  return [{ path, sentence }];
}

function known(path: Path, text: string | undefined, ids: readonly string[], what: string): Finding[] {
  if (text === undefined || find(ids, text) !== null) return [];
  return [{ path, sentence: noSuch(what, text, ids) }];
}

function roleKnown(path: Path, match: Match, names: Names): Finding[] {
  if (match.role === undefined) return [];
  const instances = instancesOf(match, names);
  const unknownInstance = match.instance !== undefined && instances.length === 0;
  if (unknownInstance || resolveRole(match.role, match, names) !== null) return [];
  const all = [...names.builtIn.names, ...instances.flatMap(({ customGroups }) => customGroups)];
  const where = match.instance === undefined ? 'any instance' : match.instance;
  const sentence = `${quoted(match.role)} is neither a built-in group nor a custom group of ${where}${suggest(match.role, all)}`;
  return [{ path, sentence }];
}

function itemKnown(path: Path, match: Match, names: Names): Finding[] {
  const { item } = match;
  const instances = instancesOf(match, names);
  if (item === undefined || (match.instance !== undefined && instances.length === 0)) return [];
  const items = instances.flatMap((instance) => instance.items);
  const found = items.filter(({ id }) => fold(id) === fold(item));
  if (found.length === 0) {
    const ids = items.map(({ id }) => id);
    const where = match.instance === undefined ? '' : ` on ${match.instance}`;
    return [{ path: [...path, 'item'], sentence: `There is no item ${quoted(item)}${where}${suggest(item, ids)}` }];
  }
  if (found.every(({ kind }) => kind === 'package' || kind === 'tool')) {
    const sentence = `${quoted(item)} is a ${found[0]?.kind ?? 'package'}, and item rights are for assets only (R4): this rule can never match.`;
    return [{ path: [...path, 'item'], sentence }];
  }
  return [];
}
