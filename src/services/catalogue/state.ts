import type { Catalogue } from '../../domain/catalogue.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { entitlementKey, parseEntitlementKey } from '../../domain/entitlement.ts';
import { listedEntries } from '../../domain/listed-entries.ts';
import type { CatalogueState, WaitingEntry } from '../../ports/catalogue.ts';

/** What changed between the configuration that was last imported and this one. */
export interface Difference {
  readonly membersAdded: readonly string[];
  readonly membersRemoved: readonly string[];
  readonly administratorsAdded: readonly string[];
  readonly administratorsRemoved: readonly string[];
  readonly retired: readonly string[];
}

/** A configuration as the store remembers it, imported at `at` (ms). Pure. */
export function describeCatalogue(
  catalogue: Catalogue,
  last: CatalogueState | null,
  at: number,
  waiting: readonly WaitingEntry[] = [],
  reports: Pick<CatalogueState, 'file' | 'reported'> = {},
): CatalogueState {
  const members = catalogue.instances.flatMap((instance) =>
    instance.members.map(({ role, email }) => `role:${instance.id}/${role} ${email}`),
  );
  const productAdministrators = catalogue.products.flatMap((product) =>
    product.administrators.map((email) => `${product.id} ${email}`),
  );
  const ids = [
    ...catalogue.products.map((product) => `product:${product.id}`),
    ...catalogue.instances.flatMap((instance) => [
      `instance:${instance.id}`,
      ...instance.items.map((item) => `item:${instance.id}/${item.id}`),
      ...instance.groups.map((group) => `role:${instance.id}/${group.name}`),
    ]),
  ];
  const gone = [...(last?.retired ?? []), ...(last?.ids ?? [])].filter((id) => !ids.includes(id));
  return {
    version: (last?.version ?? 0) + 1,
    hash: catalogue.hash,
    members: sorted(members),
    productAdministrators: sorted(productAdministrators),
    administratorsSince: since(sorted(productAdministrators), last, at),
    ids: sorted(ids),
    retired: sorted(gone),
    listed: sorted(listedEntries(catalogue).map(({ key }) => key)),
    waiting,
    ...reports,
  };
}

export function difference(last: CatalogueState | null, next: CatalogueState): Difference {
  return {
    membersAdded: minus(next.members, last?.members),
    membersRemoved: minus(last?.members, next.members).filter((member) => !isRetired(member, next)),
    administratorsAdded: minus(next.productAdministrators, last?.productAdministrators),
    administratorsRemoved: minus(last?.productAdministrators, next.productAdministrators),
    retired: minus(next.retired, last?.retired),
  };
}

/** What was given under an id that vanished stays until it is revoked (DESIGN §3, "Catalogue"). */
function isRetired(member: string, { retired }: CatalogueState): boolean {
  const { entitlement } = parseMember(member);
  return (
    entitlement.kind !== 'console' &&
    (retired.includes(`instance:${entitlement.instance}`) || retired.includes(entitlementKey(entitlement)))
  );
}

/** `role:INSTANCE/ROLE e-mail` taken apart; roles contain blanks, e-mails do not. */
export function parseMember(member: string): { readonly entitlement: Entitlement; readonly email: string } {
  const blank = member.lastIndexOf(' ');
  const entitlement = parseEntitlementKey(member.slice(0, blank));
  if (entitlement === null) throw new Error(`“${member}” is not a member of anything`);
  return { entitlement, email: member.slice(blank + 1) };
}

/** Since when each is there: what the last one did not have, since now. */
function since(entries: readonly string[], last: CatalogueState | null, at: number) {
  if (last === null) return [];
  const known = new Map(last.administratorsSince?.map((one) => [one.entry, one.since]));
  return entries.flatMap((entry) => {
    const moment = last.productAdministrators.includes(entry) ? known.get(entry) : at;
    return moment === undefined ? [] : [{ entry, since: moment }];
  });
}

function minus(all: readonly string[] = [], without: readonly string[] = []): readonly string[] {
  const gone = new Set(without);
  return all.filter((one) => !gone.has(one));
}

function sorted(all: readonly string[]): readonly string[] {
  return [...new Set(all)].sort();
}
