/** For a latchkey.yml of tests in which programs type, which is faster than people do. */
export const programsType =
  'limits: { burst: 1000, perSecond: 100, requestsPerHour: 1000, requestsPerPersonPerHour: 1000, openRequests: 1000 }';
