/** A JSON object. */
export type Json = Record<string, unknown>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON object, or an empty one for anything else. */
export function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** A JSON array, or an empty one for anything else. */
export function array(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The objects of a JSON array. */
export function objects(value: unknown): Json[] {
  return array(value).filter(isObject);
}

/** A text, where the value is one that is not empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An id, which JSON could have as a number as well; anything else is ''. */
export function idText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Parses JSON; undefined where it is none. */
export function parsed(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}
