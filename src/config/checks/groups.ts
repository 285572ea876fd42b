import { fold, namesOfInstance, present, tidy } from '../names.ts';
import type { BuiltInGroups, InstanceNames } from '../names.ts';
import { denyUserListing } from '../../domain/entitlement.ts';
import { isPerson, memberFault } from '../members.ts';
import { quoted, suggest } from '../nearest.ts';
import type { Finding, Path } from '../problem.ts';
import { readAddress } from '../../lib/address.ts';
import type { LooseFile, LooseInstance } from '../shape.ts';

/** Groups of every instance: names, members, memberships and circles (R7). */
export function checkGroups(file: LooseFile, builtIn: BuiltInGroups): Finding[] {
  return present(file.instances).flatMap(([index, instance]) => {
    const path: Path = ['instances', index];
    const names = namesOfInstance(instance, builtIn);
    return [
      ...groupNames([...path, 'groups'], instance, builtIn),
      ...groupMembers([...path, 'groups'], instance, names, builtIn),
      ...groupParents([...path, 'groups'], instance, names, builtIn),
      ...circles([...path, 'groups'], instance),
      ...memberKeys([...path, 'members'], instance, names),
    ];
  });
}

function groupNames(path: Path, instance: LooseInstance, builtIn: BuiltInGroups): Finding[] {
  const seen = new Set<string>();
  return present(instance.groups).flatMap(([index, { name }]): Finding[] => {
    if (name === undefined) return [];
    const at = [...path, index, 'name'];
    const clash = builtIn.find(name);
    if (clash !== null)
      return [{ path: at, sentence: `${quoted(name)} is the built-in group ${clash}: choose another name.` }];
    if (seen.has(fold(name))) {
      return [
        {
          path: at,
          sentence: `There is another group ${quoted(name)} (names are compared in any case): choose another name.`,
        },
      ];
    }
    seen.add(fold(name));
    return [];
  });
}

function groupMembers(path: Path, instance: LooseInstance, names: InstanceNames, builtIn: BuiltInGroups): Finding[] {
  return present(instance.groups).flatMap(([index, group]) =>
    present(group.members).flatMap(([place, member]): Finding[] => {
      const at = [...path, index, 'members', place];
      if (member.includes('@')) {
        return readAddress(member) !== null
          ? []
          : [{ path: at, sentence: `${quoted(member)} is not an e-mail address.` }];
      }
      if (names.customGroups.some((custom) => fold(custom) === fold(member))) return [];
      const fault = memberFault(member);
      if (fault !== null && /:\S/.test(member)) return [{ path: at, sentence: fault }];
      if (isPerson(member)) return [];
      const clash = builtIn.find(member);
      if (clash !== null) {
        const sentence = `${quoted(member)} is a built-in group, and those cannot be members of another group (R7): name people and custom groups here, and built-in groups under memberOf.`;
        return [{ path: at, sentence }];
      }
      const others = names.customGroups.filter((custom) => fold(custom) !== fold(group.name ?? ''));
      return [
        {
          path: at,
          sentence: `${quoted(member)} is neither an e-mail address nor a custom group of this instance${suggest(member, others)}`,
        },
      ];
    }),
  );
}

function groupParents(path: Path, instance: LooseInstance, names: InstanceNames, builtIn: BuiltInGroups): Finding[] {
  return present(instance.groups).flatMap(([index, group]) =>
    present(group.memberOf).flatMap(([place, parent]): Finding[] => {
      const found = builtIn.find(parent);
      const at = [...path, index, 'memberOf', place];
      if (found === denyUserListing) {
        const sentence = `${denyUserListing} takes a right away from a person, and gives a group none: list people under members.`;
        return [{ path: at, sentence }];
      }
      if (found !== null) return [];
      if (names.customGroups.some((custom) => fold(custom) === fold(parent))) {
        const sentence = `${quoted(parent)} is a custom group, and memberOf takes built-in ones: list ${quoted(group.name ?? '')} among the members of ${quoted(parent)} instead.`;
        return [{ path: at, sentence }];
      }
      return [{ path: at, sentence: `${quoted(parent)} is not a built-in group${suggest(parent, builtIn.names)}` }];
    }),
  );
}

/** Every group that is, by way of its members, a member of itself; each circle is named once. */
function circles(path: Path, instance: LooseInstance): Finding[] {
  const groups = new Map(
    present(instance.groups).flatMap(([index, group]) =>
      group.name === undefined ? [] : [[fold(group.name), { index, name: tidy(group.name), group }] as const],
    ),
  );
  const findings: Finding[] = [];
  const done = new Set<string>();
  const walk = (key: string, trail: readonly string[]): void => {
    const found = groups.get(key);
    if (found === undefined || done.has(key)) return;
    for (const [place, member] of present(found.group.members)) {
      const next = fold(member);
      const here = [...trail, key];
      const start = here.indexOf(next);
      if (start >= 0) {
        const round = [...here.slice(start), next].map((one) => groups.get(one)?.name ?? one).join(' → ');
        findings.push({
          path: [...path, found.index, 'members', place],
          sentence: `A group cannot be a member of itself, not even by way of others: ${round}.`,
        });
      } else walk(next, here);
    }
    done.add(key);
  };
  for (const key of groups.keys()) walk(key, []);
  return findings;
}

/** The keys of `members` are built-in groups, `Deny user listing` or custom groups, each once. */
function memberKeys(path: Path, instance: LooseInstance, names: InstanceNames): Finding[] {
  const seen = new Map<string, string>();
  return Object.keys(instance.members ?? {}).flatMap((key): Finding[] => {
    const group = names.findGroup(key);
    if (group === null) {
      const sentence = `${quoted(key)} is neither a built-in group nor a custom group of this instance${suggest(key, names.allGroups)}`;
      return [{ path: [...path, key], sentence }];
    }
    const first = seen.get(group);
    seen.set(group, key);
    if (first === undefined) return [];
    return [
      {
        path: [...path, key],
        sentence: `${quoted(key)} and ${quoted(first)} are the same group: put their people together.`,
      },
    ];
  });
}
