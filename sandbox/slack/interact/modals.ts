import type { Store } from '../store.ts';
import type { Json, View } from '../types.ts';
import { valuesOf } from './values.ts';

/** The modals that people have open, one on top of the other, and what they have typed into them. */
export interface Modals {
  /** Lowest first. */
  stack: (userId: string) => View[];
  find: (match: (view: View) => boolean) => View | undefined;
  push: (view: View) => void;
  /** Puts a changed view where the one with its id is. */
  replace: (view: View) => void;
  /** Closes the topmost; with `all`, every one. */
  close: (userId: string, all?: boolean) => void;
  /** What is typed and chosen, in Slack's shape, initial values included. */
  values: (view: View) => Record<string, Json>;
  setValue: (view: View, blockId: string, actionId: string, value: Json) => void;
  clear: () => void;
}

export function createModals(store: Store): Modals {
  const stacks = new Map<string, View[]>();
  const typed = new Map<string, Record<string, Json>>();
  const stackOf = (userId: string): View[] => stacks.get(userId) ?? [];
  const set = (userId: string, stack: View[]): void => {
    stacks.set(userId, stack);
    store.announce({ type: 'views', user: userId });
  };
  return {
    stack: stackOf,
    find: (match) => [...stacks.values()].flat().find(match),
    push: (view) => set(view.owner, [...stackOf(view.owner), view]),
    replace: (view) =>
      set(
        view.owner,
        stackOf(view.owner).map((one) => (one.id === view.id ? view : one)),
      ),
    close: (userId, all = false) => set(userId, all ? [] : stackOf(userId).slice(0, -1)),
    values: (view) => valuesOf(view.blocks, typed.get(view.id) ?? {}),
    setValue: (view, blockId, actionId, value) => {
      const held = typed.get(view.id) ?? {};
      typed.set(view.id, { ...held, [blockId]: { ...held[blockId], [actionId]: value } });
    },
    clear: () => {
      stacks.clear();
      typed.clear();
    },
  };
}
