import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../src/ports/store.ts';
import { asking, isDuplicate, isRefusedUser, isUnavailable } from '../../../src/store/mongo/errors.ts';

const { mongo } = mongoose;

/** What the server answers to a command that failed. */
const answer = (fields: object) => new mongo.MongoServerError({ message: 'no', ...fields });

/** The driver's error of `insertMany` where the first write that failed has this code. */
const batch = (code: number) =>
  Object.assign(Object.create(mongo.MongoBulkWriteError.prototype) as mongoose.mongo.MongoBulkWriteError, {
    message: 'a batch failed',
    errorResponse: { message: 'a batch failed', code },
    errorLabelSet: new Set<string>(),
    code,
    result: { insertedCount: 1 },
  });

const writeConcern = (code: number) =>
  new mongo.MongoWriteConcernError({ ok: 1, writeConcernError: { code, errmsg: 'waiting for replication timed out' } });

const codes = [
  6, 7, 24, 43, 50, 64, 89, 91, 112, 133, 134, 175, 189, 262, 365, 391, 462, 9001, 10058, 10107, 11600, 11601, 11602,
  13435, 13436, 14031,
];

describe('errors of MongoDB that mean: wait', () => {
  it.each(codes)('code %i, of a command, in a batch, and as a write-concern error', (code) => {
    expect(isUnavailable(answer({ code }))).toBe(true);
    expect(isUnavailable(batch(code))).toBe(true);
    expect(isUnavailable(writeConcern(code))).toBe(true);
  });

  it.each(['RetryableWriteError', 'RetryableError', 'SystemOverloadedError', 'PoolRequestedRetry'])(
    'the label %s, whatever the code',
    (label) => {
      expect(isUnavailable(answer({ code: 8_000, errorLabels: [label] }))).toBe(true);
      const under = answer({ code: 8_000, errorLabels: [label] });
      expect(isUnavailable(Object.assign(batch(8_000), { errorResponse: under }))).toBe(true);
    },
  );

  it('the network', () => {
    expect(isUnavailable(new mongo.MongoNetworkError('connection closed'))).toBe(true);
    expect(isUnavailable(new mongo.MongoNetworkTimeoutError('timed out'))).toBe(true);
  });

  it.each(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED'])(
    'Node’s own %s, which the driver passes on where the server has just closed the socket',
    (code) => {
      expect(isUnavailable(Object.assign(new Error('This socket has been ended by the other party'), { code }))).toBe(
        true,
      );
      expect(isUnavailable(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).toBe(false);
    },
  );

  it('a server that is older than the codes', () => {
    expect(isUnavailable(answer({ message: 'not master' }))).toBe(true);
    expect(isUnavailable(answer({ message: 'node is recovering' }))).toBe(true);
  });

  it.each([13, 18])('code %i: a user that is refused while Latchkey runs, which is told', async (code) => {
    expect(isRefusedUser(answer({ code }))).toBe(true);
    const failed = await asking('saving access a1', () => Promise.reject(answer({ code }))).catch((e: unknown) => e);
    expect(failed).toBeInstanceOf(StoreUnavailable);
    expect(String(failed)).toContain('password');
  });

  it('notes that nothing was written', async () => {
    const error = answer({ code: 91, errorLabels: ['RetryableWriteError', 'NoWritesPerformed'] });
    const failed = await asking('saving access a1', () => Promise.reject(error)).catch((e: unknown) => e);
    expect(String(failed)).toContain('nothing was written');
  });
});

describe('errors of MongoDB that do not', () => {
  it.each([2, 9, 11000, 59, 85, 121, 10334])('code %i', (code) => {
    expect(isUnavailable(answer({ code }))).toBe(false);
    expect(isUnavailable(batch(code))).toBe(false);
  });

  it('a duplicate that could not be replicated is no duplicate yet', () => {
    const both = new mongo.MongoWriteConcernError({
      ok: 1,
      writeErrors: [{ index: 0, code: 11000, errmsg: 'E11000' }],
      writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' },
    });
    expect(isUnavailable(both)).toBe(true);
    expect(isDuplicate(both)).toBe(false);
  });
});
