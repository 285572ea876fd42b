import { EJSON } from 'bson';
import { isDeepStrictEqual } from 'node:util';

type Doc = Readonly<Record<string, unknown>>;

const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !('_bsontype' in value) &&
  !(value instanceof Date);

/** Numbers by their value, everything else as extended JSON. */
const plain = (value: unknown): unknown => JSON.parse(EJSON.stringify(value, { relaxed: true })) as unknown;

/**
 * Why `actual` isn't what the unified test format's `expected` describes; null: it is. At the root, documents may have more
 * fields than are expected.
 */
export function mismatch(expected: unknown, actual: unknown, path = '', isRoot = true): string | null {
  if (isDoc(expected)) {
    const [operator] = Object.keys(expected);
    if (operator?.startsWith('$$') === true) return special(operator, expected[operator], actual, path, isRoot);
    if (!isDoc(actual)) return `${path}: expected a document, got ${EJSON.stringify(actual)}`;
    for (const [name, value] of Object.entries(expected)) {
      const wrong = mismatch(value, actual[name], `${path}.${name}`, false);
      if (wrong !== null) return wrong;
    }
    const more = isRoot ? undefined : Object.keys(actual).find((name) => !(name in expected));
    return more === undefined ? null : `${path}.${more}: not expected`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return `${path}: expected ${EJSON.stringify(expected)}, got ${EJSON.stringify(actual)}`;
    const found = expected.map((one, index) => mismatch(one, actual[index], `${path}[${index}]`, isRoot));
    return found.find((one) => one !== null) ?? null;
  }
  if (isDeepStrictEqual(plain({ value: expected }), plain({ value: actual }))) return null;
  return `${path}: expected ${EJSON.stringify({ v: expected })}, got ${EJSON.stringify({ v: actual })}`;
}

function special(operator: string, wanted: unknown, actual: unknown, path: string, isRoot: boolean): string | null {
  switch (operator) {
    case '$$exists':
      return (actual !== undefined) === wanted
        ? null
        : `${path}: expected to be ${wanted === true ? 'there' : 'absent'}`;
    case '$$unsetOrMatches':
      return actual === undefined || actual === null ? null : mismatch(wanted, actual, path, isRoot);
    case '$$type':
      return actual === undefined ? `${path}: missing` : null;
    case '$$lte':
      return Number(actual) <= Number(wanted) ? null : `${path}: more than ${String(wanted)}`;
    default:
      throw new Error(`the runner has no ${operator}`);
  }
}

/** Whether two lists of documents are the same, in order, field for field. */
export const sameDocuments = (expected: unknown, actual: unknown): boolean =>
  EJSON.stringify(expected, { relaxed: true }) === EJSON.stringify(actual, { relaxed: true });
