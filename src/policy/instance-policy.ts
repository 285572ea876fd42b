import type { Answer } from '../domain/reason.ts';
import type { EffectiveChange, Holding } from './change.ts';
import { changeBetween } from './change.ts';
import type { CompiledGroup, CustomGroup, GroupProblem } from './custom-groups.ts';
import { closeGroups, findGroupProblems } from './custom-groups.ts';
import type { Question } from './decide.ts';
import { decide } from './decide.ts';
import { bitOf, maskedGroups, namesIn, permissions } from './matrix.ts';
import type { EffectiveGroup, Membership } from './membership.ts';
import { findRole, foldName } from './names.ts';

/** The row that authority over roles and item rights rests on (R5). */
const definePermissions = permissions.find(({ label }) => label === 'Define permissions to other users accounts');

/** Whether these groups give the authority to grant, approve and revoke roles and item rights (R5). */
export const mayDefinePermissions = ({ mask }: Pick<Membership, 'mask'>): boolean =>
  (mask & (definePermissions?.plain ?? 0)) !== 0;

/** So many memberships are kept; beyond that they are forgotten and worked out again. */
const mostKept = 1_000;

/** The policy of one instance: the four tables and its custom groups, compiled once per catalogue. Immutable. */
export interface InstancePolicy {
  /** Everything that can be given: the seventeen, Deny user listing, custom groups in the configuration's order. */
  readonly roles: readonly string[];
  /** Roles through which one may "Define permissions to other users accounts" (R5), custom groups included. */
  readonly rolesGivingAuthority: readonly string[];
  /** The role that a text names, spelt as declared; custom groups in any case, built-in groups as {@link findRole} does. */
  readonly findRole: (text: string) => string | null;
  /**
   * All groups that one is in by being given these roles; whoever has the same roles gets the same membership, with what was
   * worked out for it. Never throws: unknown names are listed and give nothing.
   */
  readonly membership: (roles: Iterable<string>) => Membership;
  /** Every group, custom and built-in, that one would newly be in by being given the role too (R7); none if unknown. */
  readonly newlyIn: (before: Membership, role: string) => string[];
  readonly decide: (question: Question) => Answer;
  readonly mayDefinePermissions: (membership: Membership) => boolean;
  /** What somebody could do after and not before, and the other way round. */
  readonly change: (before: Holding, after: Holding) => EffectiveChange;
}

/** Compiles an instance's custom groups (R7), or says all that is wrong with them. */
export function compileGroups(
  groups: readonly CustomGroup[],
):
  | { readonly ok: true; readonly policy: InstancePolicy }
  | { readonly ok: false; readonly problems: readonly GroupProblem[] } {
  const problems = findGroupProblems(groups);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, policy: createPolicy(closeGroups(groups)) };
}

function createPolicy(custom: readonly CompiledGroup[]): InstancePolicy {
  const customByName = new Map(custom.map((group) => [foldName(group.name), group]));
  const find = (text: string): string | null => customByName.get(foldName(text))?.name ?? findRole(text);
  const roles = Object.freeze([...maskedGroups, ...custom.map(({ name }) => name)]);
  const groupsOf = (role: string): readonly string[] => {
    const group = customByName.get(foldName(role));
    return group === undefined ? [role] : [...namesIn(group.mask), ...group.customGroups];
  };

  const kept = new Map<string, Membership>();
  const membership = (names: Iterable<string>): Membership => {
    const asked = [...names];
    const key = JSON.stringify(asked);
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= mostKept) kept.clear();
    const worked = workOut(asked);
    kept.set(key, worked);
    return worked;
  };
  const workOut = (asked: readonly string[]): Membership => {
    const given = [...new Set(asked.map(find).filter((role) => role !== null))];
    const through = new Map<string, string[]>();
    for (const role of given) {
      for (const group of groupsOf(role)) through.set(group, [...(through.get(group) ?? []), role]);
    }
    const groups = roles.flatMap((name): EffectiveGroup[] => {
      const by = through.get(name);
      return by === undefined ? [] : [{ name, builtIn: bitOf(name) !== 0, through: by }];
    });
    return Object.freeze({
      mask: groups.reduce((mask, { name }) => mask | bitOf(name), 0),
      given,
      unknown: asked.filter((name) => find(name) === null),
      groups,
      worked: { general: permissions.map(() => undefined), byItem: permissions.map(() => null) },
    });
  };

  const policy: InstancePolicy = {
    roles,
    rolesGivingAuthority: Object.freeze(roles.filter((role) => mayDefinePermissions(membership([role])))),
    findRole: find,
    membership,
    newlyIn: (before, role) => {
      const known = new Set(before.groups.map(({ name }) => name));
      return membership([role]).groups.flatMap(({ name }) => (known.has(name) ? [] : [name]));
    },
    decide,
    mayDefinePermissions,
    change: changeBetween,
  };
  return Object.freeze(policy);
}
