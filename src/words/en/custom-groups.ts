import type { GroupProblem } from '../../policy/index.ts';

/** What is wrong with a custom group (R7). */
export function groupProblem(problem: GroupProblem): string {
  switch (problem.code) {
    case 'no-name':
      return 'A custom group needs a name.';
    case 'built-in-name':
      return `Custom group "${problem.group}" has the name of the built-in group ${problem.builtIn}. Give it another one.`;
    case 'same-name':
      return `There are two custom groups named "${problem.group}". Names are compared in any case.`;
    case 'built-in-member':
      return `Custom group "${problem.group}" has the built-in group ${problem.builtIn} as a member. Built-in groups can’t be members of another group (R7).`;
    case 'unknown-member':
      return `Custom group "${problem.group}" has the member "${problem.member}", which isn’t a custom group of this instance.`;
    case 'member-of-limit':
      return `Custom group "${problem.group}" can’t be a member of ${problem.builtIn}, which limits and gives no rights. Grant it to each person.`;
    case 'member-of-custom':
      return `Custom group "${problem.group}" names the custom group "${problem.parent}" in memberOf, which takes built-in groups. List "${problem.group}" among the members of "${problem.parent}" instead.`;
    case 'unknown-parent':
      return `Custom group "${problem.group}" is a member of "${problem.parent}", which isn’t a built-in group.`;
    case 'circle':
      return `Custom groups are members of each other in a circle: ${problem.names.join(' → ')}. Take one of them out.`;
  }
}
