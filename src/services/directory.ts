import { bindingRule, groupsRule } from '../domain/approval-rule.ts';
import type { BindingRule } from '../domain/approval-rule.ts';
import type { Choices } from '../domain/call.ts';
import type { Catalogue, Instance, Item, Product } from '../domain/catalogue.ts';
import { formatDuration } from '../domain/duration.ts';
import { denyUserListing } from '../domain/entitlement.ts';
import type { Entitlement } from '../domain/entitlement.ts';
import { normalEmail } from '../domain/identity.ts';
import { withMeanings } from '../domain/listed-entries.ts';
import type { Meanings } from '../domain/listed-entries.ts';
import { compileGroups, isDefaultAdministrator, permissions } from '../policy/index.ts';
import type { InstancePolicy } from '../policy/index.ts';
import { words } from '../words/index.ts';

/** The catalogue, compiled once and ready to be looked up. */
export interface Directory {
  /** As it counts: what waits for a Latchkey administrator is left out, and what one of them decided names a person by id. */
  readonly catalogue: Catalogue;
  /** As `latchkey.yml` has it. */
  readonly file: Catalogue;
  /** The file, with what other systems reported in place of its own lists. */
  readonly declared: Catalogue;
  /** From now on this is declared, and these entries of it mean somebody else, or nobody (A8). */
  mean(meanings: Meanings, declared?: Catalogue): void;
  product(id: string): Product | null;
  instance(id: string): Instance | null;
  item(instance: string, id: string): Item | null;
  policy(instance: string): InstancePolicy | null;
  /** Whether the entitlement is declared now; a retired one is not. */
  declares(entitlement: Entitlement): boolean;
  /** The groups that a person would newly be in (R7); `held` are the roles that they have in the instance without end. */
  newlyIn(entitlement: Entitlement, held: readonly string[]): readonly string[];
  /** What binds an ask for it that leads to these groups newly. */
  rule(entitlement: Entitlement, newlyIn: readonly string[]): BindingRule;
  /** What binds by these groups alone; null: there are none. */
  groupsRule(entitlement: Entitlement, groups: readonly string[]): BindingRule | null;
  /** Whether the file names a person by this address: as an administrator, an auditor, a member, or in a stage. */
  names(address: string): boolean;
  isAdministratorOf(product: string, emails: readonly string[]): boolean;
  /** Whether any of these is the built-in default administrator account of the entitlement's instance (R6). */
  isDefaultAdministrator(entitlement: Entitlement, emails: readonly string[]): boolean;
  isLatchkeyAdministrator(emails: readonly string[]): boolean;
  isAuditor(emails: readonly string[]): boolean;
  readonly choices: Choices;
}

/** Compiles a validated catalogue. Throws when its groups do not compile: validation has refused those before. */
export function createDirectory(file: Catalogue): Directory {
  let declared = file;
  let now = compile(declared);
  return {
    file,
    get declared() {
      return declared;
    },
    mean(meanings, next = declared) {
      declared = next;
      now = compile(withMeanings(declared, meanings));
    },
    get catalogue() {
      return now.catalogue;
    },
    get choices() {
      return now.choices;
    },
    product: (id) => now.product(id),
    instance: (id) => now.instance(id),
    item: (instance, id) => now.item(instance, id),
    policy: (instance) => now.policy(instance),
    declares: (entitlement) => now.declares(entitlement),
    newlyIn: (entitlement, held) => now.newlyIn(entitlement, held),
    rule: (entitlement, newlyIn) => now.rule(entitlement, newlyIn),
    groupsRule: (entitlement, groups) => now.groupsRule(entitlement, groups),
    names: (address) => now.names(address),
    isAdministratorOf: (product, emails) => now.isAdministratorOf(product, emails),
    isDefaultAdministrator: (entitlement, emails) => now.isDefaultAdministrator(entitlement, emails),
    isLatchkeyAdministrator: (emails) => now.isLatchkeyAdministrator(emails),
    isAuditor: (emails) => now.isAuditor(emails),
  };
}

function compile(catalogue: Catalogue): Omit<Directory, 'file' | 'declared' | 'mean'> {
  const products = new Map(catalogue.products.map((product) => [product.id, product]));
  const instances = new Map(catalogue.instances.map((instance) => [instance.id, instance]));
  const items = new Map(
    catalogue.instances.flatMap((instance) =>
      instance.items.map((item) => [`${instance.id}/${item.id}`, item] as const),
    ),
  );
  const policies = new Map(
    catalogue.instances.map((instance) => {
      const compiled = compileGroups(instance.groups);
      if (!compiled.ok)
        throw new Error(
          `the groups of ${instance.id} do not compile: ${compiled.problems.map(words.groupProblem).join(' ')}`,
        );
      return [instance.id, compiled.policy] as const;
    }),
  );
  const administrators = new Map(
    catalogue.products.map((product) => [product.id, new Set(product.administrators.map(normalEmail))]),
  );
  const latchkey = new Set(catalogue.latchkey.administrators.map(normalEmail));
  const auditors = new Set(catalogue.latchkey.auditors.map(normalEmail));
  const named = new Set(namedIn(catalogue).map(normalEmail));

  return {
    catalogue,
    product: (id) => products.get(id) ?? null,
    instance: (id) => instances.get(id) ?? null,
    item: (instance, id) => items.get(`${instance}/${id}`) ?? null,
    policy: (instance) => policies.get(instance) ?? null,
    declares(entitlement) {
      if (entitlement.kind === 'console') return products.has(entitlement.product);
      if (entitlement.kind === 'item') return items.has(`${entitlement.instance}/${entitlement.item}`);
      return policies.get(entitlement.instance)?.roles.includes(entitlement.role) ?? false;
    },
    newlyIn(entitlement, held) {
      if (entitlement.kind !== 'role') return [];
      const policy = policies.get(entitlement.instance);
      return policy?.newlyIn(policy.membership(held), entitlement.role) ?? [];
    },
    rule: (entitlement, newlyIn) => bindingRule(catalogue, entitlement, newlyIn),
    groupsRule: (entitlement, groups) => groupsRule(catalogue, entitlement, groups),
    names: (address) => named.has(normalEmail(address)),
    isAdministratorOf: (product, emails) => emails.some((email) => administrators.get(product)?.has(email) ?? false),
    isDefaultAdministrator(entitlement, emails) {
      if (entitlement.kind === 'console') return false;
      const account = instances.get(entitlement.instance)?.defaultAdministrator;
      return emails.some((email) => isDefaultAdministrator(account, email));
    },
    isLatchkeyAdministrator: (emails) => emails.some((email) => latchkey.has(email)),
    isAuditor: (emails) => emails.some((email) => auditors.has(email)),
    choices: {
      products: catalogue.products.map(({ id, name }) => ({ id, name })),
      instances: catalogue.instances.map((instance) => ({
        id: instance.id,
        name: instance.name,
        roles: (policies.get(instance.id)?.roles ?? []).filter((role) => role !== denyUserListing),
        items: instance.items.map(({ id, kind }) => ({ id, kind })),
      })),
      permissions: permissions.map(({ label }) => label),
      defaultDuration: formatDuration(catalogue.defaults.durationMs),
    },
  };
}

/** Every address by which the file names a person. What it says of two persons (A7) proves neither. */
function namedIn({ latchkey, members, products, instances, rules }: Catalogue): readonly string[] {
  return [
    ...latchkey.administrators,
    ...latchkey.auditors,
    ...members,
    ...products.flatMap(({ administrators }) => administrators),
    ...instances.flatMap((instance) => instance.members.map(({ email }) => email)),
    ...rules.flatMap(({ stages }) => stages.flatMap(({ of }) => (of.kind === 'people' ? of.emails : []))),
  ];
}
