import type { Answer } from '../domain/reason.ts';
import type { GroupNamed } from '../domain/reasons/rights.ts';
import type { GroupMask } from './matrix.ts';
import { bitOf, namesIn } from './matrix.ts';
import type { Ruling } from './ruling.ts';

/** A group that a person is in, directly or by way of custom groups. */
export interface EffectiveGroup {
  readonly name: string;
  /** True for the seventeen and for Deny user listing. */
  readonly builtIn: boolean;
  /** The roles given to the person that bring this group; the group itself where it was given directly. */
  readonly through: readonly string[];
}

/** All groups that one person is in on one instance (R1, R7): an immutable value, prepared once and asked many times. */
export interface Membership {
  readonly mask: GroupMask;
  /** The roles given, spelt as declared, without duplicates. */
  readonly given: readonly string[];
  /** Names given that the catalogue does not know (any more): they give nothing. */
  readonly unknown: readonly string[];
  /** Built-in groups first, in the order of the columns, then custom groups in the order of the configuration. */
  readonly groups: readonly EffectiveGroup[];
  readonly worked: WorkedOut;
}

/** What has been worked out for a membership so far, by permission; filled as it is asked, never read from outside. */
export interface WorkedOut {
  /** Answers to questions without an item. */
  readonly general: (Answer | undefined)[];
  /** How an item is answered; null where it makes no difference. */
  readonly byItem: Ruling['ask'][];
}

/** The groups of a mask as reasons name them: a group that came through another one says through which. */
export function groupsNamed(membership: Pick<Membership, 'groups'>, mask: GroupMask): GroupNamed[] {
  return namesIn(mask).map((name) => {
    const through = membership.groups.find((group) => group.name === name)?.through ?? [];
    return { name, through: through.includes(name) ? [] : through };
  });
}

/** Whether the mask's groups are all held. */
export const inGroup = (mask: GroupMask, group: string): boolean => (mask & bitOf(group)) !== 0;
