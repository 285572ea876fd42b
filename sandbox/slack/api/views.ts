import type { Desk } from '../desk.ts';
import { newId } from '../ids.ts';
import { object, objects, text } from '../../common/json.ts';
import { withIds } from '../limits/ids.ts';
import { createReport } from '../limits/report.ts';
import { checkView } from '../limits/views.ts';
import { refusal } from '../refusal.ts';
import { viewShape } from '../shapes/view.ts';
import type { Json, View } from '../types.ts';
import { structure, textArgument } from './arguments.ts';
import type { Method } from './types.ts';

const MOST_STACKED = 3;

export const viewMethods: Record<string, Method> = {
  'views.open': (desk, given) => {
    const content = viewArgument(given, ['modal']);
    const { user } = desk.triggers.take(textArgument(given, 'trigger_id'));
    // A new modal takes the place of whatever is open.
    desk.modals.close(user, true);
    return pushed(desk, user, content);
  },
  'views.push': (desk, given) => {
    const content = viewArgument(given, ['modal']);
    const { user, viewId } = desk.triggers.take(textArgument(given, 'trigger_id'));
    if (viewId === undefined) throw refusal('invalid_trigger_id');
    return pushed(desk, user, content);
  },
  'views.update': (desk, given) => {
    const content = viewArgument(given, ['modal', 'home']);
    const id = textArgument(given, 'view_id');
    const externalId = textArgument(given, 'external_id');
    if (id === undefined && externalId === undefined) throw refusal('invalid_arguments');
    const before = desk.modals.find((view) =>
      id === undefined ? view.content['external_id'] === externalId : view.id === id,
    );
    if (before === undefined) throw refusal('not_found');
    checkHash(given, before);
    return shown(desk, updated(desk, before, content));
  },
  'views.publish': (desk, given) => {
    const content = viewArgument(given, ['home']);
    const user = desk.store.user(textArgument(given, 'user_id') ?? '');
    if (user === undefined) throw refusal('user_not_found');
    const before = desk.store.home(user.id);
    if (before !== undefined) checkHash(given, before);
    const view = {
      ...newView(desk, user.id, content),
      ...(before === undefined ? {} : { id: before.id, rootId: before.id }),
    };
    desk.store.saveHome(view);
    return shown(desk, view);
  },
};

/** Puts a modal on top of what a person has open. @throws a refusal: push_limit_reached, duplicate_external_id */
export function pushed(desk: Desk, userId: string, content: Json): Json {
  const stack = desk.modals.stack(userId);
  if (stack.length >= MOST_STACKED) throw refusal('push_limit_reached');
  const externalId = text(content['external_id']);
  if (externalId !== undefined && desk.modals.find((view) => view.content['external_id'] === externalId)) {
    throw refusal('duplicate_external_id');
  }
  const view = newView(desk, userId, content);
  const top = stack.at(-1);
  if (top !== undefined) Object.assign(view, { previousId: top.id, rootId: top.rootId });
  desk.modals.push(view);
  return shown(desk, view);
}

/** Gives an open modal new content; what was typed stays where block and action keep their ids. */
export function updated(desk: Desk, before: View, content: Json): View {
  const { blocks, hash } = newView(desk, before.owner, content);
  const view: View = { ...before, content, blocks, hash };
  desk.modals.replace(view);
  return view;
}

/** A view that an app gave, checked. @throws a refusal: invalid_arguments, with what is wrong */
export function checkedView(view: unknown, types: readonly string[]): Json {
  const report = createReport();
  checkView(report, view, types);
  if (report.found.length > 0) throw refusal('invalid_arguments', report.found);
  return object(view);
}

function viewArgument(given: Json, types: readonly string[]): Json {
  return checkedView(structure(given['view']), types);
}

function newView(desk: Desk, owner: string, content: Json): View {
  const id = newId('V');
  const hash = `${Math.floor(desk.now() / 1000)}.${newId('').slice(0, 8)}`;
  const type = content['type'] === 'home' ? 'home' : 'modal';
  return { id, type, owner, content, blocks: withIds(objects(content['blocks'])), hash, rootId: id, previousId: null };
}

function checkHash(given: Json, before: View): void {
  const hash = textArgument(given, 'hash');
  if (hash !== undefined && hash !== before.hash) throw refusal('hash_conflict');
}

function shown(desk: Desk, view: View): Json {
  return { view: viewShape(view, desk.modals.values(view), desk.app, desk.store.team.id) };
}
