import { denyUserListing } from '../domain/entitlement.ts';
import type { GroupMask } from './matrix.ts';
import { bitOf } from './matrix.ts';
import { findRole, foldName } from './names.ts';

/** A group from the configuration (R7). Names are compared in any case. */
export interface CustomGroup {
  readonly name: string;
  /** Other custom groups whose people are thereby in this one. People themselves are not the policy's business. */
  readonly members: readonly string[];
  /** Built-in groups that this group is a member of: it gets their rights. */
  readonly memberOf: readonly string[];
}

/** A custom group with everything that being in it means. */
export interface CompiledGroup {
  readonly name: string;
  /** Built-in groups that its people are in, effectively. */
  readonly mask: GroupMask;
  /** Custom groups that its people are in, effectively, itself included. */
  readonly customGroups: ReadonlySet<string>;
}

/** What is wrong with a custom group; names as they are declared. */
export type GroupProblem =
  | { readonly code: 'no-name' }
  | { readonly code: 'built-in-name'; readonly group: string; readonly builtIn: string }
  | { readonly code: 'same-name'; readonly group: string }
  | { readonly code: 'built-in-member'; readonly group: string; readonly builtIn: string }
  | { readonly code: 'unknown-member'; readonly group: string; readonly member: string }
  | { readonly code: 'member-of-limit'; readonly group: string; readonly builtIn: string }
  | { readonly code: 'member-of-custom'; readonly group: string; readonly parent: string }
  | { readonly code: 'unknown-parent'; readonly group: string; readonly parent: string }
  /** Each is a member of the next; the last one is the first again. */
  | { readonly code: 'circle'; readonly names: readonly string[] };

/** Every fault of a set of custom groups; none where they can be compiled. */
export function findGroupProblems(groups: readonly CustomGroup[]): GroupProblem[] {
  const byName = new Map([...groups].reverse().map((group) => [foldName(group.name), group]));
  const own = groups.flatMap((group, place) => [...nameProblems(groups, place), ...relationProblems(byName, group)]);
  return [...own, ...findCircles(groups, byName)];
}

function nameProblems(groups: readonly CustomGroup[], place: number): GroupProblem[] {
  const name = groups[place]?.name ?? '';
  const folded = foldName(name);
  if (folded === '') return [{ code: 'no-name' }];
  const builtIn = findRole(name);
  if (builtIn !== null) return [{ code: 'built-in-name', group: name, builtIn }];
  const first = groups.findIndex((group) => foldName(group.name) === folded);
  return first === place ? [] : [{ code: 'same-name', group: name }];
}

function relationProblems(
  byName: ReadonlyMap<string, CustomGroup>,
  { name: group, members, memberOf }: CustomGroup,
): GroupProblem[] {
  const asMember = members.flatMap((member): GroupProblem[] => {
    const builtIn = findRole(member);
    if (builtIn !== null) return [{ code: 'built-in-member', group, builtIn }];
    return byName.has(foldName(member)) ? [] : [{ code: 'unknown-member', group, member }];
  });
  const inherited = memberOf.flatMap((parent): GroupProblem[] => {
    const builtIn = findRole(parent);
    if (builtIn === denyUserListing) return [{ code: 'member-of-limit', group, builtIn }];
    if (builtIn !== null) return [];
    return [{ code: byName.has(foldName(parent)) ? 'member-of-custom' : 'unknown-parent', group, parent }];
  });
  return [...asMember, ...inherited];
}

/** Every circle that a walk along the members closes, each named in full: `A → B → A`. */
function findCircles(groups: readonly CustomGroup[], byName: ReadonlyMap<string, CustomGroup>): GroupProblem[] {
  const circles: GroupProblem[] = [];
  const done = new Set<CustomGroup>();
  const walk = (group: CustomGroup, path: readonly CustomGroup[]): void => {
    const start = path.indexOf(group);
    if (start >= 0) {
      const names = [...path.slice(start), group].map(({ name }) => name);
      circles.push({ code: 'circle', names });
    } else if (!done.has(group)) {
      for (const member of group.members) {
        const next = byName.get(foldName(member));
        if (next !== undefined) walk(next, [...path, group]);
      }
      done.add(group);
    }
  };
  for (const group of groups) walk(byName.get(foldName(group.name)) ?? group, []);
  return circles;
}

/** What being in each group means, upward through all groups that it is a member of. The groups must be free of faults. */
export function closeGroups(groups: readonly CustomGroup[]): CompiledGroup[] {
  return groups.map((group) => {
    const reached = new Set<CustomGroup>([group]);
    for (const inside of reached) {
      for (const outer of groups) {
        if (outer.members.some((member) => foldName(member) === foldName(inside.name))) reached.add(outer);
      }
    }
    const parents = [...reached].flatMap(({ memberOf }) => memberOf.map((parent) => bitOf(findRole(parent) ?? '')));
    return {
      name: group.name,
      mask: parents.reduce((mask, bit) => mask | bit, 0),
      customGroups: new Set([...reached].map(({ name }) => name)),
    };
  });
}
