import type { Account } from '../../domain/identity.ts';
import { ChatError } from '../../ports/chat.ts';
import { TryLater } from '../../ports/queue.ts';
import type { Deps } from '../deps.ts';
import type { Places } from './places.ts';

/** How long an account whose direct messages can't be opened for a cause of its own is left alone, in ms. */
const refusedMs = 60_000;
/** After a platform gave no answer, in ms. */
const awayMs = 3_000;

/**
 * The channel of the direct messages with an account; null when they are closed, or its chat is off. Waits behind a token
 * that is refused: throws `TryLater` for whatever may be different later. `blocked` is told of a refused token.
 */
export function createOpenDirect(
  { chats }: Pick<Deps, 'chats'>,
  places: Places,
  blocked: (platform: string, error: ChatError) => Promise<void>,
) {
  return async function openDirect(account: Account, { isReport = false } = {}): Promise<string | null> {
    const place = { platform: account.platform, channel: null };
    await places.enter(place);
    try {
      const channel = (await chats.get(account.platform)?.directChannel(account)) ?? null;
      places.release(place);
      return channel;
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      if (error.kind === 'unreachable') return null;
      if (error.kind === 'transient') {
        throw new TryLater(error.message, error.retryAfterMs ?? awayMs, { cause: error });
      }
      if (!isReport && error.kind === 'blocked') await blocked(account.platform, error);
      const pause = error.concerns === 'token' ? places.block(place, error) : refusedMs;
      throw new TryLater(error.message, pause, { cause: error });
    }
  };
}

export type OpenDirect = ReturnType<typeof createOpenDirect>;
