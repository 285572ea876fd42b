import type { Access } from '../../domain/access.ts';
import { isInForce, openAsk, standingApprovals } from '../../domain/access.ts';
import type { Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { personRef, provedEmails } from '../identity/identify.ts';
import { words } from '../../words/index.ts';

/** Accesses and products named one by one. */
const mostNamed = 5;

/** A person whom a decision about people concerns, with what they have. */
export interface Stake {
  readonly person: Person;
  readonly label: string;
  /** What they hold, administer and approved, as part of a sentence. */
  readonly has: string;
}

/** Loads what somebody has. `requests`: the open ones, among which their approvals are looked for. */
export function createStakes({ store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>) {
  return async function stakeOf(person: Person, requests: readonly Access[]): Promise<Stake> {
    const emails = provedEmails(person);
    const now = clock.now();
    const held = (await store.accesses.openOf(person.id)).filter((access) => isInForce(access, now));
    const products = directory.catalogue.products.filter(({ id }) => directory.isAdministratorOf(id, emails));
    const approved = requests.filter((access) => {
      const ask = openAsk(access);
      return ask !== null && standingApprovals(ask).some((one) => one.person.id === person.id);
    });
    const texts = words.choices.has;
    const names = held.map(({ entitlement }) => words.entitlement(entitlement));
    const parts = [
      texts.access(names, listed(names)),
      ...(products.length > 0 ? [texts.administers(listed(products.map(({ id }) => id)))] : []),
      ...(directory.isLatchkeyAdministrator(emails) ? [texts.latchkeyAdministrator] : []),
      ...(approved.length > 0 ? [texts.approved(approved.length)] : []),
    ];
    return { person, label: personRef(person).label, has: parts.join(', ') };
  };
}

function listed(names: readonly string[]): string {
  return words.choices.has.more(names.slice(0, mostNamed), names.length - mostNamed);
}
