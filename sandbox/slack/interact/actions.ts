import type { Desk } from '../desk.ts';
import { object } from '../../common/json.ts';
import { messageShape } from '../shapes/message.ts';
import type { Block, Json, Message, User, View } from '../types.ts';
import type { Done } from './commands.ts';
import { interactionFailure } from './failures.ts';
import { commonPayload, reportedName, viewPayload } from './payloads.ts';
import { choose, holdsValue, stateValue, valuesOf } from './values.ts';

/** Where an element stands: in a message, in an open modal or on the app's Home tab. */
export type Place = { message: Message } | { view: View };

export interface Act {
  block: Block;
  element: Json;
  /** An option's value, a text, a date, a list … as the element needs; nothing for a button. */
  value?: unknown;
}

/** What people chose in messages, by message and person. */
export type Chosen = Map<string, Record<string, Json>>;

/** A person uses an element: the app is told with block_actions. */
export async function act(desk: Desk, chosen: Chosen, user: User, place: Place, act: Act): Promise<Done> {
  const { block, element } = act;
  const said = saidBy(element, act.value);
  if (said === undefined) return { ok: false, error: 'unknown_option', message: 'The element has no such option.' };
  const actionId = String(element['action_id']);
  if (holdsValue(element)) remember(desk, chosen, user, place, block.block_id, actionId, said);
  const action: Json = {
    action_id: actionId,
    block_id: block.block_id,
    ...said,
    type: element['type'],
    action_ts: desk.store.nextStamp(),
    ...(element['confirm'] === undefined ? {} : { confirm: element['confirm'] }),
    ...(element['placeholder'] === undefined ? {} : { placeholder: element['placeholder'] }),
  };
  const where = 'view' in place ? inView(desk, user, place.view) : inMessage(desk, chosen, user, place.message);
  const outcome = await desk.deliver('interactive', {
    ...commonPayload(desk, 'block_actions', user),
    ...where,
    actions: [action],
  });
  return outcome.ok ? { ok: true } : { ok: false, error: outcome.error, message: interactionFailure(outcome) };
}

function saidBy(element: Json, value: unknown): Json | undefined {
  if (element['type'] === 'button') {
    const { text, value: own, style, url } = element;
    return Object.fromEntries(Object.entries({ text, value: own, style, url }).filter(([, one]) => one !== undefined));
  }
  if (element['type'] === 'overflow') {
    const option = choose(element, value);
    return option && { selected_option: option };
  }
  return stateValue(element, value);
}

function remember(
  desk: Desk,
  chosen: Chosen,
  user: User,
  place: Place,
  blockId: string,
  actionId: string,
  value: Json,
): void {
  if ('view' in place) {
    desk.modals.setValue(place.view, blockId, actionId, value);
    return;
  }
  const key = keyOf(place.message, user);
  const held = chosen.get(key) ?? {};
  chosen.set(key, { ...held, [blockId]: { ...held[blockId], [actionId]: value } });
  desk.store.touch(place.message.channel);
}

function inView(desk: Desk, user: User, view: View): Json {
  return {
    container: { type: 'view', view_id: view.id },
    trigger_id: desk.triggers.issue({ user: user.id, viewId: view.id }),
    view: viewPayload(desk, view),
  };
}

function inMessage(desk: Desk, chosen: Chosen, user: User, message: Message): Json {
  const { store, app } = desk;
  const channel = store.channel(message.channel);
  const isEphemeral = message.only !== undefined;
  const url = desk.responses.issue({ user: user.id, channel: message.channel, source: message });
  const container = { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: isEphemeral };
  return {
    container: message.threadTs === undefined ? container : { ...container, thread_ts: message.threadTs },
    trigger_id: desk.triggers.issue({ user: user.id }),
    channel: { id: message.channel, name: channel === undefined ? '' : reportedName(channel) },
    ...(isEphemeral ? {} : { message: messageShape(message, app, store.team.id) }),
    state: { values: messageValues(chosen, user, message) },
    response_url: `${desk.url()}/actions/${store.team.id}/${url}`,
  };
}

/** What a person has chosen in a message so far, initial values included. */
export function messageValues(chosen: Chosen, user: User, message: Message): Record<string, Json> {
  const attached = (message.attachments ?? [])
    .flatMap((one) => object(one)['blocks'] as Json[] | undefined)
    .filter(Boolean);
  return valuesOf([...(message.blocks ?? []), ...(attached as Json[])], chosen.get(keyOf(message, user)) ?? {});
}

const keyOf = (message: Message, user: User): string => `${message.channel}/${message.ts}/${user.id}`;
