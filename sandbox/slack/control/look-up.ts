import type { Desk } from '../desk.ts';
import { text } from '../../common/json.ts';
import { findElement, blocksOf } from '../interact/find.ts';
import type { Act, Place } from '../interact/actions.ts';
import type { Channel, Json, Message, User, View } from '../types.ts';
import { wrong } from '../../common/wrong.ts';

/** A person by id, handle (with or without `@`) or e-mail. */
export function userBy({ store }: Desk, given: string | undefined): User {
  const wanted = (given ?? '').toLowerCase().replace(/^@/, '');
  const user = store
    .users()
    .find((one) => [one.id, one.name, one.email].some((known) => known?.toLowerCase() === wanted));
  if (user === undefined) throw wrong(`Nobody here is ${given ?? 'without a name'}: see GET /sandbox/world.`, 404);
  return user;
}

/** A conversation of this person, by id or name; `app` is the direct message with the app. */
export function channelBy({ store }: Desk, user: User, given: string | undefined): Channel {
  if (given === 'app') return store.directWith(user.id);
  const wanted = (given ?? '').replace(/^#/, '');
  const channel = store.channel(wanted) ?? store.channels().find((one) => one.kind !== 'im' && one.name === wanted);
  if (channel === undefined)
    throw wrong(`There is no channel ${wanted}: see GET /sandbox/users/${user.id}/channels.`, 404);
  if (!channel.members.includes(user.id)) throw wrong(`${user.realName} is not in #${channel.name || channel.id}.`);
  return channel;
}

/** Whether this person sees a message. */
export function sees(user: User, message: Message): boolean {
  return message.only === undefined || message.only === user.id;
}

/** Where something is done: `{channel, ts}` of a message, or `{view}`, an open modal's or the Home tab's id. */
export function placeBy(desk: Desk, user: User, body: Json): Place {
  const viewId = text(body['view']);
  if (viewId !== undefined) return { view: viewBy(desk, user, viewId) };
  const channel = channelBy(desk, user, text(body['channel']));
  const message = desk.store.message(channel.id, text(body['ts']) ?? '');
  if (message === undefined || !sees(user, message)) throw wrong('This message is not there (any more).', 404);
  return { message };
}

/** A view that this person has open, or their Home tab. */
export function viewBy(desk: Desk, user: User, viewId: string): View {
  const home = desk.store.home(user.id);
  const view = desk.modals.stack(user.id).find((one) => one.id === viewId) ?? (home?.id === viewId ? home : undefined);
  if (view === undefined) throw wrong('This form is not open (any more).', 404);
  return view;
}

/** The element of a place that `{actionId, blockId?, value?}` name. */
export function actBy(place: Place, body: Json): Act {
  const blocks = 'view' in place ? place.view.blocks : blocksOf(place.message);
  const actionId = text(body['actionId']) ?? '';
  const found = findElement(blocks, actionId, text(body['blockId']));
  if (found === undefined) throw wrong(`There is no element with the action_id "${actionId}" here.`, 404);
  return { ...found, value: body['value'] };
}
