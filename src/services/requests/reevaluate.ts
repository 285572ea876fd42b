import type { Client } from '../../domain/catalogue.ts';
import { isInForce } from '../../domain/access.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import { itemState, readApprovalId } from '../../domain/request/task.ts';
import { readAddress } from '../../lib/address.ts';
import { decideOn } from '../decisions/decide.ts';
import type { Entity, Evaluation } from '../decisions/entities.ts';
import { resourceOf } from '../decisions/scope.ts';
import type { StandingOf } from '../decisions/standings.ts';
import type { Deps } from '../deps.ts';

/** Why an approval doesn’t help, by the profile’s registry, and what the client does next. */
export interface Unhelpful {
  readonly reason: 'approval_expired' | 'out_of_scope' | 'grant_pending' | 'policy_denied' | 'approval_unverifiable';
  readonly next: 'request' | 'retry' | 'none';
}

/** An approval that a client presents: until when it’s good (ms), or why it doesn’t help. */
export type Presented = { readonly id: string; readonly until: number } | Unhelpful;

/**
 * What an approval means for an evaluation (Access Request and Approval Profile, § Completion Semantics). It never changes the
 * decision, which the state alone makes.
 */
export function createReevaluate(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  { standingOf }: { readonly standingOf: StandingOf },
) {
  return async function presented(
    client: Client,
    { subject, action, resource }: Evaluation,
    id: unknown,
    isPermitted: boolean,
  ): Promise<Presented> {
    const read = typeof id === 'string' ? readApprovalId(id) : null;
    const task = read && (await store.requests.byHandle(read.handle));
    const item = task?.items[read?.index ?? 0];
    if (read === null || task === null || item === undefined || task.client !== client.id) return unverifiable;
    if (!(await isSubject(task.person, subject))) return unverifiable;
    const access = item.access === null ? null : ((await store.accesses.byId(item.access))?.access ?? null);
    const { approval } = itemState(item, access, task.createdAt);
    if (access === null || approval === null) return unverifiable;
    const now = clock.now();
    const isStanding = isInForce(access, now);
    if (now >= approval.until || !isStanding) return { reason: 'approval_expired', next: 'request' };
    const found = resourceOf(resource, client, directory);
    const entitlement = parseEntitlementKey(item.entitlement);
    if (found === null || entitlement === null) return { reason: 'out_of_scope', next: 'request' };
    const grant = { entitlement, until: access.until };
    const alone = decideOn(found, action, { addresses: [], grants: [grant] }, directory, now);
    if (isPermitted) return alone?.answer.effect === 'allow' ? { id: id as string, until: approval.until } : outOfScope;
    const standing = await standingOf(subject);
    const together = decideOn(found, action, { ...standing, grants: [...standing.grants, grant] }, directory, now);
    if (together?.answer.effect === 'allow') return { reason: 'grant_pending', next: 'retry' };
    return alone?.answer.effect === 'allow' ? { reason: 'policy_denied', next: 'none' } : outOfScope;
  };

  /** Whether this is whom the approval was for. */
  async function isSubject(person: string, { type, id }: Entity): Promise<boolean> {
    if (type === 'person') return id === person;
    const email = type === 'user' ? readAddress(id) : null;
    return email !== null && (await store.people.byEmail(email))?.id === person;
  }
}

export type Reevaluate = ReturnType<typeof createReevaluate>;

const unverifiable: Unhelpful = { reason: 'approval_unverifiable', next: 'none' };
const outOfScope: Unhelpful = { reason: 'out_of_scope', next: 'request' };
