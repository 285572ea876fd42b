import type { Command, CommandOption } from '../types.ts';

const SUBCOMMAND = 1;
const GROUP = 2;

/** Something that can be run: a command, or one of its subcommands. */
export interface Leaf {
  command: string;
  /** Group and subcommand, where there are. */
  path: string[];
  description: string;
  /** Required ones first. */
  options: CommandOption[];
}

/** As one types it: `/access request role`. */
export const nameOf = (leaf: Pick<Leaf, 'command' | 'path'>): string => `/${[leaf.command, ...leaf.path].join(' ')}`;

/** Everything that can be run, in the order of registration; context menu commands are left out. */
export function leavesOf(commands: readonly Command[]): Leaf[] {
  return commands
    .filter((one) => one.type === undefined || one.type === 1)
    .flatMap((one) => below(one.name, [], one.description, one.options ?? []));
}

function below(command: string, path: string[], description: string, options: CommandOption[]): Leaf[] {
  const inner = options.filter((one) => one.type === SUBCOMMAND || one.type === GROUP);
  if (inner.length === 0) return [{ command, path, description, options }];
  return inner.flatMap((one) => below(command, [...path, one.name], one.description, one.options ?? []));
}

/**
 * What fits what is typed after the slash: every word must begin a word of the name, in order; names that begin so
 * come first.
 */
export function fitting(leaves: readonly Leaf[], typed: string): Leaf[] {
  const wanted = typed.toLowerCase().replace(/^\//, '').split(/\s+/).filter(Boolean);
  const plain = `/${wanted.join(' ')}`;
  const fits = leaves.filter((leaf) => {
    const words = nameOf(leaf).slice(1).split(/[ -]/);
    let from = 0;
    return wanted.every((word) => {
      const found = words.findIndex((one, index) => index >= from && one.startsWith(word));
      from = found + 1;
      return found >= 0;
    });
  });
  const starts = (leaf: Leaf): number => (nameOf(leaf).startsWith(plain) ? 0 : 1);
  return [...fits].sort((one, other) => starts(one) - starts(other));
}

/** The command whose whole name is typed, with a blank behind it, and nothing longer begins so. */
export function namedBy(leaves: readonly Leaf[], typed: string): Leaf | undefined {
  if (!/\s$/.test(typed)) return undefined;
  const name = typed.trim().toLowerCase().replace(/\s+/g, ' ');
  return leaves.find((leaf) => nameOf(leaf) === name);
}
