import type { Entry } from './journal.ts';

/** Values by key, in the order in which they came, each change reported. */
export interface Collection<T> {
  get: (key: string) => T | undefined;
  set: (key: string, value: T) => void;
  delete: (key: string) => void;
  values: () => T[];
  entries: () => Entry[];
  /** Takes a change that was reported before; it is not reported again. */
  load: (key: string, value: unknown) => void;
  clear: () => void;
}

/** @param changed is told every change: the key, and the value or null */
export function createCollection<T>(name: string, changed: (entry: Entry) => void): Collection<T> {
  const held = new Map<string, T>();
  return {
    get: (key) => held.get(key),
    set: (key, value) => {
      held.set(key, value);
      changed([name, key, value]);
    },
    delete: (key) => {
      if (held.delete(key)) changed([name, key, null]);
    },
    values: () => [...held.values()],
    entries: () => [...held].map(([key, value]) => [name, key, value]),
    load: (key, value) => {
      if (value === null) held.delete(key);
      else held.set(key, value as T);
    },
    clear: () => held.clear(),
  };
}
