import type { TypedText } from './events/body.ts';
import type { Stage } from './catalogue.ts';
import type { Basis } from './basis.ts';
import type { Account, PersonId, PersonRef } from './identity.ts';

export type { Basis, BasisFacts } from './basis.ts';

/** One person's word on an ask. A void approval stays on record and counts no longer (A3). */
export interface Decision {
  readonly person: PersonRef;
  readonly account: Account | null;
  readonly basis: Basis;
  readonly stage: number;
  readonly verdict: 'approve' | 'deny';
  readonly comment: TypedText | null;
  readonly at: number;
  readonly void: { readonly at: number; readonly why: string } | null;
}

/** Somebody's access that is handed over to somebody else. */
export interface HandOver {
  readonly person: PersonRef;
  readonly access: string;
}

/** What somebody needs to do, for which they ask. */
export interface AskedFor {
  /** The permission's label, as people read it. */
  readonly action: string;
}

/** Another system that asks for somebody. */
export interface AskingSystem {
  /** A web address there that shows why. */
  readonly link?: string;
  /** Who ran it when it asked, lower-cased e-mails: they have no vote. */
  readonly owners: readonly string[];
  /** What this asking is called, where a system can ask several times; absent: by the system's own name. */
  readonly asker?: string;
  /** What the person was denied that led to it, and how many further rights the entitlement gives them. */
  readonly asked?: AskedFor & { readonly more: number };
  /** Who stood between the system and the person, the nearest first. */
  readonly actors?: readonly string[];
  /** It says that it's an emergency, which gives it nothing but a mark. */
  readonly emergency?: true;
}

/** A system that asks for what somebody else asked for before. */
export interface FurtherAsker {
  /** What this asking is called. */
  readonly key: string;
  readonly by: PersonRef;
  readonly system: AskingSystem;
  readonly isWithdrawn?: true;
}

export type AskState = 'open' | 'approved' | 'denied' | 'cancelled' | 'lapsed' | 'superseded';

/** A question inside an access that people decide, with the approval rule as it was then. */
export interface Ask {
  readonly id: string;
  readonly kind: 'start' | 'extend' | 'review';
  readonly by: PersonRef;
  /** How long, from the start; null: without end. */
  readonly durationMs: number | null;
  readonly reason: TypedText | null;
  readonly stages: readonly Stage[];
  readonly decisions: readonly Decision[];
  readonly state: AskState;
  readonly askedAt: number;
  /** When the chat heard it: a revocation heard later keeps it from starting. */
  readonly heardAt: number;
  readonly lapsesAt: number;
  /** The moment that was typed as its end (`until …`), in ms; null or absent: a duration was, or nothing. */
  readonly endsAt?: number | null;
  /** R7: the groups that the person was to be newly in when it was asked for; absent on asks of the first days. */
  readonly newlyIn?: readonly string[];
  /**
   * A7: who held a role of a chat that gave authority when it was opened. Null: the chat could not be asked; absent where
   * there is no such role, and on asks of the first days.
   */
  readonly roleHolders?: readonly PersonId[] | null;
  /** What is handed over by this ask: whose access ends when this one starts. They have no vote in it (A6, A7). */
  readonly from?: HandOver;
  /** A7: pairs of persons that the configuration said are two people when it was opened; absent where there were none. */
  readonly apart?: readonly (readonly PersonId[])[];
  /** What the person needs it for, where they said so; what a system was denied stands in `system`. */
  readonly asked?: AskedFor;
  /** Present: `by` is another system. */
  readonly system?: AskingSystem;
  /** Present: `by` withdrew, while others go on asking. */
  readonly isWithdrawn?: true;
  /** Systems that asked for the same later; absent where there are none. */
  readonly others?: readonly FurtherAsker[];
}

/** Approvals that count: not void, one per person over all stages (A4). */
export function standingApprovals(ask: Ask): readonly Decision[] {
  return ask.decisions.filter((decision) => decision.verdict === 'approve' && decision.void === null);
}

/** How many people a stage still lacks. */
export function missingAt(ask: Ask, index: number): number {
  const have = standingApprovals(ask).filter((decision) => decision.stage === index).length;
  return Math.max(0, (ask.stages[index]?.count ?? 0) - have);
}

/** The first stage that still lacks people, or null when all have them. */
export function currentStage(
  ask: Ask,
): { readonly index: number; readonly stage: Stage; readonly missing: number } | null {
  for (const [index, stage] of ask.stages.entries()) {
    const missing = missingAt(ask, index);
    if (missing > 0) return { index, stage, missing };
  }
  return null;
}
