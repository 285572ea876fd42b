import type { Access } from '../access.ts';
import { reason } from '../reason.ts';
import { refusals } from '../refusals.ts';
import { voteRefusals } from '../vote-refusals.ts';
import { isOwnGrant } from './granter.ts';
import { openAsk } from './open-ask.ts';
import { refuse } from './refuse.ts';
import type { Decided, Facts, Wanted } from './types.ts';

const because = [reason('A5', 'grant-is-first-approval')];

/**
 * A5: a request made for somebody else, and the granter's decision is its first approval. Nobody grants to themselves, nor
 * to whoever counts as one with them (A4, A7).
 */
export function grant(access: Access | null, command: Wanted, facts: Facts): Decided {
  if (facts.actor.id === facts.subject.id) return refuse(access, facts, refusals.ownAccess('grant'));
  if (facts.authority === null) return refuse(access, facts, refusals.noAuthority(facts.entitlement, 'grant'));
  if (isOwnGrant(facts.humans, facts.actor.id, facts.subject.id, facts.now)) {
    return refuse(access, facts, voteRefusals.oneWithSubject(facts.subject.label, 'grant'));
  }
  return openAsk(access, command, facts, because);
}
