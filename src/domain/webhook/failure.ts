/** Answers that say nothing about the event itself: who may, where to, when. */
const ofEndpoint: readonly number[] = [401, 403, 404, 405, 407, 408, 410, 421, 425, 426, 429];

/** Whether an answer refuses this very event, so that another one may be accepted. Null: there was no answer. */
export function refusesEvent(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500 && !ofEndpoint.includes(status);
}
