/** What the page's server answers and the page shows: shapes alone, so that both can have them. */

/** An entry of the audit chain as it is stored, as far as the page shows it. */
export interface RecordEntry {
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  event: string;
  access: string | null;
  actor: string | null;
  subject: string | null;
  entitlement: string | null;
  via: string | null;
  prev: string;
  hash: string;
}

/** How the receiver answers. */
export const MODES = ['accept', 'fail', 'hang', 'gone'] as const;
export type Mode = (typeof MODES)[number];

/** A delivery that the receiver got. */
export interface Received {
  /** `webhook-id`: the same for all attempts. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  type: string;
  /** Whether the stock library verified its signature and its age. */
  verified: boolean;
  /** The HTTP status that it was answered with; null: none yet. */
  status: number | null;
  data: unknown;
}
