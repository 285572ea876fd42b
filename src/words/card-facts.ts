import type { Entitlement } from '../domain/entitlement.ts';
import type { PersonRef } from '../domain/identity.ts';
import type { Span } from '../domain/message.ts';
import type { RightChange } from '../policy/index.ts';
import type { Names } from './names.ts';

/** Who is to get what; `by`: who asked for it, where it isn't them. `names`: what products and instances are called. */
export interface Asked {
  readonly person: PersonRef;
  readonly by: Span | null;
  readonly entitlement: Entitlement;
  readonly names: Names;
}

/** How long: a duration in ms, a moment in ms, or both; null: no such. */
export interface HowLong {
  readonly durationMs: number | null;
  readonly until: number | null;
}

/** How a request was closed, or an access ended; `by` null: by nobody, or by Latchkey. */
export interface Closed {
  readonly event: string;
  readonly by: Span | null;
  /** Whether it was the person's own doing. */
  readonly isOwn: boolean;
}

export interface Marks {
  readonly isEndless: boolean;
  readonly limit: boolean;
}

/** The changes that a card names: rights of the first rank that somebody gains, and the others that matter most. */
export interface Given {
  readonly sensitive: readonly RightChange[];
  readonly others: readonly RightChange[];
  /** How many it doesn't name. */
  readonly more: number;
}
