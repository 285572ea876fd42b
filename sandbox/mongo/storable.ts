import { Code } from 'bson';
import { mongoError, notSupported } from './errors.ts';

const DEEPEST = 180;
const REFUSED: Readonly<Record<string, string>> = { DBRef: 'A DBRef', BSONSymbol: 'A BSON symbol' };

/** Refuses BSON that this server could not compare, order or give back as it came: 238, 15 where it is nested too deep. */
export const checkValues = (value: unknown, depth = 0): void => {
  if (typeof value !== 'object' || value === null) {
    if (value === undefined) throw notSupported("BSON's deprecated type undefined");
    return;
  }
  if (depth > DEEPEST) throw mongoError(15, 'BSONObj exceeds maximum nested object depth');
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw notSupported('A date beyond the years that JavaScript knows');
    return;
  }
  if (Array.isArray(value)) {
    for (const inner of value) checkValues(inner, depth + 1);
    return;
  }
  const tag = (value as { _bsontype?: unknown })._bsontype;
  if (typeof tag === 'string') {
    const refused = REFUSED[tag];
    if (refused !== undefined) throw notSupported(refused);
    if (value instanceof Code && value.scope) throw notSupported('JavaScript code with a scope');
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (name === '__proto__') throw notSupported("A field named '__proto__'");
    checkValues(inner, depth + 1);
  }
};
