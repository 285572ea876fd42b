import type { Message } from '../../domain/message.ts';
import { say } from '../../domain/message.ts';
import type { AwaitedSignIn } from '../../ports/platform.ts';
import type { Deps } from '../deps.ts';
import { stateId } from './code.ts';
import { words } from '../../words/index.ts';

/**
 * What a sign-in proves itself with besides its state (PKCE, RFC 7636): 43 characters that follow from the state and the
 * installation's secret, so that nothing of it is kept and the address alone doesn't give it away.
 */
export function verifierOf({ seals }: Pick<Deps, 'seals'>, state: string): string {
  return seals.seal('sign-in', [state]);
}

/** Whether a sign-in is still awaited, from the record alone: the platform is asked nothing for a state that isn't. */
export function createAwaited({ store, clock, seals }: Pick<Deps, 'store' | 'clock' | 'seals'>) {
  return async function awaited(state: string): Promise<AwaitedSignIn> {
    const link = await store.links.byId(stateId(state));
    const isAwaited = link?.kind === 'sign-in' && link.state === 'open' && clock.now() < link.expiresAt;
    return isAwaited ? { is: 'awaited', verifier: verifierOf({ seals }, state) } : { is: 'over', message: over() };
  };
}

function over(): Message {
  return say(words.linkRefused.signInOver, 'bad');
}
