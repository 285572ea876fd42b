import type { Entitlement } from '../../domain/entitlement.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Text } from '../../domain/message.ts';
import { entitlement } from './entitlements.ts';
import { and } from './format.ts';

/** The name of a system in the file, from the label that records have for it. */
export const shortName = (label: string): string => label.replace(/^(?:hook|client):/, '');

/** Other systems that ask for somebody: what cards and messages say of them. */
export const systems = {
  /** A system by the label that records have for it. */
  system: (label: string) => `the system ${shortName(label)}`,
  asked: 'Asked for',
  /** `asked: P; gives: role R = P and 46 more` (DESIGN §8). */
  gives: (action: string, one: Entitlement, more: number) =>
    `${action}; gives: ${entitlement(one)} = ${action}${more === 0 ? '' : ` and ${more} more`}`,
  through: 'Asked by',
  /** “Agent X for Mia”. */
  agents: (actors: readonly string[], person: PersonRef): Text => [
    `${actors.length === 1 ? 'Agent' : 'Agents'} ${actors.join(', for ')} for `,
    { person },
  ],
  alsoAsks: 'Also requested by',
  ticket: (ticket: string, label: string): Text => [`Ends with the ticket ${ticket} in ${shortName(label)}`],
  openTicket: (ticket: string) => `Open ${ticket}`,
  several: (labels: readonly string[]) => and([...new Set(labels)].map((label) => systems.system(label))),
  emergencyLabel: 'Emergency',
  emergency: 'The system says that this is an emergency. Approve it only if you would anyway.',

  requestedForYou: (label: string, one: Entitlement): Text => [
    `The system ${shortName(label)} requested `,
    { strong: entitlement(one) },
    ' for you. If you didn’t ask for that, say so: the request is withdrawn and the Latchkey administrators are told.',
  ],
  notMe: 'This wasn’t me',
  notMeConfirm: (label: string, one: Entitlement) => ({
    title: 'You didn’t ask for this?',
    text: `What the system ${shortName(label)} requested (${entitlement(one)}) is withdrawn. If you have it only because of that, it ends now. The system can’t request it for you again for a day.`,
    yes: 'This wasn’t me',
    no: 'Go back',
  }),
  notMeWorking: 'Still working on withdrawing the request…',
  notMeDone: (label: string) =>
    `Thanks. What the system ${shortName(label)} requested for you was withdrawn, and the Latchkey administrators are told.`,
  notMeNothing: 'There’s nothing left to withdraw: the request is over, or the system has withdrawn it.',
  notMeReportTitle: 'Someone didn’t ask for what a system requested',
  notMeReport: (person: PersonRef, label: string, one: Entitlement, access: string): Text => [
    { person },
    ` says that they didn’t ask for ${entitlement(one)}, which the system ${shortName(label)} requested for them (`,
    { code: access },
    '). It was withdrawn, and the system can’t request that for them for a day. Ask whoever runs it what happened.',
  ],
  barredRecord: (label: string) =>
    `the person didn’t ask for what the system ${shortName(label)} requested, which it can’t request again for a day`,
  barred: (until: number): string =>
    `The person said that they hadn’t asked for this, so it can’t be requested for them before ${new Date(until).toISOString()}.`,
} as const;
