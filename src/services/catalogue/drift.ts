import type { Access } from '../../domain/access.ts';
import { isInForce } from '../../domain/access.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { describeCatalogue, difference, parseMember } from './state.ts';
import { withReports } from '../../domain/reported.ts';
import { createDirectory } from '../directory.ts';
import { hasRole } from './reports.ts';
import type { Difference } from './state.ts';
import { addressesOf, personRef } from '../identity/identify.ts';
import { words } from '../../words/index.ts';

/**
 * Where a configuration and the records differ (DESIGN §3, "Catalogue"), a sentence each: what the next start will apply,
 * which of its members no longer have what it says, and what was given without end beside it. Reads only.
 */
export async function driftReport({
  store,
  catalogue: file,
  clock,
}: {
  readonly store: Pick<Store, 'accesses' | 'catalogue' | 'people' | 'facts'>;
  readonly catalogue: Catalogue;
  readonly clock: Pick<Clock, 'now'>;
}): Promise<string[]> {
  const [last, reports] = await Promise.all([store.catalogue.read(), store.facts.all()]);
  const directory = createDirectory(file);
  const { catalogue } = withReports(file, reports, (instance, role) => hasRole(directory, instance, role));
  const next = describeCatalogue(catalogue, last, clock.now());
  const under = catalogue.instances.map(({ id }) => `role:${id}/`);
  const open = under.length === 0 ? [] : await store.accesses.openUnder(under);
  const now = clock.now();
  const inForce = open.filter((access) => isInForce(access, now));
  const held = new Set(inForce.map(heldBy));
  const change = difference(last, next);
  const members = [...next.members, ...change.membersRemoved];
  const holder = await holders(members, store);
  const expected = new Set(members.map(holder));
  const settled = next.members.filter((member) => last?.members.includes(member));
  return [
    ...(await released(members, store)),
    ...(last === null ? ['This configuration was not imported yet: the first start does it.'] : toApply(change)),
    ...settled.filter((member) => !held.has(holder(member))).map(takenAway),
    ...inForce.filter((access) => access.until === null && !expected.has(heldBy(access))).map(beside),
  ];
}

/** What is held, by whom: people may be called by several addresses, and by others than they once were. */
function heldBy({ entitlement, person }: Access): string {
  return `${entitlementKey(entitlement)} ${person.id}`;
}

/** Members of the file in the words of `heldBy`, by whom their address belongs to now. */
async function holders(
  members: readonly string[],
  { people }: Pick<Store, 'people'>,
): Promise<(member: string) => string> {
  const known = await people.meant(members.map((member) => parseMember(member).email));
  const ids = new Map(known.flatMap((person) => addressesOf(person).map((address) => [address, person.id] as const)));
  return (member) => {
    const { entitlement, email } = parseMember(member);
    return `${entitlementKey(entitlement)} ${ids.get(email) ?? email}`;
  };
}

/** Addresses that go on meaning somebody who has another one by now (A8). */
async function released(members: readonly string[], { people }: Pick<Store, 'people'>): Promise<string[]> {
  const emails = [...new Set(members.map((member) => normalEmail(parseMember(member).email)))];
  const meant = emails.length === 0 ? [] : await people.meant(emails);
  return emails.flatMap((email) => {
    const person = meant.find((one) => addressesOf(one).includes(email));
    if (!person || !email.includes('@') || person.emails.some(({ address }) => address === email)) return [];
    return `${email} is no longer the address of the person it means, who is ${personRef(person).label} now. Write that instead.`;
  });
}

function toApply(change: Difference): string[] {
  return [
    ...change.membersAdded.map((member) => `The next start gives ${said(member)}.`),
    ...change.membersRemoved.map((member) => `The next start takes away ${said(member)}.`),
    ...change.administratorsAdded.map(
      (one) => `The next start adds ${one.replace(/^(\S+) (.+)$/, '$2 to the administrators of $1')}.`,
    ),
    ...change.administratorsRemoved.map(
      (one) => `The next start removes ${one.replace(/^(\S+) (.+)$/, '$2 from the administrators of $1')}.`,
    ),
    ...change.retired.map(
      (id) => `The next start retires ${id}: its waiting asks close, what was given stays until it is revoked.`,
    ),
  ];
}

function takenAway(member: string): string {
  const { entitlement, email } = parseMember(member);
  return `${email} no longer has ${words.entitlement(entitlement)}, although the file still lists it: somebody took it away, and the file doesn’t bring it back. Remove it from the file, or grant it again.`;
}

function beside({ entitlement, person }: Access): string {
  return `${person.label} has ${words.entitlement(entitlement)} without end, which the file doesn’t list: somebody granted it.`;
}

function said(member: string): string {
  const { entitlement, email } = parseMember(member);
  return `${words.entitlement(entitlement)} for ${email}`;
}
