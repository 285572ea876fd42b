/** A key that libraries leave out of what they read, so that it has to be refused before. */
export const unsafeKey = '__proto__';

/**
 * Where {@link unsafeKey} stands as a key in data, as a path that ends with it; null: nowhere. The data may be nested deeply,
 * and may contain itself, as YAML’s aliases can. Never throws.
 */
export function unsafeKeyIn(data: unknown): readonly (string | number)[] | null {
  const seen = new Set<object>();
  const left: { readonly value: unknown; readonly path: readonly (string | number)[] }[] = [{ value: data, path: [] }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (Object.hasOwn(value, unsafeKey)) return [...path, unsafeKey];
    for (const [key, inner] of Object.entries(value)) {
      left.push({ value: inner, path: [...path, Array.isArray(value) ? Number(key) : key] });
    }
  }
  return null;
}
