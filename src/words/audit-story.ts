import type { Entitlement } from '../domain/entitlement.ts';
import type { Span } from '../domain/message.ts';

/** What a line of an audit channel tells: who did what about whom, when. */
export interface AuditStory {
  readonly icon: string;
  /** As the record calls it. */
  readonly event: string;
  readonly subject: Span | null;
  /** Who did it; null: `subject`, or Latchkey. */
  readonly by: Span | null;
  /** Whether it was the subject's own doing. */
  readonly isOwn: boolean;
  readonly entitlement: Entitlement | null;
  /** A sentence that says more; empty: none. */
  readonly detail: string;
  /** In ms: until when, where that was given, and when it happened. */
  readonly until: number | null;
  readonly at: number;
}
