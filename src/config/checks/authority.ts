import { bindingRule } from '../../domain/approval-rule.ts';
import type { BindingRule } from '../../domain/approval-rule.ts';
import { isSameRole } from '../../domain/catalogue.ts';
import type { AuthorityScope, Catalogue, RoleAuthority, RoleTarget } from '../../domain/catalogue.ts';
import { entitlementKey, parseEntitlementKey } from '../../domain/entitlement.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { isBroken } from './targets.ts';
import { definesPermissions, groupsThrough } from '../../domain/group-reach.ts';
import type { Names } from '../names.ts';
import { find, present } from '../names.ts';
import { noSuch } from '../nearest.ts';
import { roleMissing, rolesIn } from '../platform-roles.ts';
import type { Finding, Path } from '../problem.ts';
import { showPath } from '../problem.ts';
import { weakness } from '../rule-strength.ts';
import type { LooseFile } from '../shape.ts';

/** Roles of a chat that stand for authority: what they name, each scope and role once. */
export function checkAuthority(file: LooseFile, names: Names, faults: readonly Finding[]): Finding[] {
  const seen = new Map<string, Path>();
  return present(file.authority).flatMap(([index, entry]): Finding[] => {
    const path: Path = ['authority', index];
    const broken = isBroken(path, faults);
    const findings = [...scopeFaults(path, entry, names, broken), ...roleMissing(path, entry, broken)];
    const scope = scopeOf(entry, names);
    for (const { path: at, platform, role } of scope === null ? [] : rolesIn(path, entry)) {
      const said = `${JSON.stringify(scope)} ${platform} ${role}`;
      const first = seen.get(said);
      if (first === undefined) seen.set(said, path);
      else findings.push({ path: at, sentence: `${showPath(first)} says the same already: take one of them out.` });
    }
    return findings;
  });
}

/** What stands for authority in a file that has been checked and has no faults. */
export function buildAuthority(file: LooseFile, names: Names): RoleAuthority[] {
  return present(file.authority).flatMap(([index, entry]) => {
    const scope = scopeOf(entry, names);
    if (scope === null) throw new Error(`The scope of authority[${index}] was not checked`);
    return rolesIn(['authority', index], entry).map(({ platform, role }) => ({ scope, platform, role }));
  });
}

/**
 * A role that stands for authority may be given with an access only where that access is as hard to get as the authority:
 * it carries it itself, or lies under the same scope with a rule at least as strong. Pure; sentences by the role.
 */
export function weakTargets(catalogue: Catalogue): { readonly authority: RoleAuthority; readonly sentence: string }[] {
  return catalogue.authority.flatMap((authority) =>
    catalogue.targets
      .filter((target) => isSameRole(target, authority))
      .flatMap((target) => {
        const why = whyWeak(catalogue, authority.scope, target);
        if (why === null) return [];
        const { role, platform } = authority;
        const what = nameOf(authority.scope);
        const sentence = `The role ${role} of ${platform} is also given with ${target.entitlement} (targets), so whoever gets that would decide about ${what}, and ${why}. Use another role for one of the two.`;
        return [{ authority, sentence }];
      }),
  );
}

/** The same as problems of the file. */
export function checkWeakTargets(catalogue: Catalogue, file: LooseFile): Finding[] {
  return weakTargets(catalogue).flatMap(({ authority, sentence }) => {
    const places = present(file.authority).flatMap(([index, entry]) => rolesIn(['authority', index], entry));
    const place = places[catalogue.authority.indexOf(authority)];
    return [{ path: place?.path ?? ['authority'], sentence }];
  });
}

/** A role that an access gives and that is authority is authority through an access only: given by hand, it is drift. */
export function bothWarnings(catalogue: Catalogue, file: LooseFile): string[] {
  const places = present(file.authority).flatMap(([index, entry]) => rolesIn(['authority', index], entry));
  return catalogue.authority.flatMap((authority, index) => {
    const targets = catalogue.targets.filter((target) => isSameRole(target, authority));
    if (targets.length === 0) return [];
    const path = showPath(places[index]?.path ?? ['authority']);
    const given = targets.map(({ entitlement }) => entitlement).join(', ');
    return [
      `${path}: The role ${authority.role} of ${authority.platform} is also given with ${given} (targets). Whoever gets it by hand has no authority over ${nameOf(authority.scope)}: it counts only with an access, and is reported otherwise.`,
    ];
  });
}

function whyWeak(catalogue: Catalogue, scope: AuthorityScope, { entitlement: key }: RoleTarget): string | null {
  const entitlement = parseEntitlementKey(key);
  if (entitlement === null) return 'that is no entitlement';
  if (carries(catalogue, entitlement, scope)) return null;
  if (!isUnder(entitlement, scope)) return `it is not under ${nameOf(scope)}`;
  if (!('instance' in scope)) return `it is not the console of ${scope.product}`;
  const carrier: Entitlement = { kind: 'role', instance: scope.instance, role: definesPermissions };
  const strong = bindingRule(catalogue, carrier, []);
  const weak = everyBinding(catalogue, entitlement).flatMap((rule) => weakness(rule, strong) ?? []);
  const [first] = weak;
  return first === undefined ? null : `its rule is weaker than that of ${entitlementKey(carrier)}: it ${first}`;
}

/** Whether who has the entitlement has the authority by that already (C4, R5). */
function carries(catalogue: Catalogue, entitlement: Entitlement, scope: AuthorityScope): boolean {
  if ('product' in scope) return entitlement.kind === 'console' && entitlement.product === scope.product;
  if (entitlement.kind !== 'role' || entitlement.instance !== scope.instance) return false;
  const instance = catalogue.instances.find(({ id }) => id === scope.instance);
  return groupsThrough(instance ?? { groups: [] }, entitlement.role).includes(definesPermissions);
}

function isUnder(entitlement: Entitlement, scope: AuthorityScope): boolean {
  return entitlement.kind === 'console'
    ? 'product' in scope && entitlement.product === scope.product
    : 'instance' in scope && entitlement.instance === scope.instance;
}

/** What may bind an ask for it: somebody in some of its groups already meets only the rules of the others (R7). */
function everyBinding(catalogue: Catalogue, entitlement: Entitlement): BindingRule[] {
  if (entitlement.kind !== 'role') return [bindingRule(catalogue, entitlement, [])];
  const instance = catalogue.instances.find(({ id }) => id === entitlement.instance);
  const groups = groupsThrough(instance ?? { groups: [] }, entitlement.role);
  return [[], ...groups.map((group) => [group])].map((newly) => bindingRule(catalogue, entitlement, newly));
}

type Entry = NonNullable<NonNullable<LooseFile['authority']>[number]>;

function scopeFaults(path: Path, { product, instance }: Entry, names: Names, broken: boolean): Finding[] {
  const instances = names.instances.map(({ id }) => id);
  if (product !== undefined && instance !== undefined) {
    const sentence = 'A product and an instance do not go together: write an entry for each, the role may be the same.';
    return [{ path, sentence }];
  }
  if (product !== undefined) return unknown([...path, 'product'], product, names.products, 'product');
  if (instance !== undefined) return unknown([...path, 'instance'], instance, instances, 'instance');
  return broken ? [] : [{ path, sentence: 'It names no scope: write product or instance, and its id.' }];
}

function unknown(path: Path, text: string, ids: readonly string[], what: string): Finding[] {
  if (find(ids, text) !== null) return [];
  return [{ path, sentence: noSuch(what, text, ids) }];
}

function scopeOf({ product, instance }: Entry, names: Names): AuthorityScope | null {
  const known = find(names.products, product ?? '');
  if (product !== undefined) return known === null ? null : { product: known };
  const id = find(
    names.instances.map((one) => one.id),
    instance ?? '',
  );
  return instance === undefined || id === null ? null : { instance: id };
}

function nameOf(scope: AuthorityScope): string {
  return 'product' in scope ? scope.product : scope.instance;
}
