import { ObjectId } from 'bson';
import { equalValues } from './compare.ts';
import { mongoError } from './errors.ts';
import type { Filter } from './filter.ts';
import { matchedPlace, matches, matchesValue } from './match.ts';
import { fieldOf, isPlace } from './paths.ts';
import { applyOperator, NEVER_CREATES } from './update-operators.ts';
import { type Change, checkConflicts, identifierOf, type Update } from './update-spec.ts';
import { copy, type Doc, isDoc, MISSING, show, toText, typeName } from './values.ts';

const LONGEST_PADDING = 1_500_000;

/** The value at a path without any spreading over arrays; `MISSING` where it leads nowhere. */
const valueAt = (doc: Doc, parts: readonly string[]): unknown => {
  let here: unknown = doc;
  for (const part of parts) {
    if (Array.isArray(here))
      here = isPlace(part) && Number(part) < here.length ? (here as unknown[])[Number(part)] : MISSING;
    else here = isDoc(here) ? fieldOf(here, part) : MISSING;
    if (here === MISSING) return MISSING;
  }
  return here;
};

const cannotCreate = (part: string, parent: string, value: unknown): Error =>
  mongoError(28, `Cannot create field '${part}' in element {${parent}: ${show(value)}}`);

const store = (holder: unknown, part: string, value: unknown, parent: string): void => {
  if (Array.isArray(holder)) {
    if (!isPlace(part)) throw cannotCreate(part, parent, holder);
    const place = Number(part);
    if (place - holder.length > LONGEST_PADDING) {
      throw mongoError(2, `can't backfill more than ${LONGEST_PADDING} elements`);
    }
    while (holder.length < place) holder.push(null);
    holder[place] = value;
  } else if (isDoc(holder)) {
    Object.defineProperty(holder, part, { value, writable: true, enumerable: true, configurable: true });
  } else throw cannotCreate(part, parent, holder);
};

const writeAt = (doc: Doc, parts: readonly string[], value: unknown): void => {
  let here: unknown = doc;
  for (const [i, part] of parts.entries()) {
    const parent = parts[i - 1] ?? '';
    if (i === parts.length - 1) {
      store(here, part, value, parent);
      return;
    }
    let next = valueAt(here as Doc, [part]);
    if (next === MISSING) {
      next = {};
      store(here, part, next, parent);
    }
    here = next;
  }
};

const removeAt = (doc: Doc, parts: readonly string[]): void => {
  const holder = valueAt(doc, parts.slice(0, -1));
  const part = parts.at(-1) ?? '';
  if (Array.isArray(holder)) {
    if (isPlace(part) && Number(part) < holder.length) holder[Number(part)] = null;
  } else if (isDoc(holder)) Reflect.deleteProperty(holder, part);
};

interface Context {
  readonly filter: Filter;
  readonly arrayFilters: ReadonlyMap<string, Filter>;
  readonly inserting: boolean;
}

const elementMatches = (filter: Filter, identifier: string, item: unknown): boolean =>
  isDoc(item) || !('path' in filter) || filter.path !== identifier
    ? matches(filter, { [identifier]: item })
    : matchesValue(filter, item);

const places = (doc: Doc, done: readonly string[], part: string, path: string, context: Context): string[] => {
  if (part === '$') {
    const at = context.inserting ? undefined : matchedPlace(context.filter, doc, done.join('.'));
    if (at === undefined) throw mongoError(2, 'The positional operator did not find the match needed from the query.');
    return [String(at)];
  }
  const array = valueAt(doc, done);
  if (array === MISSING) {
    throw mongoError(2, `The path '${done.join('.')}' must exist in the document in order to apply array updates.`);
  }
  if (!Array.isArray(array)) {
    throw mongoError(2, `Cannot apply array updates to non-array element ${path.split('.$')[0] ?? ''}: ${show(array)}`);
  }
  const identifier = identifierOf(part) ?? '';
  const filter = context.arrayFilters.get(identifier);
  return array.flatMap((item: unknown, i) => (!filter || elementMatches(filter, identifier, item) ? [String(i)] : []));
};

/** Concrete paths for one that may hold `$`, `$[]` and `$[identifier]`. */
const expand = (doc: Doc, change: Change, context: Context): string[][] => {
  let paths: string[][] = [[]];
  for (const part of change.parts) {
    const dynamic = part === '$' || identifierOf(part) !== undefined;
    paths = paths.flatMap((done) =>
      dynamic ? places(doc, done, part, change.path, context).map((place) => [...done, place]) : [[...done, part]],
    );
  }
  return paths;
};

const throughArray = (doc: Doc, parts: readonly string[]): string | undefined =>
  parts.slice(0, -1).find((_, i) => Array.isArray(valueAt(doc, parts.slice(0, i + 1))));

const rename = (doc: Doc, change: Change): void => {
  const target = toText(change.value).split('.');
  for (const [what, parts] of [
    ['source', change.parts],
    ['destination', target],
  ] as const) {
    const array = throughArray(doc, parts);
    if (array !== undefined) {
      throw mongoError(
        2,
        `The ${what} field cannot be an array element, '${parts.join('.')}' in doc with _id: ${show(doc['_id'])} has an array field called '${array}'`,
      );
    }
  }
  const value = valueAt(doc, change.parts);
  if (value === MISSING) return;
  removeAt(doc, change.parts);
  writeAt(doc, target, value);
};

const applyChange = (doc: Doc, change: Change, parts: readonly string[], now: Date): void => {
  const old = valueAt(doc, parts);
  if (old === MISSING && NEVER_CREATES.has(change.operator)) return;
  const place = { path: parts.join('.'), field: parts.at(-1) ?? '', id: doc['_id'], now };
  const value = applyOperator(change.operator, old, change.value, place);
  if (value === MISSING) removeAt(doc, parts);
  else if (value !== old) writeAt(doc, parts, value);
};

const applyChanges = (doc: Doc, changes: readonly Change[], context: Context, now: Date): void => {
  const wanted = changes
    .filter((change) => change.operator !== '$setOnInsert' || context.inserting)
    .map((change) => ({ change, paths: change.operator === '$rename' ? [] : expand(doc, change, context) }));
  checkConflicts(wanted.flatMap(({ paths }) => paths));
  for (const { change, paths } of wanted) {
    if (change.operator === '$rename') rename(doc, change);
    for (const parts of paths) applyChange(doc, change, parts, now);
  }
};

const immutable = (update: Update, id: unknown): Error =>
  update.kind === 'change'
    ? mongoError(66, "Performing an update on the path '_id' would modify the immutable field '_id'")
    : mongoError(
        66,
        `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${show(id)}`,
      );

/** The document after an update. `filter` is the query that found it (for the positional `$`). */
export const applyUpdate = (old: Doc, update: Update, filter: Filter, now: Date): Doc => {
  const id = old['_id'];
  if (update.kind === 'replace') {
    const wanted = fieldOf(update.doc, '_id');
    if (wanted !== MISSING && !equalValues(wanted, id)) throw immutable(update, wanted);
    return { _id: id, ...(copy({ ...update.doc, _id: id }) as Doc) };
  }
  const doc = copy(old) as Doc;
  applyChanges(doc, update.changes, { filter, arrayFilters: update.arrayFilters, inserting: false }, now);
  const after = fieldOf(doc, '_id');
  if (after === MISSING || !equalValues(after, id)) throw immutable(update, after);
  return doc;
};

/** Equalities that an upsert takes over into the new document. */
const equalities = (filter: Filter, out: { parts: readonly string[]; value: unknown }[]): void => {
  if (filter.kind === 'and' || (filter.kind === 'or' && filter.filters.length === 1)) {
    for (const one of filter.filters) equalities(one, out);
  } else if (filter.kind === 'compare' && filter.op === 'eq') out.push({ parts: filter.parts, value: filter.value });
  else if (filter.kind === 'in' && filter.values.length === 1 && filter.regexes.length === 0) {
    out.push({ parts: filter.parts, value: filter.values[0] });
  }
};

const checkSeeds = (seeds: readonly { parts: readonly string[] }[]): void => {
  const paths = seeds.map(({ parts }) => parts.join('.'));
  for (const [i, path] of paths.entries()) {
    if (paths.indexOf(path) !== i)
      throw mongoError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    const clash = paths.find((other) => other.startsWith(`${path}.`));
    if (clash !== undefined)
      throw mongoError(54, `cannot infer query fields to set, both paths '${clash}' and '${path}' are matched`);
  }
};

/** The document an upsert inserts: the filter's equalities, then the update, then an `_id` where there is none. */
export const upsertDoc = (update: Update, filter: Filter, now: Date): Doc => {
  const seeds: { parts: readonly string[]; value: unknown }[] = [];
  equalities(filter, seeds);
  const doc: Doc = {};
  if (update.kind === 'replace') {
    const id = seeds.find(({ parts }) => parts.join('.') === '_id');
    const own = fieldOf(update.doc, '_id');
    if (id && own !== MISSING && !equalValues(own, id.value)) throw immutable(update, own);
    const chosen = own === MISSING ? (id?.value ?? new ObjectId()) : own;
    return { _id: chosen, ...(copy({ ...update.doc, _id: chosen }) as Doc) };
  }
  checkSeeds(seeds);
  for (const { parts, value } of seeds) writeAt(doc, parts, copy(value));
  const seeded = fieldOf(doc, '_id');
  applyChanges(doc, update.changes, { filter, arrayFilters: update.arrayFilters, inserting: true }, now);
  const id = fieldOf(doc, '_id');
  if (seeded !== MISSING && !equalValues(seeded, id)) throw immutable(update, id);
  return { _id: id === MISSING ? new ObjectId() : id, ...doc };
};

/** Throws where a value cannot be an `_id` (2, 53). */
export const checkId = (id: unknown): void => {
  const type = typeName(id);
  if (Array.isArray(id) || type === 'regex' || type === 'undefined') {
    throw mongoError(53, `The '_id' value cannot be of type ${type}`);
  }
  if (isDoc(id)) {
    const dollar = Object.keys(id).find((key) => key.startsWith('$'));
    if (dollar !== undefined)
      throw mongoError(52, `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`);
  }
};
