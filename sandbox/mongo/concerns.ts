import { mongoError } from './errors.ts';
import { type Doc, isDoc, isNumeric, isTruthy, show, toNumber, toText, typeName } from './values.ts';
import { checkFields } from './arguments.ts';

const NO_TRANSACTIONS = 'Transaction numbers are only allowed on a replica set member or mongos';

const READ_MODES = ['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'];

/** `maxTimeMS` is a whole number of milliseconds from 0; a standalone takes every read preference that there is. */
export const checkGeneric = (body: Doc): void => {
  const limit = body['maxTimeMS'];
  const milliseconds = isNumeric(limit) ? toNumber(limit) : undefined;
  if (limit !== undefined && (milliseconds === undefined || !Number.isInteger(milliseconds))) {
    throw mongoError(2, `maxTimeMS has non-integral value: ${show(limit)}`);
  }
  if ((milliseconds ?? 0) < 0) throw mongoError(2, `${show(limit)} value for maxTimeMS is out of range`);
  const preference = body['$readPreference'];
  if (preference === undefined) return;
  if (!isDoc(preference))
    throw mongoError(14, `$readPreference has incorrect type: expected object but got ${typeName(preference)}`);
  if (!READ_MODES.includes(toText(preference['mode']))) {
    throw mongoError(9, `Could not parse $readPreference mode '${toText(preference['mode'])}'`);
  }
};

/** A standalone has neither transactions nor retryable writes: 20 IllegalOperation, in MongoDB's words. */
export const checkSession = (body: Doc): void => {
  const named = ['txnNumber', 'startTransaction', 'autocommit'].some((name) => body[name] !== undefined);
  if (named) throw mongoError(20, NO_TRANSACTIONS);
  const version = body['apiVersion'];
  if (version !== undefined && version !== '1') {
    throw mongoError(322, `API version must be "1", found: ${show(version)}`);
  }
};

/** Whether a command reads only what cannot be rolled back. */
export const readsMajority = (body: Doc): boolean =>
  isDoc(body['readConcern']) && body['readConcern']['level'] === 'majority';

/** Takes the read concerns of a standalone: `local`, `available`, `majority`. Refuses the others with MongoDB's codes. */
export const checkReadConcern = (body: Doc): void => {
  const concern = body['readConcern'];
  if (concern === undefined) return;
  if (!isDoc(concern))
    throw mongoError(14, `"readConcern" had the wrong type. Expected object, found ${typeName(concern)}`);
  checkFields('readConcern', concern, {
    level: 'taken',
    provenance: 'taken',
    afterClusterTime: 'taken',
    atClusterTime: 'taken',
  });
  for (const name of ['afterClusterTime', 'atClusterTime']) {
    if (concern[name] !== undefined)
      throw mongoError(20, `Cannot specify ${name} readConcern without replication enabled`);
  }
  const level = concern['level'];
  if (level === undefined || level === 'local' || level === 'available' || level === 'majority') return;
  if (level === 'snapshot') {
    throw mongoError(123, 'node needs to be a replica set member to use readConcern: snapshot');
  }
  if (level === 'linearizable') throw mongoError(123, 'node needs to be a replica set member to use read concern');
  throw mongoError(9, `Enumeration value '${toText(level)}' for field 'readConcern.level' is not a valid value.`);
};

const checkCount = (count: number): void => {
  if (!Number.isInteger(count) || count < 0 || count > 50)
    throw mongoError(9, `w has to be a non-negative number and not greater than 50; found: ${count}`);
  if (count > 1) throw mongoError(2, "cannot use 'w' > 1 when a host is not replicated");
};

/**
 * Takes `w: 0 | 1 | 'majority'` and `j`: every write here is on disk before it is acknowledged. More hosts than this one
 * are refused as a standalone refuses them (2), a named mode too (2).
 */
export const checkWriteConcern = (body: Doc): void => {
  const concern = body['writeConcern'];
  if (concern === undefined) return;
  if (!isDoc(concern))
    throw mongoError(14, `"writeConcern" had the wrong type. Expected object, found ${typeName(concern)}`);
  checkFields('writeConcern', concern, {
    w: 'taken',
    j: 'taken',
    wtimeout: 'taken',
    fsync: 'taken',
    provenance: 'taken',
  });
  if (isTruthy(concern['fsync']) && isTruthy(concern['j']))
    throw mongoError(9, 'fsync and j options cannot be used together');
  const { w } = concern;
  if (w === undefined || w === 'majority') return;
  if (typeof w === 'string')
    throw mongoError(2, "cannot use non-majority 'w' mode " + w + ' when a host is not a member of a replica set');
  if (!isNumeric(w)) throw mongoError(9, `w has to be a number or string; found: ${typeName(w)}`);
  checkCount(toNumber(w) ?? 0);
};
