import type { Access } from '../../src/domain/access.ts';
import type { Stage } from '../../src/domain/catalogue.ts';
import { decide } from '../../src/domain/decide/index.ts';
import type { AccessCommand, Facts } from '../../src/domain/decide/index.ts';
import type { Entitlement } from '../../src/domain/entitlement.ts';
import type { AccessEvent } from '../../src/domain/events/index.ts';
import { evolve } from '../../src/domain/events/index.ts';
import type { PersonRef } from '../../src/domain/identity.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { strangers } from '../../src/domain/one-human.ts';
import { recordedEvent } from '../../src/services/in-english.ts';
import { en } from '../../src/words/en/index.ts';

export const hour = 3_600_000;
export const start = Date.UTC(2026, 10, 22, 12);
export const base = { id: 'acc000000001', tenant: 'main' };
export const person = (name: string): PersonRef => ({ id: name, label: `${name}@acme.test` });
export const mia = person('mia');
export const ada = person('ada');
export const grace = person('grace');
export const hugo = person('hugo');

export const consoleProd: Entitlement = { kind: 'console', product: 'acme-prod' };
export const one: Stage = { of: { kind: 'authority' }, count: 1 };
export const two: Stage = { of: { kind: 'authority' }, count: 2 };

/** Facts as a test needs them: `actor` has authority without end unless said otherwise. */
export function facts(actor: PersonRef, change: Partial<Facts> = {}): Facts {
  const stages = change.rule?.stages ?? [one];
  return {
    now: start,
    command: `c-${Math.random()}`,
    heardAt: start,
    via: 'slack',
    text: null,
    actor,
    actorAccount: { platform: 'slack', workspace: 'T1', user: `U${actor.id}` },
    bySystem: false,
    actorIsLatchkeyAdministrator: false,
    humans: strangers,
    actorKnownInTime: true,
    authorityInTime: true,
    systemOwners: [],
    newlyIn: [],
    apart: [],
    subject: mia,
    entitlement: consoleProd,
    configuration: 'hash',
    authority: { kind: 'implicit', access: null, until: null, of: 'console:acme-prod' },
    qualifies: [true, true, true],
    rule: { stages, defaultMs: 8 * hour, maxMs: 720 * hour, always: false, lapseMs: 72 * hour },
    obstacle: null,
    implicit: false,
    approvers: new Map(),
    fenceAt: null,
    subjectGone: null,
    because: [],
    ...change,
  };
}

export type Given = AccessCommand | { readonly name: AccessCommand['name'] };

export interface Step {
  readonly events: readonly AccessEvent[];
  readonly refusal: (Refusal & { readonly sentence: string }) | null;
}

/**
 * Decides and applies: the access afterwards, and what was decided, with its English sentences. A decision that names no ask
 * means the first.
 */
export function step(access: Access | null, command: Given, given: Facts): { access: Access | null; decided: Step } {
  const named = { durationMs: 'default', what: 'acme-prod', card: { ask: 'start' }, ...command } as AccessCommand;
  const { events: drafts, refusal } = decide(access, named, given);
  const events = drafts.map(recordedEvent);
  return {
    decided: { events, refusal: refusal && { ...refusal, sentence: en.refusal(refusal.args) } },
    access: events.reduce<Access | null>((state, event) => evolve(state, event, base), access),
  };
}

/** Facts for a start at which every approver still has what they had. */
export function startFacts(access: Access, change: Partial<Facts> = {}): Facts {
  const approvals = access.asks[0]?.decisions.filter((decision) => decision.verdict === 'approve') ?? [];
  return facts(person('system'), {
    bySystem: true,
    authority: null,
    rule: null,
    approvers: new Map(approvals.map((approval) => [approval.person.id, { basis: approval.basis }])),
    ...change,
  });
}

export function requested(stages: readonly Stage[] = [one], durationMs: number | null | 'default' = 'default'): Access {
  const rule = { stages, defaultMs: 8 * hour, maxMs: 720 * hour, always: true, lapseMs: 72 * hour };
  const { access } = step(null, { name: 'request', durationMs }, facts(mia, { rule, authority: null }));
  if (!access) throw new Error('the request was refused');
  return access;
}

export function approvedBy(access: Access, actor: PersonRef, change: Partial<Facts> = {}): Access {
  const { access: after, decided } = step(access, { name: 'approve' }, facts(actor, change));
  if (!after || decided.refusal) throw new Error(decided.refusal?.sentence ?? 'no access');
  return after;
}
