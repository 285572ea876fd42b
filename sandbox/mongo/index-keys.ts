import { mongoError } from './errors.ts';
import { fieldOf, isPlace } from './paths.ts';
import { isDoc, MISSING } from './values.ts';

/** The values of several paths of one document, one list for each combination that arrays make. */
export interface Tuples {
  readonly tuples: readonly (readonly unknown[])[];
  /** For each path: an array was met on the way or at its end. */
  readonly throughArray: readonly boolean[];
}

/** A path on its way: at `value` with `parts[at…]` to go, or there (`done`). A path that leads nowhere is done with `undefined`. */
type Walk = { done: true; value: unknown } | { done: false; value: unknown; at: number };

const advance = (walk: Walk, parts: readonly string[]): Walk => {
  if (walk.done) return walk;
  let { value, at } = walk;
  for (;;) {
    const part = parts[at];
    if (Array.isArray(value)) {
      if (part === undefined || !isPlace(part)) return { done: false, value, at };
      value = (value as unknown[])[Number(part)];
    } else if (part === undefined) return { done: true, value };
    else if (isDoc(value)) value = fieldOf(value, part);
    else return { done: true, value: undefined };
    if (value === MISSING || value === undefined) return { done: true, value: undefined };
    at++;
  }
};

const intoElement = (walk: Walk, array: readonly unknown[], parts: readonly string[], item: unknown): Walk => {
  if (walk.done || walk.value !== array) return walk;
  if (walk.at >= parts.length) return { done: true, value: item };
  return isDoc(item) ? { done: false, value: item, at: walk.at } : { done: true, value: undefined };
};

const fromEmpty = (walk: Walk, array: readonly unknown[], parts: readonly string[]): Walk => {
  if (walk.done || walk.value !== array) return walk;
  return { done: true, value: walk.at >= parts.length ? MISSING : undefined };
};

/**
 * Takes a document apart for an index (or a sort): each element of an array makes a list of its own. An empty array
 * yields `MISSING`, a missing field `undefined`. Two paths through different arrays are refused with `parallel`'s error.
 */
export const takeTuples = (
  doc: object,
  paths: readonly (readonly string[])[],
  parallel: () => Error = () => mongoError(171, 'cannot index parallel arrays'),
): Tuples => {
  const throughArray = paths.map(() => false);
  const tuples: unknown[][] = [];
  const spread = (walks: readonly Walk[]): void => {
    const now = walks.map((walk, i) => advance(walk, paths[i] ?? []));
    const at = now.findIndex((walk) => !walk.done);
    const first = now[at];
    if (!first) {
      tuples.push(now.map((walk) => walk.value));
      return;
    }
    const array = first.value as unknown[];
    for (const [i, walk] of now.entries()) {
      if (walk.done) continue;
      if (walk.value !== array) throw parallel();
      throughArray[i] = true;
    }
    if (array.length === 0) spread(now.map((walk, i) => fromEmpty(walk, array, paths[i] ?? [])));
    else for (const item of array) spread(now.map((walk, i) => intoElement(walk, array, paths[i] ?? [], item)));
  };
  spread(paths.map(() => ({ done: false, value: doc, at: 0 })));
  return { tuples, throughArray };
};
