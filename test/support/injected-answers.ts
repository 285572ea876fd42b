/** Codes and labels that a busy or changing MongoDB answers with, as `configureFailPoint` injects them: they all mean wait. */
export const waitingAnswers = [
  { errorCode: 462, errorLabels: ['SystemOverloadedError', 'RetryableError'] },
  { errorCode: 462 },
  { errorCode: 10107, errorLabels: ['RetryableWriteError'] },
  { errorCode: 112 },
  { errorCode: 11601 },
  { errorCode: 13 },
  { errorCode: 391 },
  { closeConnection: true },
] as const;
