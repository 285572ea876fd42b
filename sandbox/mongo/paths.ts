import { isDoc, MISSING } from './values.ts';

const DIGITS = /^(?:0|[1-9]\d*)$/;

/** True for a path component that can mean a place in an array. */
export const isPlace = (component: string): boolean => DIGITS.test(component);

/** An own field of a document, else `MISSING`. */
export const fieldOf = (doc: object, name: string): unknown => {
  const found = Object.hasOwn(doc, name) ? (doc as Record<string, unknown>)[name] : undefined;
  return found === undefined ? MISSING : found;
};

const someInArray = (
  array: readonly unknown[],
  parts: readonly string[],
  at: number,
  spread: boolean,
  test: (value: unknown) => boolean,
): boolean => {
  const part = parts[at];
  if (part === undefined) return (spread && array.some(test)) || test(array);
  for (const item of array) if (isDoc(item) && someAt(item, parts, at, spread, test)) return true;
  if (!isPlace(part)) return false;
  const item = array[Number(part)];
  if (item === undefined) return false;
  return at + 1 === parts.length ? test(item) : someAt(item, parts, at + 1, spread, test);
};

const someAt = (
  value: unknown,
  parts: readonly string[],
  at: number,
  spread: boolean,
  test: (value: unknown) => boolean,
): boolean => {
  let here = value;
  for (let i = at; ; i++) {
    if (Array.isArray(here)) return someInArray(here, parts, i, spread, test);
    const part = parts[i];
    if (part === undefined) return test(here);
    if (!isDoc(here)) return test(MISSING);
    here = fieldOf(here, part);
    if (here === MISSING) return test(MISSING);
  }
};

/**
 * True when `test` holds for one of the values a query path means: arrays on the way are looked through, one level each;
 * where the path ends at an array, its elements count and (`spread` or not) the array itself. A path that leads nowhere
 * yields `MISSING` once; an array without documents on the way yields nothing, as in MongoDB.
 */
export const somePathValue = (
  doc: object,
  parts: readonly string[],
  spread: boolean,
  test: (value: unknown) => boolean,
): boolean => someAt(doc, parts, 0, spread, test);

/** The values of a path, elements of a final array included once each (what `distinct` sees). */
export const pathValues = (doc: object, parts: readonly string[]): unknown[] => {
  const out: unknown[] = [];
  somePathValue(doc, parts, false, (value) => {
    if (Array.isArray(value)) out.push(...(value as unknown[]));
    else if (value !== MISSING) out.push(value);
    return false;
  });
  return out;
};

/** The value of an aggregation field path: arrays on the way become arrays of what is found; places mean nothing here. */
export const fieldPath = (value: unknown, parts: readonly string[], at = 0): unknown => {
  const part = parts[at];
  if (part === undefined) return value;
  if (Array.isArray(value)) {
    return value.map((item: unknown) => fieldPath(item, parts, at)).filter((item) => item !== MISSING);
  }
  return isDoc(value) ? fieldPath(fieldOf(value, part), parts, at + 1) : MISSING;
};
