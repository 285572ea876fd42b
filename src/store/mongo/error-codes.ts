/**
 * MongoDB's error codes that mean: not now, or not this node. Trying later may help. Names and meanings as in MongoDB's
 * own list, src/mongo/base/error_codes.yml.
 */
export const waitCodes: ReadonlyMap<number, string> = new Map([
  // The network between the nodes, or to this one.
  [6, 'HostUnreachable'],
  [7, 'HostNotFound'],
  [89, 'NetworkTimeout'],
  [202, 'NetworkInterfaceExceededTimeLimit'],
  [384, 'ConnectionError'],
  [9001, 'SocketException'],
  // This node isn't the primary, or is about to stop.
  [91, 'ShutdownInProgress'],
  [133, 'FailedToSatisfyReadPreference'],
  [189, 'PrimarySteppedDown'],
  [216, 'ElectionInProgress'],
  [10058, 'LegacyNotPrimary'],
  [10107, 'NotWritablePrimary'],
  [11600, 'InterruptedAtShutdown'],
  [11602, 'InterruptedDueToReplStateChange'],
  [13435, 'NotPrimaryNoSecondaryOk'],
  [13436, 'NotPrimaryOrSecondary'],
  // It took too long, or was interrupted.
  [24, 'LockTimeout'],
  [46, 'LockBusy'],
  [50, 'MaxTimeMSExpired'],
  [262, 'ExceededTimeLimit'],
  [355, 'InterruptedDueToStorageChange'],
  [11601, 'Interrupted'],
  [46841, 'ClientMarkedKilled'],
  [91331, 'RetriableRemoteCommandFailure'],
  [10045600, 'InterruptedDueToFCVChange'],
  // A cursor or plan is gone: a restart, or an index that was dropped under a query.
  [43, 'CursorNotFound'],
  [175, 'QueryPlanKilled'],
  [237, 'CursorKilled'],
  // Others write the same, or the collection is being worked on.
  [112, 'WriteConflict'],
  [117, 'ConflictingOperationInProgress'],
  [276, 'IndexBuildAborted'],
  [285, 'IndexBuildAlreadyInProgress'],
  [12586, 'BackgroundOperationInProgressForDatabase'],
  [12587, 'BackgroundOperationInProgressForNamespace'],
  // Not replicated, or not readable at majority yet.
  [64, 'WriteConcernTimeout'],
  [134, 'ReadConcernMajorityNotAvailableYet'],
  // Too much to do, or no room.
  [264, 'TooManyFilesOpen'],
  [365, 'TemporarilyUnavailable'],
  [371, 'UserWritesBlocked'],
  [402, 'ResourceExhausted'],
  [407, 'PooledConnectionAcquisitionExceededTimeLimit'],
  [433, 'AdmissionQueueOverflow'],
  [449, 'RateLimitExceeded'],
  [450, 'PooledConnectionAcquisitionRejected'],
  [462, 'IngressRequestRateLimitExceeded'],
  [14031, 'OutOfDiskSpace'],
  // Signing in has to be done again.
  [391, 'ReauthenticationRequired'],
]);

/**
 * The user or the password isn't accepted. At the first start that is a fault of the address; later it means that somebody
 * is changing them: wait, and tell.
 */
export const refusedUserCodes: ReadonlyMap<number, string> = new Map([
  [13, 'Unauthorized'],
  [18, 'AuthenticationFailed'],
]);

/** Labels that the server and the driver (7.8) put on errors after which the same operation may succeed. */
export const waitLabels = [
  'RetryableWriteError',
  'RetryableError',
  'SystemOverloadedError',
  'PoolRequestedRetry',
  'ResetPool',
] as const;

/** The label of an error that is known to have written nothing. */
export const nothingWritten = 'NoWritesPerformed';

/** Node's codes for a socket that is gone or never was. The driver passes some on as they are: the first write after the server closed. */
export const socketCodes: ReadonlySet<string> = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ENOTCONN',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_SOCKET_CLOSED',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);
