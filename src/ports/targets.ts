import type { Account, PersonRef, Platform } from '../domain/identity.ts';

/** A role of one account: what Latchkey last saw and did about it (DESIGN §4, target). */
export interface TargetRecord {
  /** `ACCOUNT/ROLE`, the account in its written form. */
  readonly id: string;
  readonly account: Account;
  readonly role: string;
  /** When somebody has to look at it, in ms; null: nobody. */
  readonly lookAt: number | null;
  /** Grows with every look that is asked for: one that comes while another is under way is not lost. */
  readonly asked: number;
  /** When somebody last began to look, and how they know that it is still theirs; null: nobody does. */
  readonly claimedAt: number | null;
  readonly state: TargetState;
}

export interface TargetState {
  /** Set while the account holds the role by Latchkey; since when it was a member then, in ms. */
  readonly given: { readonly memberSince: number } | null;
  /** The number of the last attempt or report: each is recorded under its own. */
  readonly count: number;
  /** How many events about it were recorded: the `seq` that endpoints are told. */
  readonly told: number;
  /** What was begun and not yet seen to be done. */
  readonly attempt: TargetAttempt | null;
  /** What somebody did by hand, once it was reported. */
  readonly drift: 'given-by-hand' | 'taken-by-hand' | null;
  /** When what was done by hand was last put right, in ms, and how often in a row; null: never, or long ago. */
  readonly restored: { readonly at: number; readonly times: number } | null;
  /** Why it cannot be done, and how often that was tried. */
  readonly failure: { readonly sentence: string; readonly times: number } | null;
  /** How often in a row the platform could not be asked. */
  readonly away: number;
  /** Whether it was recorded that the account is no member. */
  readonly left: boolean;
  /** Whose account it was at the last look. */
  readonly person: PersonRef | null;
  /** The accesses that wanted the role at the last look that found everything in order. */
  readonly accesses: readonly string[];
  /** A failure, or a role that was given by hand, that people still have to be told of. */
  readonly untold: { readonly count: number; readonly sentence: string; readonly what: 'failed' | 'drift' } | null;
  /** Who decided that what was given by hand is taken away; null: nobody. */
  readonly takenBy: PersonRef | null;
}

/** Nothing seen and nothing done yet. */
export const untouched: TargetState = {
  given: null,
  count: 0,
  told: 0,
  attempt: null,
  drift: null,
  restored: null,
  failure: null,
  away: 0,
  left: false,
  person: null,
  accesses: [],
  untold: null,
  takenBy: null,
};

export interface TargetAttempt {
  readonly count: number;
  readonly what: 'give' | 'take';
  readonly at: number;
  /** Whether it puts right what somebody did by hand. */
  readonly restores: boolean;
}

export interface TargetStore {
  /** Has somebody look at `at`, or earlier where that was asked for already; makes the record where there is none. */
  look(account: Account, role: string, at: number): Promise<TargetRecord>;
  byId(id: string): Promise<TargetRecord | null>;
  /**
   * Takes the right to look and act until `at + leaseMs`, when somebody else has to look unless it was settled. Gives the
   * record as it was before, or null when somebody else has it.
   */
  claim(id: string, at: number, leaseMs: number): Promise<TargetRecord | null>;
  /** Writes a state under a claim and renews it to `at`; false: somebody else has it now, and nothing is written. */
  keep(id: string, claimedAt: number, at: number, leaseMs: number, state: TargetState): Promise<boolean>;
  /**
   * Ends a claim with a state and when to look again. `again`: a look was asked for since `asked`, nothing is written, the
   * claim stays; `lost`: somebody else has it now.
   */
  settle(
    id: string,
    claim: { readonly claimedAt: number; readonly asked: number },
    state: TargetState,
    lookAt: number | null,
  ): Promise<{ readonly is: 'settled' } | { readonly is: 'lost' } | { readonly is: 'again'; readonly asked: number }>;
  /** Ids of records whose time to be looked at has come, the oldest first. */
  due(at: number, limit: number): Promise<readonly string[]>;
  ofAccount(account: Account): Promise<readonly TargetRecord[]>;
  ofRole(platform: Platform, role: string): Promise<readonly TargetRecord[]>;
  /** Roles that somebody holds by Latchkey. */
  rolesGiven(): Promise<readonly { readonly platform: Platform; readonly role: string }[]>;
}

/** What became of a role that an access gives, noted on the access for whoever is shown it. */
export interface TargetNote {
  readonly platform: Platform;
  readonly role: string;
  /** What the role is called. */
  readonly name: string;
  /** The written form of the account. */
  readonly account: string;
  readonly is: 'given' | 'failed' | 'taken' | 'kept' | 'taken-by-hand' | 'left';
  /** `failed`: why. */
  readonly sentence: string | null;
}
