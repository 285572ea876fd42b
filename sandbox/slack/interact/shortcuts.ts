import type { Desk } from '../desk.ts';
import type { User } from '../types.ts';
import type { Done } from './commands.ts';
import { interactionFailure } from './failures.ts';
import { commonPayload } from './payloads.ts';

/** A person chooses one of the app's global shortcuts in Slack's own menus. */
export async function shortcut(desk: Desk, user: User, callbackId: string): Promise<Done> {
  const outcome = await desk.deliver('interactive', {
    ...commonPayload(desk, 'shortcut', user),
    callback_id: callbackId,
    trigger_id: desk.triggers.issue({ user: user.id }),
    action_ts: desk.store.nextStamp(),
  });
  return outcome.ok ? { ok: true } : { ok: false, error: outcome.error, message: interactionFailure(outcome) };
}
