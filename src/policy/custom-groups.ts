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

/** Every fault of a set of custom groups, as sentences; none where they can be compiled. */
export function findGroupProblems(groups: readonly CustomGroup[]): string[] {
  const byName = new Map([...groups].reverse().map((group) => [foldName(group.name), group]));
  const own = groups.flatMap((group, place) => [...nameProblems(groups, place), ...relationProblems(byName, group)]);
  return [...own, ...findCircles(groups, byName)];
}

function nameProblems(groups: readonly CustomGroup[], place: number): string[] {
  const name = groups[place]?.name ?? '';
  const folded = foldName(name);
  if (folded === '') return ['A custom group needs a name.'];
  const builtIn = findRole(name);
  if (builtIn !== null) {
    return [`Custom group "${name}" has the name of the built-in group ${builtIn}; give it another one.`];
  }
  const first = groups.findIndex((group) => foldName(group.name) === folded);
  return first === place ? [] : [`There are two custom groups named "${name}"; names are compared in any case.`];
}

function relationProblems(
  byName: ReadonlyMap<string, CustomGroup>,
  { name, members, memberOf }: CustomGroup,
): string[] {
  const asMember = members.flatMap((member) => {
    const builtIn = findRole(member);
    if (builtIn !== null) {
      return [
        `Custom group "${name}" has the built-in group ${builtIn} as a member; built-in groups cannot be members of another group (R7).`,
      ];
    }
    return byName.has(foldName(member))
      ? []
      : [`Custom group "${name}" has the member "${member}", which is no custom group of this instance.`];
  });
  const inherited = memberOf.flatMap((parent) => {
    const builtIn = findRole(parent);
    if (builtIn === denyUserListing) {
      return [
        `Custom group "${name}" cannot be a member of ${denyUserListing}: that one limits and gives no rights; grant it to each person.`,
      ];
    }
    if (builtIn !== null) return [];
    return byName.has(foldName(parent))
      ? [
          `Custom group "${name}" names the custom group "${parent}" in memberOf, which takes built-in groups; list "${name}" among the members of "${parent}" instead.`,
        ]
      : [`Custom group "${name}" is a member of "${parent}", which is no built-in group.`];
  });
  return [...asMember, ...inherited];
}

/** Every circle that a walk along the members closes, each named in full: `A → B → A`. */
function findCircles(groups: readonly CustomGroup[], byName: ReadonlyMap<string, CustomGroup>): string[] {
  const circles: string[] = [];
  const done = new Set<CustomGroup>();
  const walk = (group: CustomGroup, path: readonly CustomGroup[]): void => {
    const start = path.indexOf(group);
    if (start >= 0) {
      const names = [...path.slice(start), group].map(({ name }) => name);
      circles.push(`Custom groups are members of each other in a circle: ${names.join(' → ')}; take one of them out.`);
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
