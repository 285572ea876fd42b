import type { Access, AskedFor, AskingSystem, BasisFacts, HandOver } from '../access.ts';
import type { BindingRule } from '../approval-rule.ts';
import type { AccessEvent, AccessEventName, FactsOf, TypedText } from '../events/index.ts';
import type { Entitlement } from '../entitlement.ts';
import type { Account, PersonId, PersonRef, Via } from '../identity.ts';
import type { Length } from '../moment.ts';
import type { Reason } from '../reason.ts';
import type { HumanFacts } from '../one-human.ts';
import type { Refusal } from '../refusal.ts';

/** What is asked of one access. Durations in ms, null: without end. */
export type AccessCommand =
  | (Wanted & { readonly name: 'request' | 'grant' })
  /** A decision always names its ask; one that names none is answered with the current card. */
  | (Verdict & { readonly name: 'approve' | 'deny' })
  | { readonly name: 'cancel' }
  /** One more system asks for it; `asker` is what this asking is called. */
  | { readonly name: 'join'; readonly asker: string }
  | (Withdrawal & { readonly name: 'withdraw' })
  | { readonly name: 'revoke' }
  | { readonly name: 'give-back' }
  | { readonly name: 'start' }
  | { readonly name: 'look' }
  /** Facts have changed: whether every approval still counts. */
  | { readonly name: 'recheck' }
  | { readonly name: 'import' }
  /** A limit of somebody who hands over is put on the new person at once (A6). `until` in ms; null: without end. */
  | { readonly name: 'hand-over-limit'; readonly from: HandOver; readonly until: number | null }
  | { readonly name: 'remove-import' }
  | { readonly name: 'retire'; readonly what: string };

/** What is requested or granted. */
export interface Wanted {
  readonly durationMs: number | null | 'default';
  /** The moment that was typed as its end (`until …`), in ms, instead of a duration. */
  readonly endsAt?: number;
  /** What it's needed for. */
  readonly asked?: AskedFor;
  /** What somebody else holds is asked for on behalf of the subject, for as long as the rules allow. */
  readonly from?: HandOver;
}

/** What a system withdraws: one of its askings, or (`asker` absent) all of them. `by`: the system, as the record has it. */
export interface Withdrawal {
  readonly by: string;
  readonly asker?: string;
}

/** A decision of a person about an ask. */
export interface Verdict {
  readonly card: CardTerms;
  /** For approve: for less than was requested. */
  readonly less?: Length;
  /** For deny: a smaller role that is suggested instead. */
  readonly instead?: string;
}

/** What a decision is about. A button also says what it showed: when that has changed, nothing is decided. */
export interface CardTerms {
  readonly ask: string;
  readonly stage?: number;
  readonly digest?: string;
}

/** Somebody who runs a system, and the label that records have for it. */
export interface SystemOwner {
  readonly person: PersonId;
  readonly system: string;
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
  /** Who counts as one human with the actor, the subject, and whoever asked or decided (A7). */
  readonly humans: HumanFacts;
  /** For approve: whether the actor was known when the ask was opened, or is proved by a workspace of ours (A7). */
  readonly actorKnownInTime: boolean;
  /** For approve: whether the actor's authority counts in the ask although it may be newer (A7). */
  readonly authorityInTime: boolean;
  readonly subject: PersonRef;
  readonly entitlement: Entitlement;
  /** Hash of the configuration that was in force. */
  readonly configuration: string;
  /** The actor's authority over the entitlement now, its strongest basis. */
  readonly authority: BasisFacts | null;
  /** Whether the actor is one of a stage's `of`, for each stage of the waiting ask. */
  readonly qualifies: readonly boolean[];
  /** For request and grant: what binds. For start: what binds by groups newly reached since it was asked for (R7). */
  readonly rule: BindingRule | null;
  /** R7, for request and grant: the groups that the person would newly be in. */
  readonly newlyIn: readonly string[];
  /** For request and grant: who holds a role of a chat that gives authority; see `Ask.roleHolders`. */
  readonly roleHolders?: readonly PersonId[] | null;
  /** For request and grant: pairs that the configuration says are two people; see `Ask.apart`. */
  readonly apart: readonly (readonly PersonId[])[];
  /** For request, grant, start and revoke: what stands in the way, whoever asks. */
  readonly obstacle: Refusal | null;
  /** C7: whether the subject has console access as the product's administrator. */
  readonly implicit: boolean;
  /** Whoever answers for a system that asked, and so has no vote, with that system; empty where only people asked. */
  readonly systemOwners: readonly SystemOwner[];
  /** For request: the system that asks. */
  readonly system?: AskingSystem;
  /** For a denial that suggests a role: those that would do now. */
  readonly wouldDo?: readonly string[];
  /** For start and recheck: each approver's authority now, or why it is void (A3). */
  readonly approvers: ReadonlyMap<PersonId, { readonly basis: BasisFacts } | { readonly void: Reason }>;
  /** When a revocation for this person and entitlement was last heard. */
  readonly fenceAt: number | null;
  /** For the start of what is handed over: the giver's access as it is now; null: there is none. Absent: nothing is handed over. */
  readonly giver?: Access | null;
  /** For start: why the subject cannot be given anything now. */
  readonly subjectGone: Refusal | null;
  readonly because: readonly Reason[];
  /** On the command line: who the operating system says it was. A claim, and recorded as one. */
  readonly claimed?: string;
}

/** Events to append; a refusal may come with one that records it. Neither: nothing to do. */
export interface Decided {
  readonly events: readonly DraftEvent[];
  readonly refusal: Refusal | null;
}

/** An event of an access as it is decided: its reasons, refusals and bases have no sentences yet. */
export type DraftEvent = DraftOf<AccessEvent>;

type DraftOf<Event extends AccessEvent> = Event extends AccessEvent
  ? Omit<Event, 'because' | 'facts'> & {
      readonly because: readonly Reason[];
      readonly facts: Event['facts'] extends infer Facts ? Drafted<Facts> : never;
    }
  : never;

/** What the draft of an event says beyond what every event of an access does. */
export type DraftFacts<Name extends AccessEventName> = Drafted<FactsOf<Name>>;

type Drafted<Facts> = {
  readonly [Key in keyof Facts as Key extends 'code' | 'sentence' | 'args' ? never : Key]: Key extends 'basis'
    ? BasisFacts
    : Key extends 'bases'
      ? readonly BasisFacts[]
      : Key extends 'void'
        ? readonly { readonly person: string; readonly why: Reason }[]
        : Facts[Key];
} & { readonly code?: string; readonly refusal?: Refusal };
