import type { Entitlement } from '../src/domain/entitlement.ts';
import type { OpenOf } from '../src/services/authority/open-accesses.ts';
import type { Identified } from '../src/services/identity/identify.ts';
import type { CommandDeps } from './command.ts';
import { words } from '../src/words/index.ts';

/** Whether somebody may look at everything: an auditor, or a Latchkey administrator. */
export function seesAll(actor: Identified, { directory }: Pick<CommandDeps, 'directory'>): boolean {
  return directory.isAuditor(actor.emails) || directory.isLatchkeyAdministrator(actor.emails);
}

/**
 * Whether somebody may look at an entitlement of others: it takes authority over it, or being an auditor. Whoever asks about
 * several gives one `openOf`, so that what they have is read once.
 */
export async function maySee(
  actor: Identified,
  entitlement: Entitlement,
  deps: Pick<CommandDeps, 'directory' | 'authority' | 'store'>,
  openOf?: OpenOf,
): Promise<boolean> {
  if (seesAll(actor, deps)) return true;
  const person = await deps.store.people.byId(actor.person.id);
  return person !== null && (await deps.authority.of(person, entitlement, { ...(openOf && { openOf }) })) !== null;
}

/** What is said to somebody who may not. */
export function notForYou(entitlement: Entitlement): string {
  return words.lists.notForYou(entitlement);
}
