import { crc32c } from './crc32c.ts';
import { mongoError } from './errors.ts';
import { documentOf, elementsOf } from './raw.ts';
import { type Doc, isDoc, readDoc, writeDoc } from './values.ts';

/** What a client sent. */
export interface Request {
  readonly requestId: number;
  readonly body: Doc;
  /** False for a message whose client does not listen for an answer (`moreToCome`). */
  readonly wantsReply: boolean;
  /** The legacy OP_QUERY, in which old clients say hello. */
  readonly legacy: boolean;
}

export const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM = 1;
const MORE_TO_COME = 2;
/** Bits below 16 must be understood; of these only the two above have a meaning. */
const REQUIRED_BITS = 0xffff;

const readDocuments = (bytes: Buffer): Doc[] => {
  const out: Doc[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readInt32LE(at);
    if (length < 5 || at + length > bytes.length)
      throw mongoError(17, 'a document sequence holds a document of wrong length');
    out.push(readDoc(bytes.subarray(at, at + length)));
    at += length;
  }
  return out;
};

const readSections = (bytes: Buffer): Doc => {
  let body: Doc | undefined;
  const sequences: Doc = {};
  for (let at = 0; at < bytes.length;) {
    const kind = bytes.readUInt8(at++);
    const length = bytes.readInt32LE(at);
    if (length < 5 || at + length > bytes.length) throw mongoError(17, 'an OP_MSG section has a wrong length');
    const section = bytes.subarray(at, at + length);
    at += length;
    if (kind === 0) {
      if (body) throw mongoError(40430, 'Multiple body sections in message');
      body = readDoc(section);
    } else if (kind === 1) {
      const end = section.indexOf(0, 4);
      const name = section.toString('utf8', 4, end);
      if (name in sequences) throw mongoError(40431, `Duplicate document sequence: ${name}`);
      sequences[name] = readDocuments(section.subarray(end + 1));
    } else throw mongoError(40432, `Unknown section kind ${kind}`);
  }
  if (!body) throw mongoError(40587, 'OP_MSG messages must have a body');
  for (const name of Object.keys(sequences)) {
    if (name in body) throw mongoError(40433, `Duplicate field between body and document sequence ${name}`);
  }
  return { ...body, ...sequences };
};

const readMessage = (message: Buffer, requestId: number): Request => {
  const flags = message.readUInt32LE(HEADER_BYTES);
  const unknown = flags & REQUIRED_BITS & ~(CHECKSUM | MORE_TO_COME);
  if (unknown !== 0) throw mongoError(40429, `Message contains illegal flags value: Ob${unknown.toString(2)}`);
  const end = flags & CHECKSUM ? message.length - 4 : message.length;
  if (flags & CHECKSUM && crc32c(message.subarray(0, end)) !== message.readUInt32LE(end)) {
    throw mongoError(50968, 'OP_MSG checksum does not match contents');
  }
  return {
    requestId,
    body: readSections(message.subarray(HEADER_BYTES + 4, end)),
    wantsReply: (flags & MORE_TO_COME) === 0,
    legacy: false,
  };
};

const readQuery = (message: Buffer, requestId: number): Request => {
  const end = message.indexOf(0, HEADER_BYTES + 4);
  const namespace = message.toString('utf8', HEADER_BYTES + 4, end);
  const body = readDoc(message.subarray(end + 9));
  const name = Object.keys(body)[0] ?? '';
  if (!namespace.endsWith('.$cmd') || !['hello', 'isMaster', 'ismaster'].includes(name)) {
    throw mongoError(352, `Unsupported OP_QUERY command: ${name}. The client driver may require an upgrade.`);
  }
  return { requestId, body: { ...body, $db: namespace.slice(0, -5) }, wantsReply: true, legacy: true };
};

export const requestIdOf = (message: Buffer): number => message.readInt32LE(4);
export const isLegacy = (message: Buffer): boolean => message.readInt32LE(12) === OP_QUERY;

/** Reads one whole message. Throws a MongoError: 17 or 352 for what this server does not speak. */
export const readRequest = (message: Buffer): Request => {
  const operation = message.readInt32LE(12);
  if (operation === OP_MSG) return readMessage(message, requestIdOf(message));
  if (operation === OP_QUERY) return readQuery(message, requestIdOf(message));
  throw mongoError(17, `The wire operation ${operation} is not supported: use OP_MSG without compression`);
};

/** The documents of a cursor's batch as BSON: they go into the reply as they are, without being read and written again. */
export class Batch {
  readonly documents: readonly Uint8Array[];

  constructor(documents: readonly Uint8Array[]) {
    this.documents = documents;
  }
}

const DOCUMENT = 3;
const ARRAY = 4;

const element = (type: number, name: string, value: Uint8Array): Uint8Array[] => [
  Buffer.from([type]),
  Buffer.from(`${name}\0`),
  value,
];

const writeBody = (body: Doc): Uint8Array => {
  const { cursor, ...others } = body;
  const [name, batch] = (isDoc(cursor) && Object.entries(cursor).find(([, value]) => value instanceof Batch)) || [];
  if (!isDoc(cursor) || name === undefined || !(batch instanceof Batch)) return writeDoc(body);
  const { [name]: _batch, ...rest } = cursor;
  const documents = batch.documents.flatMap((bytes, place) => element(DOCUMENT, String(place), bytes));
  const written = documentOf([...element(ARRAY, name, documentOf(documents)), elementsOf(writeDoc(rest))]);
  return documentOf([...element(DOCUMENT, 'cursor', written), elementsOf(writeDoc(others))]);
};

/** A reply to a request, as bytes. */
export const writeReply = (responseId: number, requestId: number, legacy: boolean, body: Doc): Buffer => {
  const bytes = writeBody(body);
  const rest = Buffer.alloc(legacy ? 20 : 5);
  if (legacy) rest.writeInt32LE(1, 16);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt32LE(HEADER_BYTES + rest.length + bytes.length, 0);
  header.writeInt32LE(responseId, 4);
  header.writeInt32LE(requestId, 8);
  header.writeInt32LE(legacy ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([header, rest, bytes]);
};
