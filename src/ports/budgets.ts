import type { PersonId } from '../domain/identity.ts';
import type { OverOpen, OverRequests, RequestLimits, RequestTaken, WaitingRequests } from '../domain/request-budget.ts';

/** Whose refusals are counted: a person, or an account (its key) of nobody whom we know. */
export interface RefusedBy {
  readonly person: PersonId | null;
  readonly label: string;
}

/** How many refusals of somebody in one hour were not recorded one by one. */
export interface RefusalCount extends RefusedBy {
  readonly id: string;
  /** Hours since the epoch. */
  readonly hour: number;
  readonly count: number;
}

/** How much somebody did within the last hour (DESIGN §4, _Budgets_). Each document is bounded, and goes away with its hour. */
export interface BudgetStore {
  /**
   * Takes one of `most` (1 or more) within the hour before `at`, once a command. Null: taken, now or before; else the
   * moment (ms) from which one more is free.
   */
  take(name: string, command: string, at: number, most: number): Promise<number | null>;
  /**
   * Takes one request, once a command; null: taken, now or before. One conditional write, so that of two at the same moment
   * the second is counted beside the first, whatever is written of it by then.
   */
  takeRequest(
    name: string,
    request: Required<Pick<RequestTaken, 'command' | 'delivery' | 'about'>>,
    at: number,
    limits: RequestLimits,
    waiting: WaitingRequests,
  ): Promise<OverRequests | OverOpen | null>;
  /** Whether a request could be taken, as far as that is known without whom it is for. Takes nothing. */
  requestsLeft(name: string, delivery: string, at: number, limits: RequestLimits): Promise<OverRequests | null>;
  /** Takes back what a command took. */
  giveBack(name: string, command: string): Promise<void>;
  /** Counts a command in its hour; once, as long as fewer than 100 others were counted since. */
  countRefusal(by: RefusedBy, command: string, at: number): Promise<void>;
  /** Counts of hours that are over at `at`, at most `limit`. */
  refusalCounts(at: number, limit: number): Promise<readonly RefusalCount[]>;
  /** Forgets a count: it's in the record. */
  forgetRefusals(id: string): Promise<void>;
}
