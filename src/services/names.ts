import type { Names } from '../words/names.ts';
import type { Directory } from './directory.ts';

/** What the catalogue calls products and instances; what it no longer has keeps its id. */
export function namesIn(directory: Pick<Directory, 'product' | 'instance'>): Names {
  return {
    product: (id) => directory.product(id)?.name ?? id,
    instance: (id) => directory.instance(id)?.name ?? id,
  };
}
