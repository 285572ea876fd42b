import type { Desk } from '../desk.ts';
import { array, object } from '../../common/json.ts';
import { checkChoices } from '../limits/objects.ts';
import { createReport } from '../limits/report.ts';
import { messageShape } from '../shapes/message.ts';
import type { Json, User } from '../types.ts';
import type { Act, Place } from './actions.ts';
import type { Done } from './commands.ts';
import { interactionFailure } from './failures.ts';
import { commonPayload, reportedName, viewPayload } from './payloads.ts';

export type Suggested = { ok: true; options: Json[]; option_groups: Json[] } | Extract<Done, { ok: false }>;

/** A person types into an external select: the app is asked for options with block_suggestion. */
export async function suggest(desk: Desk, user: User, place: Place, act: Act, typed: string): Promise<Suggested> {
  const { store, app } = desk;
  const base = {
    ...commonPayload(desk, 'block_suggestion', user),
    action_id: act.element['action_id'],
    block_id: act.block.block_id,
    value: typed,
  };
  const outcome = await desk.deliver('interactive', { ...base, ...whereOf() });
  if (!outcome.ok) return { ok: false, error: outcome.error, message: interactionFailure(outcome) };
  const answer = outcome.answer ?? {};
  const report = createReport();
  const isEmpty = array(answer['options']).length === 0 && array(answer['option_groups']).length === 0;
  if (!isEmpty) checkChoices(report, '', answer);
  if (report.found.length > 0) {
    return {
      ok: false,
      error: 'invalid_options',
      message: `The app's options are refused: ${report.found.join('; ')}`,
    };
  }
  return {
    ok: true,
    options: array(answer['options']).map(object),
    option_groups: array(answer['option_groups']).map(object),
  };

  function whereOf(): Json {
    if ('view' in place) {
      return { container: { type: 'view', view_id: place.view.id }, view: viewPayload(desk, place.view) };
    }
    const { message } = place;
    const channel = store.channel(message.channel);
    const container = { type: 'message', message_ts: message.ts, channel_id: message.channel };
    return {
      container: { ...container, is_ephemeral: message.only !== undefined },
      channel: { id: message.channel, name: channel === undefined ? '' : reportedName(channel) },
      ...(message.only === undefined ? { message: messageShape(message, app, store.team.id) } : {}),
    };
  }
}
