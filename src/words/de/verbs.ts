import type { Deciding } from '../../domain/refusal-args.ts';

/** What is done, as it ends a sentence: `um das zu genehmigen`. */
export const toDo: Readonly<Record<Deciding, string>> = {
  grant: 'zu vergeben',
  revoke: 'zu entziehen',
  approve: 'zu genehmigen',
  deny: 'abzulehnen',
};

/** How a request was closed, or an access ended: `wurde abgelehnt`. Events that the record names otherwise stay as they are. */
export const done: Readonly<Record<string, string>> = {
  requested: 'angefragt',
  approved: 'genehmigt',
  denied: 'abgelehnt',
  cancelled: 'zurückgezogen',
  closed: 'geschlossen',
  revoked: 'entzogen',
  expired: 'beendet',
  started: 'gestartet',
  ended: 'beendet',
  lapsed: 'nicht rechtzeitig entschieden',
};

export function doneAs(event: string): string {
  return Object.hasOwn(done, event) ? (done[event] ?? event) : event;
}
