import { checkedView, pushed, updated } from '../api/views.ts';
import type { Desk } from '../desk.ts';
import { object } from '../../common/json.ts';
import { isRefusal } from '../refusal.ts';
import type { Json, User, View } from '../types.ts';
import type { Done } from './commands.ts';
import { interactionFailure } from './failures.ts';
import { inputErrors } from './input-errors.ts';
import { commonPayload, viewPayload } from './payloads.ts';

/** What came of a modal's button; `errors` by block_id, as they stand under the inputs. */
export type Submitted = Done | { ok: false; error: 'errors'; message: string; errors: Record<string, string> };

/** A person submits the modal on top: inputs are checked as Slack's client does, then the app decides what follows. */
export async function submit(desk: Desk, user: User, view: View): Promise<Submitted> {
  const missing = inputErrors(view.blocks, desk.modals.values(view));
  if (Object.keys(missing).length > 0) return withErrors(missing);
  const outcome = await desk.deliver('interactive', {
    ...commonPayload(desk, 'view_submission', user),
    trigger_id: desk.triggers.issue({ user: user.id, viewId: view.id }),
    view: viewPayload(desk, view),
    response_urls: [],
  });
  if (!outcome.ok) return { ok: false, error: outcome.error, message: interactionFailure(outcome) };
  return follow(desk, user, view, outcome.answer ?? {});
}

function follow(desk: Desk, user: User, view: View, answer: Json): Submitted {
  try {
    switch (answer['response_action']) {
      case 'errors':
        return appErrors(view, object(answer['errors']));
      case 'clear':
        desk.modals.close(user.id, true);
        return { ok: true };
      case 'update':
        updated(desk, view, checkedView(answer['view'], ['modal']));
        return { ok: true };
      case 'push':
        pushed(desk, user.id, checkedView(answer['view'], ['modal']));
        return { ok: true };
      default:
        closeIfOpen(desk, user, view);
        return { ok: true };
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const details = object(error.answer['response_metadata'])['messages'];
    const why = Array.isArray(details) ? details.join('; ') : error.message;
    return { ok: false, error: error.message, message: `The app answered with a view that Slack refuses: ${why}` };
  }
}

function appErrors(view: View, given: Json): Submitted {
  const known = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id));
  const entries = Object.entries(given);
  if (entries.length === 0 || entries.some(([blockId, said]) => !known.has(blockId) || typeof said !== 'string')) {
    const message = 'The app answered with errors for inputs that this form does not have.';
    return { ok: false, error: 'invalid_errors', message };
  }
  return withErrors(given as Record<string, string>);
}

const withErrors = (errors: Record<string, string>): Submitted => ({
  ok: false,
  error: 'errors',
  message: 'Something in the form needs another look.',
  errors,
});

/** A person closes the modal on top (or, with `all`, every one); the app is told where it wanted to be. */
export function close(desk: Desk, user: User, view: View, all: boolean): Done {
  const isCleared = all || view.content['clear_on_close'] === true;
  const payload = { ...commonPayload(desk, 'view_closed', user), view: viewPayload(desk, view), is_cleared: isCleared };
  desk.modals.close(user.id, isCleared);
  if (view.content['notify_on_close'] === true) void desk.deliver('interactive', payload);
  return { ok: true };
}

function closeIfOpen(desk: Desk, user: User, view: View): void {
  if (desk.modals.stack(user.id).at(-1)?.id === view.id) desk.modals.close(user.id);
}
