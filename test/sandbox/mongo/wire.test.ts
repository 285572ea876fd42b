import { BSON } from 'bson';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../sandbox/mongo/crc32c.ts';
import { isMongoError } from '../../../sandbox/mongo/errors.ts';
import { isLegacy, readRequest, writeReply } from '../../../sandbox/mongo/wire.ts';

const message = (operation: number, body: Buffer): Buffer => {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + body.length, 0);
  header.writeInt32LE(7, 4);
  header.writeInt32LE(operation, 12);
  return Buffer.concat([header, body]);
};
const flags = (bits: number): Buffer => {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(bits);
  return out;
};
const body = (doc: object): Buffer => Buffer.concat([Buffer.from([0]), BSON.serialize(doc)]);
const sequence = (name: string, docs: readonly object[]): Buffer => {
  const rest = Buffer.concat([Buffer.from(`${name}\0`), ...docs.map((doc) => BSON.serialize(doc))]);
  const head = Buffer.alloc(5);
  head.writeUInt8(1);
  head.writeInt32LE(rest.length + 4, 1);
  return Buffer.concat([head, rest]);
};
const codeOf = (bytes: Buffer): number | undefined => {
  try {
    readRequest(bytes);
  } catch (error) {
    return isMongoError(error) ? error.mongoCode : undefined;
  }
  throw new Error('it was not refused');
};

describe('OP_MSG', () => {
  it('carries a body and sequences of documents', () => {
    const bytes = message(
      2013,
      Buffer.concat([flags(0), sequence('documents', [{ a: 1 }, { a: 2 }]), body({ insert: 'x', $db: 'y' })]),
    );
    const request = readRequest(bytes);
    expect(request).toMatchObject({ requestId: 7, wantsReply: true, legacy: false });
    expect(request.body).toMatchObject({ insert: 'x', $db: 'y' });
    expect(request.body['documents']).toHaveLength(2);
    expect(Object.keys(request.body)[0]).toBe('insert');
  });

  it('wants no reply where more is to come', () => {
    expect(readRequest(message(2013, Buffer.concat([flags(2), body({ insert: 'x' })]))).wantsReply).toBe(false);
  });

  it('may offer an exhaust cursor, which need not be taken', () => {
    expect(readRequest(message(2013, Buffer.concat([flags(0x10000), body({ hello: 1 })]))).wantsReply).toBe(true);
  });

  it('is held to its checksum', () => {
    const unsealed = message(2013, Buffer.concat([flags(1), body({ ping: 1 })]));
    unsealed.writeInt32LE(unsealed.length + 4, 0);
    const seal = Buffer.alloc(4);
    seal.writeUInt32LE(crc32c(unsealed));
    expect(Object.keys(readRequest(Buffer.concat([unsealed, seal])).body)).toEqual(['ping']);
    seal.writeUInt32LE((crc32c(unsealed) ^ 1) >>> 0);
    expect(codeOf(Buffer.concat([unsealed, seal]))).toBe(50968);
  });

  it('is refused with flags that must be understood, without a body, with two, with one field twice', () => {
    expect(codeOf(message(2013, Buffer.concat([flags(4), body({ ping: 1 })])))).toBe(40429);
    expect(codeOf(message(2013, Buffer.concat([flags(0), sequence('documents', [])])))).toBe(40587);
    expect(codeOf(message(2013, Buffer.concat([flags(0), body({ a: 1 }), body({ a: 1 })])))).toBe(40430);
    const twice = Buffer.concat([flags(0), body({ documents: [] }), sequence('documents', [])]);
    expect(codeOf(message(2013, twice))).toBe(40433);
    expect(codeOf(message(2013, Buffer.concat([flags(0), Buffer.from([9]), BSON.serialize({})])))).toBe(40432);
  });
});

describe('older and other operations', () => {
  const query = (doc: object): Buffer => {
    const numbers = Buffer.alloc(8);
    return message(2004, Buffer.concat([flags(0), Buffer.from('admin.$cmd\0'), numbers, BSON.serialize(doc)]));
  };

  it('OP_QUERY says hello and nothing else', () => {
    expect(readRequest(query({ isMaster: 1 }))).toMatchObject({ legacy: true, body: { $db: 'admin' } });
    expect(codeOf(query({ find: 'x' }))).toBe(352);
    expect(isLegacy(query({ find: 'x' }))).toBe(true);
  });

  it('compression and the old writes are refused', () => {
    expect(codeOf(message(2012, Buffer.alloc(20)))).toBe(17);
    expect(codeOf(message(2002, Buffer.alloc(20)))).toBe(17);
  });
});

describe('a reply', () => {
  it('names the request it answers, in the operation it came in', () => {
    for (const [legacy, operation, offset] of [
      [false, 2013, 21],
      [true, 1, 36],
    ] as const) {
      const bytes = writeReply(3, 7, legacy, { ok: 1 });
      expect([bytes.readInt32LE(0), bytes.readInt32LE(4), bytes.readInt32LE(8), bytes.readInt32LE(12)]).toEqual([
        bytes.length,
        3,
        7,
        operation,
      ]);
      expect(BSON.deserialize(bytes.subarray(offset))).toEqual({ ok: 1 });
    }
  });
});

describe('CRC-32C', () => {
  it('gives the check value of its definition', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  });
});
