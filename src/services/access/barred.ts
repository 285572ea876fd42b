import type { Entitlement } from '../../domain/entitlement.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { PersonId } from '../../domain/identity.ts';
import type { Deps } from '../deps.ts';

/** How long a system can't request what a person said they hadn't asked for, in ms. */
export const barredMs = 86_400_000;

/** The journal's key of a person's word, given at `at` (ms), that they hadn't asked for what a system requested for them. */
export function barredKey(system: string, person: PersonId, entitlement: Entitlement, at: number): string {
  return keyOf(system, person, entitlement, Math.floor(at / barredMs));
}

/** Until when (ms) a system can't request an entitlement for a person; null: it can. `system`: as records have it. */
export async function barredUntil(
  { store, clock }: { readonly store: Pick<Deps['store'], 'journal'>; readonly clock: Pick<Deps['clock'], 'now'> },
  system: string,
  person: PersonId,
  entitlement: Entitlement,
): Promise<number | null> {
  const now = clock.now();
  const day = Math.floor(now / barredMs);
  const found = await store.journal.byKeys([day - 1, day].map((one) => keyOf(system, person, entitlement, one)));
  const until = found.map(({ at }) => at + barredMs).filter((end) => end > now);
  return until.length === 0 ? null : Math.max(...until);
}

function keyOf(system: string, person: PersonId, entitlement: Entitlement, day: number): string {
  return `barred/${system}/${person}/${entitlementKey(entitlement)}/${day}`;
}
