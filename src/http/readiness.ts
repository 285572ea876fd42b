/** What a process knows of what it stands on. */
export interface Standing {
  /** MongoDB or Redis, where they don't answer or an index is missing: nothing works without. */
  readonly missing: readonly string[];
  /** The chats that are configured. */
  readonly chats: readonly string[];
  /** Whether other systems may ask or report (`clients`, `inbound`), for which no chat is needed. */
  readonly isAskedBySystems?: boolean;
  /** Those of them that can't be used now: not connected yet, or the token or the connection is refused. */
  readonly unusable: readonly string[];
  /** Everything else that isn't as it should be. */
  readonly troubles: readonly string[];
}

/**
 * Whether a process is ready (DESIGN §4, Ready): not without MongoDB, Redis and their indexes, and not while nothing that is
 * configured can be used. Everything else is only named. Pure.
 */
export function readiness({ missing, chats, isAskedBySystems = false, unusable, troubles }: Standing): {
  readonly ready: boolean;
  readonly waitingFor: readonly string[];
} {
  const isUsable = chats.length === 0 || isAskedBySystems || chats.some((one) => !unusable.includes(one));
  return { ready: missing.length === 0 && isUsable, waitingFor: [...new Set([...missing, ...troubles])] };
}
