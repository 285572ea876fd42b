import type { Stored } from './collection.ts';
import { compareValues } from './compare.ts';
import { mongoError, notSupported } from './errors.ts';
import { takeTuples } from './index-keys.ts';
import type { SortField } from './plan.ts';
import { type Doc, isDoc, isNumeric, show, toNumber, typeName } from './values.ts';

/** Reads a sort pattern; throws 2 (or MongoDB's 15974 …) for what is none, 238 for `$meta`. */
export const parseSort = (sort: unknown): SortField[] => {
  if (sort === undefined || sort === null) return [];
  if (!isDoc(sort)) throw mongoError(14, `Expected field sort to be of type object, found ${typeName(sort)}`);
  return Object.entries(sort).map(([path, order]) => {
    if (isDoc(order)) {
      if ('$meta' in order) throw notSupported('Sorting by $meta');
      throw mongoError(17312, '$meta is the only expression supported by $sort right now');
    }
    const direction = isNumeric(order) ? toNumber(order) : undefined;
    if (direction !== 1 && direction !== -1) {
      throw mongoError(
        15975,
        `$sort key ordering must be 1 (for ascending) or -1 (for descending), found ${path}: ${show(order)}`,
      );
    }
    if (path.startsWith('$'))
      throw mongoError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    const parts = path.split('.');
    if (parts.includes(''))
      throw mongoError(40353, `FieldPath must not end with a '.', or contain an empty field: '${path}'`);
    return { path, parts, descending: direction === -1 };
  });
};

const parallel = (): Error => mongoError(2, 'cannot sort with keys that are parallel arrays');

const compareTuples = (a: readonly unknown[], b: readonly unknown[], sort: readonly SortField[]): number => {
  for (const [i, field] of sort.entries()) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return field.descending ? -order : order;
  }
  return 0;
};

/** What a document is sorted by: of an array the lowest element, or the highest where it is descending. */
const sortKey = (doc: Doc, sort: readonly SortField[]): readonly unknown[] => {
  const { tuples } = takeTuples(
    doc,
    sort.map((field) => field.parts),
    parallel,
  );
  return tuples.reduce((best, one) => (compareTuples(one, best, sort) < 0 ? one : best), tuples[0] ?? []);
};

/** Sorts documents as MongoDB does, by BSON type first; ties keep their order. */
export const sortBy = <T>(items: readonly T[], docOf: (item: T) => Doc, sort: readonly SortField[]): T[] =>
  items
    .map((item) => ({ item, key: sortKey(docOf(item), sort) }))
    .sort((a, b) => compareTuples(a.key, b.key, sort))
    .map(({ item }) => item);

export const sortDocs = (docs: readonly Stored[], sort: readonly SortField[]): Stored[] =>
  sortBy(docs, (stored) => stored.doc, sort);
