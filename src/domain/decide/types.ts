import type { Basis } from '../access.ts';
import type { BindingRule } from '../approval-rule.ts';
import type { AccessEvent, TypedText } from '../audit-event.ts';
import type { Entitlement } from '../entitlement.ts';
import type { Account, PersonId, PersonRef, Via } from '../identity.ts';
import type { Reason } from '../reason.ts';
import type { Refusal } from '../refusal.ts';

/** What is asked of one access. Durations in ms, null: without end. */
export type AccessCommand =
  | { readonly name: 'request'; readonly durationMs: number | null | 'default' }
  | { readonly name: 'grant'; readonly durationMs: number | null | 'default' }
  | { readonly name: 'approve' | 'deny'; readonly card?: CardTerms }
  | { readonly name: 'cancel' }
  | { readonly name: 'revoke' }
  | { readonly name: 'give-back' }
  | { readonly name: 'start' }
  | { readonly name: 'look' }
  | { readonly name: 'import' }
  | { readonly name: 'remove-import' }
  | { readonly name: 'retire'; readonly sentence: string };

/** What a card's button said it was about. */
export interface CardTerms {
  readonly ask: string;
  readonly stage: number;
  readonly digest: string;
}

/** Everything a decision rests on, loaded for it. Times in ms. */
export interface Facts {
  readonly now: number;
  readonly command: string;
  readonly heardAt: number;
  readonly via: Via;
  readonly text: TypedText | null;
  readonly actor: PersonRef;
  readonly actorAccount: Account | null;
  readonly bySystem: boolean;
  readonly actorIsLatchkeyAdministrator: boolean;
  readonly subject: PersonRef;
  readonly entitlement: Entitlement;
  /** Hash of the configuration that was in force. */
  readonly configuration: string;
  /** The actor's authority over the entitlement now, its strongest basis. */
  readonly authority: Basis | null;
  /** Whether the actor is one of a stage's `of`, for each stage of the waiting ask. */
  readonly qualifies: readonly boolean[];
  /** For request, grant and start: what binds now. */
  readonly rule: BindingRule | null;
  /** For request, grant, start and revoke: what stands in the way, whoever asks. */
  readonly obstacle: Refusal | null;
  /** C7: whether the subject has console access as the product's administrator. */
  readonly implicit: boolean;
  /** For start: each approver's authority now, or why it is void (A3). */
  readonly approvers: ReadonlyMap<PersonId, { readonly basis: Basis } | { readonly void: string }>;
  /** When a revocation for this person and entitlement was last heard. */
  readonly fenceAt: number | null;
  /** For start: why the subject cannot be given anything now. */
  readonly subjectGone: string | null;
  readonly because: readonly Reason[];
}

/** Events to append; a refusal may come with one that records it. Neither: nothing to do. */
export interface Decided {
  readonly events: readonly AccessEvent[];
  readonly refusal: Refusal | null;
}
