import type { Endpoint } from '../domain/catalogue.ts';

/** What a delivery tells of. What is sent is rendered from it at each attempt. */
export type DeliverySource =
  | { readonly kind: 'access'; readonly access: string; readonly n: number }
  /** Event `n` of the tenant's journal, about a role; or the change in it about one account of a person. */
  | { readonly kind: 'role'; readonly n: number }
  | { readonly kind: 'person'; readonly n: number; readonly change: number }
  /** How a request of a client ended. */
  | { readonly kind: 'task'; readonly task: string; readonly status: string }
  | { readonly kind: 'test' };

/** `held`: its endpoint is paused; `given-up`: every attempt failed; `dropped`: there is nobody to tell, or nothing to be told. */
export type DeliveryState = 'pending' | 'delivered' | 'held' | 'given-up' | 'dropped';

/** One event for one endpoint. Times are ms since the epoch. */
export interface Delivery {
  /** The `webhook-id`: the same for all attempts. It follows from the endpoint and the event. */
  readonly id: string;
  readonly endpoint: string;
  /** What it's sent one at a time with: an endpoint and an access, a role of an account, or a person. */
  readonly lane: string;
  /** Its place among those. */
  readonly seq: number;
  readonly type: string;
  readonly source: DeliverySource;
  /** When the event happened. */
  readonly at: number;
  readonly createdAt: number;
  readonly state: DeliveryState;
  /** When it's due, while it's pending. */
  readonly nextAt: number;
  readonly tries: number;
  /** When it was first tried; null: it wasn't. */
  readonly firstAt: number | null;
  /** Whether it was reported that it fails. */
  readonly isReported: boolean;
  /** The newest attempts, oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
}

export interface DeliveryAttempt {
  readonly at: number;
  /** Null: there was no answer, and `answer` says why. */
  readonly status: number | null;
  readonly durationMs: number;
  /** The first KiB. */
  readonly answer: string;
}

/** What an attempt leaves of a delivery. */
export type DeliveryOutcome = Pick<Delivery, 'state' | 'nextAt' | 'tries' | 'firstAt'>;

/** The right to send what is in a lane, taken at `claimedAt`. */
export interface LaneClaim {
  readonly lane: string;
  readonly endpoint: string;
  readonly claimedAt: number;
  /** Grows with every wake-up: one that comes while the lane is being worked on isn't lost. */
  readonly asked: number;
}

/** What is known of an endpoint besides what latchkey.yml says. */
export interface EndpointRecord {
  readonly id: string;
  /** As latchkey.yml had it when it was last read; null: it isn't there any more. */
  readonly declared: Endpoint | null;
  /** `paused`: everything failed for a day; `ended`: it answered 410. */
  readonly state: 'on' | 'paused' | 'ended';
  /** Since when, in ms. */
  readonly since: number;
  /** Numbers what was recorded of it, from 1. */
  readonly count: number;
  /** The event of which nothing may have been delivered since, where it isn't on; in ms. */
  readonly resumeFrom: number | null;
  /** Since when nothing was delivered, in ms; null: the last attempt succeeded. */
  readonly failingSince: number | null;
  /** Whose failure began that. */
  readonly failing: string | null;
  /** Whether others failed since then too. */
  readonly severalFail: boolean;
  /** Until when it wants to be spared, in ms, and how often in a row it said so. */
  readonly sparedUntil: number | null;
  readonly sparedTimes: number;
}

export interface WebhookStore {
  /**
   * Inserts those that aren't there yet, in this order, and has their lanes worked on when they are due. Gives how many were new.
   */
  add(deliveries: readonly Delivery[]): Promise<number>;
  /**
   * The same, and what is there is sent again, or now where it waits for its next attempt; `all` false: unless it was delivered.
   * Gives how many are sent.
   */
  addAgain(deliveries: readonly Delivery[], all: boolean): Promise<number>;
  byId(id: string): Promise<Delivery | null>;
  /** What is pending in a lane, in the order of the events. */
  pending(endpoint: string, lane: string, limit: number): Promise<readonly Delivery[]>;
  /** What an attempt (null: none was made) leaves of a delivery. `forgetAt` ms: when it's taken away; null: not yet. */
  settle(id: string, outcome: DeliveryOutcome, attempt: DeliveryAttempt | null, forgetAt: number | null): Promise<void>;
  /** It was reported that it fails. */
  reported(id: string): Promise<void>;
  /**
   * Takes the right to send what is in a lane until `at + leaseMs`, when somebody else takes it over unless it was settled.
   * Null: somebody else has it, or nothing is in it.
   */
  claimLane(lane: string, at: number, leaseMs: number): Promise<LaneClaim | null>;
  /** Renews a claim to `at`; null: somebody else has it now. */
  keepLane(claim: LaneClaim, at: number, leaseMs: number): Promise<LaneClaim | null>;
  /** Ends a claim, to be worked on again at `lookAt` (null: nothing is left). Something came since: the claim stays, as given. */
  settleLane(claim: LaneClaim, lookAt: number | null): Promise<'settled' | 'lost' | LaneClaim>;
  /** Lanes whose time has come, the longest waiting first. */
  dueLanes(at: number, limit: number): Promise<readonly string[]>;
  /** Deliveries to an endpoint, newest first. */
  list(endpoint: string, limit: number): Promise<readonly Delivery[]>;
  /** What is held, the oldest first: its endpoint was stopped. */
  held(endpoint: string, limit: number): Promise<readonly Delivery[]>;
  /** How many are pending, up to 1,000. */
  countPending(endpoint: string): Promise<number>;
  /** When the oldest event happened that is pending, in ms; null: none is. */
  oldestPending(endpoint: string): Promise<number | null>;
  /** Up to which event of the tenant's journal deliveries were made; null: none ever were. */
  journalTold(): Promise<number | null>;
  /** Deliveries were made up to event `n`; never goes down. */
  tellJournal(n: number): Promise<void>;
  /** Takes away what was to be forgotten before `at` (ms). */
  forget(at: number): Promise<void>;
  endpoints(): Promise<readonly EndpointRecord[]>;
  endpoint(id: string): Promise<EndpointRecord | null>;
  /** Writes an endpoint's record; false: it isn't as it was `before` (its `count`; null: it wasn't there). */
  writeEndpoint(before: number | null, record: EndpointRecord): Promise<boolean>;
  /** Changes what is only counted about an endpoint. */
  noteEndpoint(id: string, note: EndpointNote): Promise<void>;
}

export type EndpointNote = Partial<
  Pick<EndpointRecord, 'failingSince' | 'failing' | 'severalFail' | 'sparedUntil' | 'sparedTimes'>
>;

/** What came of one attempt. `status` null: there was no answer, and `answer` says why. */
export interface SendResult {
  readonly ok: boolean;
  readonly status: number | null;
  readonly durationMs: number;
  readonly answer: string;
  readonly retryAfterMs: number | null;
}

/** Sends signed requests to endpoints, each within 15 s. Never rejects for what a receiver or the network does. */
export interface WebhookSender {
  /** @param at ms since the epoch: the attempt's timestamp */
  send(
    endpoint: Endpoint,
    message: { readonly id: string; readonly at: number; readonly body: string },
  ): Promise<SendResult>;
}
