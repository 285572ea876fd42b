import type { Access } from '../../domain/access.ts';
import { ownersOf } from '../../domain/askers.ts';
import { currentStage, openAsk, standingApprovals } from '../../domain/access.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import { ChatUnavailable } from '../../ports/chat.ts';
import type { Person } from '../../ports/people.ts';
import { everyAddressOf } from '../identity/identify.ts';
import type { Deps } from '../deps.ts';
import type { Authority } from './authority.ts';
import { createOpenAccesses } from './open-accesses.ts';

/** Whether an access waits for this person's word: they have authority, belong to the stage, and have not spoken yet. */
export async function waitsFor(
  self: Person,
  access: Access,
  authority: Pick<Authority, 'of' | 'qualifies'>,
): Promise<boolean> {
  const ask = openAsk(access);
  const stage = ask ? currentStage(ask) : null;
  if (!ask || !stage || access.person.id === self.id || [ask.by.id, ask.from?.person.id].includes(self.id))
    return false;
  const owners = ownersOf(ask);
  if (owners.length > 0 && everyAddressOf(self).some((one) => owners.includes(one))) return false;
  if (standingApprovals(ask).some((decision) => decision.person.id === self.id)) return false;
  return (await authority.of(self, access.entitlement)) !== null && (await authority.qualifies(self, stage.stage.of));
}

/**
 * Many asks wait for few entitlements: the authority of one person over each is asked about once, and what they have is read
 * once for all of them. What only a chat that is away could tell is left out of a list, which decides nothing.
 */
export function remembered(deps: Pick<Deps, 'store'>, authority: Authority): Pick<Authority, 'of' | 'qualifies'> {
  const { of: openOf } = createOpenAccesses(deps);
  const known = new Map<string, ReturnType<Authority['of']>>();
  return {
    qualifies: (person, stage) => authority.qualifies(person, stage, openOf),
    of(self, entitlement) {
      const key = `${self.id} ${entitlementKey(entitlement)}`;
      const basis = known.get(key) ?? authority.of(self, entitlement, { openOf }).catch(unlessAway);
      known.set(key, basis);
      return basis;
    },
  };
}

function unlessAway(error: unknown): null {
  if (error instanceof ChatUnavailable) return null;
  throw error;
}
