import mongoose from 'mongoose';
import { NotOurs } from '../../ports/seals.ts';
import { StoreUnavailable } from '../../ports/store.ts';
import { nothingWritten, refusedUserCodes, socketCodes, waitCodes, waitLabels } from './error-codes.ts';

const { mongo } = mongoose;

/**
 * How long one operation may take, in ms: twice what the driver gives one command. The driver has commands that it never
 * ends by itself (revive.ts); without this a job would hold on to one for good.
 */
const longestMs = 60_000;
/** The same for what goes through many documents. */
const longestThroughManyMs = 600_000;

/** MongoDB's code for a value that a unique index has already. */
const duplicateKey = 11000;

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
const unavailableNames = new Set([
  'MongoWaitQueueTimeoutError',
  'MongoPoolClosedError',
  'MongoPoolClearedError',
  'MongoPoolClearedOnNetworkError',
  'MongooseError',
]);

/** What servers older than the codes say; the driver looks for the same words. */
const unavailableWords = /not master|not primary|node is recovering/i;

/** A batch's error carries the whole documents, and hides what went wrong under it: only that is kept. */
function bare(error: unknown): unknown {
  if (!(error instanceof mongo.MongoBulkWriteError)) return error;
  const under: unknown = error.errorResponse;
  if (under instanceof Error) return under;
  return new mongo.MongoServerError({
    message: error.message,
    code: error.code,
    errorLabels: error.errorLabels,
  });
}

/** Whether MongoDB refused the user or the password of the address. */
export function isRefusedUser(thrown: unknown): boolean {
  const error = bare(thrown);
  if (!(error instanceof Error)) return false;
  if (error instanceof mongo.MongoServerError) return refusedUserCodes.has(Number(error.code));
  return error.cause !== undefined && isRefusedUser(error.cause);
}

/**
 * Whether the server could not be asked, or gave no answer that counts: trying later may help. Also where it concerns one
 * write of a batch, and where a write was done but is not known to be replicated.
 */
export function isUnavailable(thrown: unknown): boolean {
  const error = bare(thrown);
  if (!(error instanceof Error)) return false;
  if (error instanceof StoreUnavailable || error instanceof NoAnswer || isRefusedUser(error)) return true;
  if (unavailableErrors.some((type) => error instanceof type) || unavailableNames.has(error.name)) return true;
  if (isSignInDueAgain(error)) return true;
  if (!(error instanceof mongo.MongoError)) return 'code' in error && socketCodes.has(String(error.code));
  if (waitLabels.some((label) => error.hasErrorLabel(label))) return true;
  if (!(error instanceof mongo.MongoServerError)) return false;
  return (
    error instanceof mongo.MongoWriteConcernError ||
    waitCodes.has(Number(error.code)) ||
    (error.code === undefined && unavailableWords.test(error.message))
  );
}

/** What the driver makes of `ReauthenticationRequired` on a connection that never signed in: the answer itself is gone. */
function isSignInDueAgain(error: Error): boolean {
  return error instanceof mongo.MongoMissingCredentialsError && error.message.includes('reauthenticate');
}

/** Whether a unique index refused a write; true for a batch as well. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === duplicateKey;
}

/** The fields and values that a unique index has already; undefined where the server does not say. */
export function duplicateKeyOf(error: unknown): Readonly<Record<string, unknown>> | undefined {
  const key: unknown = error instanceof mongo.MongoServerError ? error['keyValue'] : undefined;
  return typeof key === 'object' && key !== null ? (key as Record<string, unknown>) : undefined;
}

/** How many documents of an ordered batch were written before it was refused. */
export function writtenBefore(error: unknown): number {
  return error instanceof mongo.MongoBulkWriteError ? error.insertedCount : 0;
}

class NoAnswer extends Error {
  constructor(afterMs: number) {
    super(`no answer after ${Math.round(afterMs / 1_000)} s`);
    this.name = 'NoAnswer';
  }
}

/** By hand: p-timeout makes its error, with a stack, for every call, and there are hundreds a second (2 % of a worker's time). */
function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer(ms)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function wrapped(doing: string, error: unknown): Error {
  if (error instanceof StoreUnavailable || error instanceof NotOurs) return error;
  const cause = bare(error);
  if (!isUnavailable(error)) return new Error(`The store failed while ${doing}`, { cause });
  const what = isRefusedUser(error)
    ? `MongoDB refused Latchkey's user while ${doing}; check the user, its password and its roles (MONGODB_URI)`
    : `MongoDB could not be asked while ${doing}`;
  const note = cause instanceof mongo.MongoError && cause.hasErrorLabel(nothingWritten) ? '; nothing was written' : '';
  return new StoreUnavailable(`${what}${note}`, { cause });
}

/**
 * Runs one operation of the port and wraps what goes wrong, once, with what was being done.
 * Throws `StoreUnavailable` where the server cannot be asked or hasn't answered after `withinMs` (a minute), an `Error` for anything
 * else.
 */
export async function asking<T>(doing: string, run: () => Promise<T>, withinMs = longestMs): Promise<T> {
  try {
    return await inTime(run(), withinMs);
  } catch (error) {
    throw wrapped(doing, error);
  }
}

/** `asking` for what goes through many documents: it may take ten minutes. */
export function goingThrough<T>(doing: string, run: () => Promise<T>): Promise<T> {
  return asking(doing, run, longestThroughManyMs);
}
