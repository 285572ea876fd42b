import { ChatError } from './chat.ts';
import { NotConfirmed } from './commands.ts';
import { QueueUnavailable, TryLater } from './queue.ts';
import { StoreUnavailable } from './store.ts';

/** Errors that wrap each other deeper than this are not looked through. */
const deepest = 10;
const storePauseMs = 2_000;
const queuePauseMs = 1_000;
const chatPauseMs = 3_000;
/** Of a chat that refuses what we must know or say: until somebody changes that. */
const refusedPauseMs = 10_000;

/**
 * The error that says a store, the queue or a chat can't be asked now, or a chat refuses, wherever it is in `thrown`:
 * itself, its causes, or one of several; null: it failed for another reason. Such a job is tried again for as long as it takes (DESIGN §4).
 */
export function unavailableIn(thrown: unknown, depth = 0): Error | null {
  if (!(thrown instanceof Error) || depth > deepest) return null;
  if (
    thrown instanceof StoreUnavailable ||
    thrown instanceof QueueUnavailable ||
    thrown instanceof NotConfirmed ||
    thrown instanceof ChatError
  )
    return thrown;
  const within: readonly unknown[] =
    thrown instanceof AggregateError ? [thrown.cause, ...(thrown.errors as readonly unknown[])] : [thrown.cause];
  for (const one of within) {
    const found = unavailableIn(one, depth + 1);
    if (found) return found;
  }
  return null;
}

/** The same as what the queue understands: when to try again, without using up a try. Null: the job failed. */
export function asTryLater(thrown: unknown): TryLater | null {
  if (thrown instanceof TryLater) return thrown;
  const away = unavailableIn(thrown);
  if (away === null) return null;
  const ms =
    away instanceof ChatError
      ? (away.retryAfterMs ?? (away.kind === 'transient' ? chatPauseMs : refusedPauseMs))
      : away instanceof StoreUnavailable
        ? storePauseMs
        : queuePauseMs;
  return new TryLater(away.message, ms, { cause: thrown });
}
