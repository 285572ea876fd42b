import type { Json } from '../types.ts';

export type Kind = 'slash_commands' | 'interactive' | 'events_api';

/** What came of a delivery: the app's acknowledgement and what it said with it, or why there is none. */
export type Outcome =
  | { ok: true; answer: Json | undefined }
  | { ok: false; error: 'operation_timeout' | 'dispatch_failed' | 'http_error'; status?: number; noRetry?: boolean };

export interface Retry {
  /** 1, 2, 3 */
  attempt: number;
  reason: string;
}

/** Brings one payload to the app and waits for its acknowledgement, three seconds at most. Never throws. */
export type Deliver = (kind: Kind, payload: Json, retry?: Retry) => Promise<Outcome>;
