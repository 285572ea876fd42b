import type { Span, Text } from '../../domain/message.ts';
import { and, count } from './format.ts';
import { shortName } from './systems.ts';

interface Decided {
  readonly verdict: 'confirmed' | 'refused';
  readonly by: Span;
  readonly at: number;
}

/** What the answers to deliveries of other systems, and messages about them, say. */
export const inbound = {
  shape: {
    text: 'has to be a text.',
    empty: 'is empty.',
    missing: 'is missing.',
    malformed: 'isn’t well-formed Unicode.',
    tooLong: (most: number) => `is longer than ${most} characters.`,
    noAddress: 'isn’t an e-mail address.',
    noMoment: 'has to be a time by ISO 8601 with its zone, such as 2026-11-29T18:00:00Z.',
    noLink: 'has to be a web address that begins with https:// or http://.',
    list: 'has to be a list of e-mail addresses.',
    mapping: 'has to be an object: a list of e-mail addresses for each role.',
    yesOrNo: 'has to be true or false.',
    type: (types: readonly string[]) => `has to be one of ${types.join(', ')}.`,
    unknownKey: 'isn’t a field here.',
    noName: 'can’t be a name.',
    noJson: 'The body isn’t JSON in UTF-8.',
    noObject: 'The body has to be a JSON object.',
    noRole: (role: string) => `“${role}” isn’t a role of this instance.`,
    noEntitlement: 'has to be console:PRODUCT, role:INSTANCE/ROLE or item:INSTANCE/ITEM/RIGHT.',
    future: 'lies more than a minute ahead of Latchkey’s clock.',
    noFlag: 'Only packages and tools have this flag.',
  },
  unreadable: 'The delivery can’t be taken as it is',
  notYours: 'Not for this hook',
  notYoursDetail: 'latchkey.yml doesn’t let this hook do that, or there’s no such thing.',
  otherBody: 'This id was used before',
  otherBodyDetail: 'A delivery with this webhook-id and another body was taken before. Use a new id for each message.',
  notNewer: 'A newer one was taken before',
  notNewerDetail: (asOf: number) => `What was last taken is as of ${new Date(asOf).toISOString()}.`,
  notRequested: 'The request was refused',
  tooMany: 'Too many requests',

  open: (label: string) => `Open in ${shortName(label)}`,

  administratorsOf: (product: string) => `the administrators of ${product}`,
  membersOf: (instance: string) => `the members of ${instance}`,
  flagsOf: (item: string, instance: string) => `the flags of ${item} on ${instance}`,
  reported: (hook: string, what: string, asOf: number) =>
    `the system ${shortName(hook)} reported ${what} as of ${new Date(asOf).toISOString()}`,
  added: (email: string, product: string) => `${email} was added to the administrators of ${product}`,
  removed: (email: string, product: string) => `${email} was removed from the administrators of ${product}`,
  flag: (item: string, instance: string, isSet: boolean) =>
    `${item} on ${instance} is ${isSet ? 'now' : 'no longer'} allowed for help desk`,

  waits: {
    recorded: (what: string) => `a report of ${what} changes a lot, so it waits for a Latchkey administrator`,
    title: 'A report needs a second look',
    summary: (hook: string, what: string) =>
      `The system ${shortName(hook)} changes a lot in ${what}: confirm or refuse it`,
    intro: (hook: string, what: string, asOf: number): Text => [
      'The system ',
      { strong: shortName(hook) },
      ` reported ${what} as of `,
      { time: asOf },
      '. It changes so much at once that nothing of it counts until a Latchkey administrator confirms it.',
    ],
    gone: 'No longer named',
    added: 'New',
    nobody: 'nobody',
    names: (labels: readonly string[], more: number) =>
      more > 0 ? `${labels.join(', ')} and ${more} more` : and(labels),
    before: (people: number) =>
      `It’s compared with ${count(people, { one: 'person', other: 'people' })} who were named before.`,
    confirm: 'Confirm',
    refuse: 'Refuse',
    confirmAsk: (what: string) => ({
      title: 'Confirm this report?',
      text: `What it says of ${what} counts from now on.`,
      yes: 'Confirm',
      no: 'Go back',
    }),
  },
  /** What told of a report, once it doesn't wait any more. */
  over: {
    title: {
      confirmed: 'A report was confirmed',
      refused: 'A report was refused',
      replaced: 'A report was replaced',
    },
    reported: (hook: string, what: string, asOf: number): Text => [
      'The system ',
      { strong: shortName(hook) },
      ` reported ${what} as of `,
      { time: asOf },
      '.',
    ],
    decided: ({ verdict, by, at }: Decided): Text => [by, ` ${verdict} it (`, { time: at }, ').'],
    replaced: ['A newer report took its place.'] as Text,
  },
  decided: {
    recorded: (what: string, verdict: 'confirmed' | 'refused') => `a report of ${what} was ${verdict}`,
    done: (what: string, verdict: 'confirmed' | 'refused') => `The report of ${what} was ${verdict}.`,
    told: (what: string, verdict: 'confirmed' | 'refused') => ` ${verdict} the report of ${what}.`,
    notAdministrator: 'Only Latchkey administrators can decide that. latchkey.yml names them.',
    over: 'This report was decided before, or a newer one took its place.',
    owner: 'You run the system that reported this, so another Latchkey administrator has to decide it.',
    addedByIt: 'This system’s reports named you, so another Latchkey administrator has to decide it.',
    faster: 'Another Latchkey administrator was faster. /access audit shows what they decided.',
    outOfDate: 'That button is out of date.',
    working: 'Still working on recording your decision…',
    summary: 'Confirm or refuse what a system reported',
  },
  news: {
    administrators: (hook: string, product: string, who: readonly string[]) =>
      `The system ${shortName(hook)} reported new administrators of ${product}: ${and(who)}.`,
    members: (hook: string, instance: string, who: readonly string[]) =>
      `The system ${shortName(hook)} reported new members of ${instance}: ${and(who)}.`,
    member: (email: string, role: string) => `${email} (${role})`,
    flag: (hook: string, item: string, instance: string) =>
      `The system ${shortName(hook)} reported that ${item} on ${instance} is allowed for help desk.`,
  },
  limitStays: (hook: string, ticket: string, access: string): Text => [
    'The system ',
    { strong: shortName(hook) },
    ` closed the ticket ${ticket}, but what is bound to it (`,
    { code: access },
    ') is a limit. Ending it would widen access, so it stays until someone with authority ends it.',
  ],
  limitStaysTitle: 'A limit stays',
} as const;
