import type { FactRecord } from '../domain/reported.ts';
import type { Hook } from '../domain/catalogue.ts';
import type { ApiAnswer } from './http.ts';

/** A delivery that was taken, remembered for a week by its hook and its id. */
export interface Delivery {
  readonly hook: string;
  /** The sender's own, by which it is carried out once. */
  readonly id: string;
  /** SHA-256, hex, of its body. */
  readonly digest: string;
  /** What it was answered; null: it is being carried out, or a process died over it. */
  readonly answer: ApiAnswer | null;
}

export interface DeliveryStore {
  read(hook: string, id: string): Promise<Delivery | null>;
  /** Remembers a delivery that wasn't known, without an answer, and gives what is remembered of it. `at` in ms. */
  begin(delivery: Omit<Delivery, 'answer'>, at: number): Promise<Delivery>;
  /** Keeps its first answer, and gives that: of two processes that carry it out, both give the same. */
  settle(hook: string, id: string, answer: ApiAnswer): Promise<ApiAnswer>;
}

export interface FactStore {
  /** Null: nothing was reported of it yet. */
  read(key: string): Promise<FactRecord | null>;
  all(): Promise<readonly FactRecord[]>;
  /** A text that differs whenever any fact changed. */
  stamp(): Promise<string>;
  /** Writes `next` where the version is still `before`'s (null: none). False: somebody wrote first. */
  write(before: number | null, next: FactRecord): Promise<boolean>;
}

/** An access that ends when a ticket closes. */
export interface TicketBinding {
  readonly hook: string;
  readonly ticket: string;
  readonly access: string;
  /** Where the ticket is shown; absent: the hook didn’t say. */
  readonly link?: string;
}

export interface TicketStore {
  /** Harmless to repeat; the newest link counts. */
  bind(binding: TicketBinding, at: number): Promise<void>;
  /** The tickets that an access is bound to, the oldest first; at most 5. */
  ofAccess(access: string): Promise<readonly TicketBinding[]>;
  /** The accesses that this hook bound to the ticket; at most 200. */
  boundTo(hook: string, ticket: string): Promise<readonly string[]>;
}

/** Carries out a delivery whose signature is right. Throws `StoreUnavailable` where MongoDB can't be asked. */
export type TakeDelivery = (hook: Hook, id: string, body: Uint8Array) => Promise<ApiAnswer>;
