/** MongoDB's own error codes and their names, as far as this server answers with them. */
const CODE_NAMES: Readonly<Record<number, string>> = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  17: 'ProtocolError',
  18: 'AuthenticationFailed',
  20: 'IllegalOperation',
  24: 'LockTimeout',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  56: 'EmptyFieldName',
  57: 'DottedFieldName',
  59: 'CommandNotFound',
  64: 'WriteConcernTimeout',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  79: 'UnknownReplWriteConcern',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  91: 'ShutdownInProgress',
  100: 'UnsatisfiableWriteConcern',
  112: 'WriteConflict',
  115: 'CommandNotSupported',
  123: 'NotAReplicaSet',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  197: 'InvalidIndexSpecificationOption',
  241: 'ConversionFailure',
  238: 'NotImplemented',
  322: 'APIVersionError',
  323: 'APIStrictError',
  352: 'UnsupportedOpQueryCommand',
  365: 'TemporarilyUnavailable',
  391: 'ReauthenticationRequired',
  462: 'IngressRequestRateLimitExceeded',
  10107: 'NotWritablePrimary',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  11601: 'Interrupted',
  14031: 'OutOfDiskSpace',
  17280: 'KeyTooLong',
};

/** What a command answers with when it fails: MongoDB's code, its name and a sentence; `extra` goes into the reply as it is. */
export interface MongoError extends Error {
  readonly mongoCode: number;
  readonly codeName: string;
  readonly extra: Readonly<Record<string, unknown>>;
}

/** Name of an error code, `Location<code>` for those MongoDB has no name for. */
export const codeName = (code: number): string => CODE_NAMES[code] ?? `Location${code}`;

/** An error with MongoDB's code; throw it anywhere below a command. */
export const mongoError = (code: number, message: string, extra: Record<string, unknown> = {}): MongoError =>
  Object.assign(new Error(message), { mongoCode: code, codeName: codeName(code), extra });

/** True for errors made by {@link mongoError}. */
export const isMongoError = (error: unknown): error is MongoError => error instanceof Error && 'mongoCode' in error;

/** Something that MongoDB has and this server has not: code 238, naming it. */
export const notSupported = (what: string): MongoError =>
  mongoError(238, `${what} is not supported by the embedded MongoDB; use a real mongod (MONGODB_URI) for it`);

/** Any thrown thing as the fields of an error reply. What is not a {@link MongoError} becomes InternalError. */
export const errorFields = (error: unknown): Record<string, unknown> =>
  isMongoError(error)
    ? { errmsg: error.message, code: error.mongoCode, codeName: error.codeName, ...error.extra }
    : { errmsg: error instanceof Error ? error.message : String(error), code: 1, codeName: codeName(1) };
