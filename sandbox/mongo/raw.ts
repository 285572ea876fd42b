import { BSON } from 'bson';
import type { Filter } from './filter.ts';
import { type Doc, readDoc } from './values.ts';

/** A BSON document from its elements, each a type, a name and a value as bytes. */
export const documentOf = (elements: readonly Uint8Array[]): Buffer => {
  const size = elements.reduce((sum, { length }) => sum + length, 4 + 1);
  const length = Buffer.alloc(4);
  length.writeInt32LE(size);
  return Buffer.concat([length, ...elements, Buffer.alloc(1)]);
};

/** The elements of a BSON document: all of it but its length and its end. */
export const elementsOf = (bytes: Uint8Array): Uint8Array => bytes.subarray(4, -1);

/** Some top-level fields of a document. Most documents are large and most questions are about two or three of their fields. */
export const readFields = (bytes: Buffer, names: ReadonlySet<string>): Doc => {
  const kept: Uint8Array[] = [];
  for (const [, nameAt, nameLength, at, length] of BSON.onDemand.parseToElements(bytes)) {
    if (names.has(bytes.toString('utf8', nameAt, nameAt + nameLength)))
      kept.push(bytes.subarray(nameAt - 1, at + length));
  }
  return readDoc(documentOf(kept));
};

/** The top-level fields that a filter looks at. */
export const fieldsOf = (filter: Filter, found = new Set<string>()): ReadonlySet<string> => {
  if ('parts' in filter) found.add(filter.parts[0] ?? '');
  else if ('filters' in filter) for (const one of filter.filters) fieldsOf(one, found);
  else if ('filter' in filter) fieldsOf(filter.filter, found);
  return found;
};
