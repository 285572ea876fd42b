import type { Instance } from './catalogue.ts';

/** The built-in group that may _Define permissions to other users accounts_ (R5). */
export const definesPermissions = 'Administrator';

/** Every group that one is in by being given a role, itself first: upward through custom groups to built-in ones (R7). */
export function groupsThrough({ groups }: Pick<Instance, 'groups'>, role: string): readonly string[] {
  const reached = new Set([role]);
  for (const inside of reached) {
    for (const outer of groups) if (outer.members.includes(inside)) reached.add(outer.name);
  }
  const builtIn = groups.filter(({ name }) => reached.has(name)).flatMap(({ memberOf }) => memberOf);
  return [...new Set([...reached, ...builtIn])];
}
