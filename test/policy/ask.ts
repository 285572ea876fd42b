import type { Answer } from '../../src/domain/reason.ts';
import type { CustomGroup, HeldItemRight, InstancePolicy, Item } from '../../src/policy/index.ts';
import { compileGroups } from '../../src/policy/index.ts';
import { en } from '../../src/words/en/index.ts';

/** The policy of an instance with these custom groups; throws where they have faults. */
export function policyWith(groups: readonly CustomGroup[] = []): InstancePolicy {
  const compiled = compileGroups(groups);
  if (!compiled.ok) throw new Error(compiled.problems.map(en.groupProblem).join(' '));
  return compiled.policy;
}

export const builtIn = policyWith();

/** Asks the built-in groups' policy one question. */
export function ask(roles: readonly string[], permission: string, item?: Item, itemRights?: HeldItemRight[]): Answer {
  return builtIn.decide({ membership: builtIn.membership(roles), permission, item, itemRights });
}

/** `allow R2`, `deny R3 R2`: the effect and the rules of an answer, in order. */
export const brief = ({ effect, because }: Answer): string => [effect, ...because.map(({ rule }) => rule)].join(' ');

/** The first reason of an answer, as a person reads it. */
export const said = ({ because: [first] }: Answer): string => (first === undefined ? '' : en.reason(first));

export const asset = (id: string): Item => ({ id, kind: 'asset' });
export const held = (item: string, ...rights: HeldItemRight['right'][]): HeldItemRight[] =>
  rights.map((right) => ({ item, right }));
