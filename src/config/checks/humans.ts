import { listed } from '../nearest.ts';
import { everybody, mentions } from './people.ts';
import { isMember } from '../members.ts';
import { present } from '../names.ts';
import type { Names } from '../names.ts';
import type { Finding, Path } from '../problem.ts';
import { showPath } from '../problem.ts';
import type { LooseFile } from '../shape.ts';

/** Some persons of whom one entry says something together. */
interface Group {
  readonly path: Path;
  readonly people: readonly string[];
}

/** `people.same` and `people.different` (A7): whom they name, each person once, and that they do not contradict each other. */
export function checkHumans(file: LooseFile, names: Names): Finding[] {
  const [same, different] = [groupsOf(file, 'same'), groupsOf(file, 'different')];
  return [
    ...[...same, ...different].flatMap((group) => [...named(file, names, group), ...repeated(group)]),
    ...different.flatMap((group) => contradicting(group, same)),
  ];
}

function groupsOf(file: LooseFile, key: 'same' | 'different'): readonly Group[] {
  return present(file.people?.[key]).map(([index, people]) => {
    const path: Path = ['people', key, index];
    return { path, people: mentions(path, people).map(({ email }) => email) };
  });
}

/** A default administrator is nobody (R6), and an account by its id has to be somebody by another line of the file. */
function named(file: LooseFile, names: Names, { path, people }: Group): Finding[] {
  const declared = new Set(everybody(file).map(({ email }) => email));
  return people.flatMap((email, index): Finding[] => {
    const at = [...path, index];
    const instance = names.defaultAdministrators.get(email);
    if (instance !== undefined) {
      return [{ path: at, sentence: `${email} is the default administrator of ${instance}, which is no person (R6).` }];
    }
    if (!isMember(email) || declared.has(email)) return [];
    return [{ path: at, sentence: `${email} is nobody yet: declare the account under people.members as well.` }];
  });
}

function repeated({ path, people }: Group): Finding[] {
  const again = people.find((email, index) => people.indexOf(email) < index);
  return again === undefined ? [] : [{ path, sentence: `${again} is in this entry twice: name each person once.` }];
}

/** Two persons who are said to be one human, also over others, cannot be said to be two. */
function contradicting({ path, people }: Group, same: readonly Group[]): Finding[] {
  return people.flatMap((one, index) => {
    const other = people.slice(index + 1).find((next) => next !== one && isOne(one, next, same));
    if (other === undefined) return [];
    const says = same.filter((group) => group.people.includes(one) || group.people.includes(other));
    const where = listed(
      says.map((group) => showPath(group.path)),
      'and',
    );
    return [{ path, sentence: `${one} and ${other} are one person by ${where}: take one of the entries out.` }];
  });
}

function isOne(one: string, other: string, same: readonly Group[]): boolean {
  const found = new Set([one]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const { people } of same) {
      if (people.some((email) => found.has(email))) for (const email of people) found.add(email);
    }
  }
  return found.has(other);
}
