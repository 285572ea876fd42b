import { Long } from 'bson';
import { type Accumulator, parseGroupField } from './accumulators.ts';
import { mongoError } from './errors.ts';
import { evaluate } from './expression.ts';
import { checkExpression } from './expression-check.ts';
import { encodeKey } from './keys.ts';
import { fieldOf } from './paths.ts';
import { type Doc, isDoc, MISSING, typeName } from './values.ts';

/** `$group`. Values of `_id` that compare equal are one group, of whatever number type; a missing one is null. */
export const group = (spec: unknown): ((docs: Iterable<Doc>) => Iterable<Doc>) => {
  if (!isDoc(spec)) throw mongoError(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) throw mongoError(15955, 'a group specification must include an _id');
  const id = spec['_id'];
  checkExpression(id);
  const fields = Object.entries(spec)
    .filter(([name]) => name !== '_id')
    .map(([name, field]) => parseGroupField(name, field));
  return function* grouped(docs) {
    const groups = new Map<string, { id: unknown; values: Accumulator[] }>();
    for (const doc of docs) {
      const found = evaluate(id, doc);
      const value = found === MISSING ? null : found;
      const key = encodeKey([value]).toString('latin1');
      let entry = groups.get(key);
      if (!entry) {
        entry = { id: value, values: fields.map((field) => field.make()) };
        groups.set(key, entry);
      }
      for (const [i, field] of fields.entries()) entry.values[i]?.add(field.valueOf(doc));
    }
    for (const entry of groups.values()) {
      const out: Doc = { _id: entry.id };
      for (const [i, field] of fields.entries()) out[field.name] = entry.values[i]?.result();
      yield out;
    }
  };
};

interface Unwind {
  readonly parts: readonly string[];
  readonly index: string | undefined;
  readonly keepEmpty: boolean;
}

const parseUnwind = (spec: unknown): Unwind => {
  const options = typeof spec === 'string' ? { path: spec } : spec;
  if (!isDoc(options))
    throw mongoError(
      15981,
      `expected either a string or an object as specification for $unwind stage, got ${typeName(spec)}`,
    );
  for (const name of Object.keys(options)) {
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name)) {
      throw mongoError(28811, `unrecognized option to $unwind stage: ${name}`);
    }
  }
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: keep } = options as Record<string, unknown>;
  if (path === undefined) throw mongoError(28812, 'no path specified to $unwind stage');
  if (typeof path !== 'string')
    throw mongoError(28808, `expected a string as the path for $unwind stage, got ${typeName(path)}`);
  if (!path.startsWith('$') || path.startsWith('$$'))
    throw mongoError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  if (index !== undefined && (typeof index !== 'string' || index === '')) {
    throw mongoError(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  }
  if (typeof index === 'string' && index.startsWith('$')) {
    throw mongoError(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`);
  }
  if (keep !== undefined && typeof keep !== 'boolean') {
    throw mongoError(
      28809,
      `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${typeName(keep)}`,
    );
  }
  return { parts: path.slice(1).split('.'), index: index, keepEmpty: keep === true };
};

const valueAt = (doc: Doc, parts: readonly string[]): unknown => {
  let here: unknown = doc;
  for (const part of parts) {
    if (!isDoc(here)) return MISSING;
    here = fieldOf(here, part);
  }
  return here;
};

const withValue = (doc: Doc, parts: readonly string[], value: unknown): Doc => {
  const [first = '', ...rest] = parts;
  const inner = fieldOf(doc, first);
  const next = rest.length === 0 ? value : withValue(isDoc(inner) ? inner : {}, rest, value);
  if (next !== MISSING) return { ...doc, [first]: next };
  const { [first]: _gone, ...others } = doc;
  return others;
};

/** `$unwind`, as a path or with its options. */
export const unwind = (spec: unknown): ((docs: Iterable<Doc>) => Iterable<Doc>) => {
  const { parts, index, keepEmpty } = parseUnwind(spec);
  const numbered = (doc: Doc, at: unknown): Doc => (index === undefined ? doc : withValue(doc, index.split('.'), at));
  return function* unwound(docs) {
    for (const doc of docs) {
      const value = valueAt(doc, parts);
      if (Array.isArray(value)) {
        for (const [at, item] of value.entries()) yield numbered(withValue(doc, parts, item), Long.fromNumber(at));
        if (value.length === 0 && keepEmpty) yield numbered(withValue(doc, parts, MISSING), null);
      } else if (value === MISSING || value === null) {
        if (keepEmpty) yield numbered(doc, null);
      } else yield numbered(doc, null);
    }
  };
};
