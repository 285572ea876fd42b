import mongoose from 'mongoose';
import { StoreUnavailable } from '../ports/store.ts';

const { mongo } = mongoose;

/** MongoDB's code for a value that a unique index has already. */
const duplicateKey = 11000;

/** Server answers that mean: not now, or not this node. Names as in MongoDB's list of error codes. */
const unavailableCodes = new Set<number | string | undefined>([
  6, // HostUnreachable
  7, // HostNotFound
  50, // MaxTimeMSExpired
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  91, // ShutdownInProgress
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);

const unavailableErrors = [
  mongo.MongoNetworkError,
  mongo.MongoSystemError,
  mongo.MongoNotConnectedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoServerClosedError,
  mongo.MongoClientClosedError,
  mongo.MongoOperationTimeoutError,
  mongo.MongoStalePrimaryError,
  mongoose.Error.MongooseServerSelectionError,
];

/** By name where the driver does not export the class; a bare MongooseError is a connection that was closed. */
const unavailableNames = new Set(['MongoWaitQueueTimeoutError', 'MongoPoolClosedError', 'MongooseError']);

/** A batch's error carries the whole documents, and hides what went wrong under it: only that is kept. */
function bare(error: unknown): unknown {
  if (!(error instanceof mongo.MongoBulkWriteError)) return error;
  const under: unknown = error.errorResponse;
  return under instanceof Error ? under : new mongo.MongoServerError({ message: error.message, code: error.code });
}

/** Whether the server could not be asked, or gave no answer that counts: trying later may help. */
export function isUnavailable(thrown: unknown): boolean {
  const error = bare(thrown);
  if (!(error instanceof Error)) return false;
  if (unavailableErrors.some((type) => error instanceof type) || unavailableNames.has(error.name)) return true;
  if (!(error instanceof mongo.MongoServerError)) return false;
  return (
    unavailableCodes.has(error.code) ||
    error instanceof mongo.MongoWriteConcernError ||
    error.hasErrorLabel('RetryableWriteError')
  );
}

/** Whether a unique index refused a write; true for a batch as well. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === duplicateKey;
}

/** How many documents of an ordered batch were written before it was refused. */
export function writtenBefore(error: unknown): number {
  return error instanceof mongo.MongoBulkWriteError ? error.insertedCount : 0;
}

function wrapped(doing: string, error: unknown): Error {
  if (error instanceof StoreUnavailable) return error;
  return isUnavailable(error)
    ? new StoreUnavailable(`MongoDB could not be asked while ${doing}`, { cause: bare(error) })
    : new Error(`The store failed while ${doing}`, { cause: bare(error) });
}

/**
 * Runs one operation of the port and wraps what goes wrong, once, with what was being done.
 * Throws `StoreUnavailable` where the server cannot be asked, an `Error` for anything else.
 */
export async function asking<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw wrapped(doing, error);
  }
}
