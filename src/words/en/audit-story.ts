import type { AuditStory } from '../audit-story.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import type { Span, Text } from '../../domain/message.ts';
import { entitlement } from './entitlements.ts';

/** What happened, as a sentence that begins with a name; the word in bold is the record's own for it. */
const sentences: Readonly<Record<string, (story: Told) => Text>> = {
  requested: ({ subject, by, what }) =>
    by === null
      ? [subject, ' ', { strong: 'requested' }, ` ${what}`]
      : [by, ' ', { strong: 'requested' }, ` ${what} for `, subject],
  joined: ({ subject, by, what }) =>
    by === null
      ? [subject, ' ', { strong: 'joined' }, ` the request for ${what}`]
      : [by, ' ', { strong: 'joined' }, ` the request for ${what} for `, subject],
  withdrawn: ({ subject, by, what }) =>
    by === null
      ? [subject, ` has `, { strong: 'withdrawn' }, ` from the request for ${what}`]
      : [by, ' has ', { strong: 'withdrawn' }, ` from the request for ${what} for `, subject],
  approved: ({ subject, by, what }) => [by ?? subject, ' ', { strong: 'approved' }, ` ${what} for `, subject],
  denied: ({ subject, by, what }) =>
    by === null
      ? [subject, ' ', { strong: 'denied' }, ` their own request for ${what}`]
      : [by, ' ', { strong: 'denied' }, ` ${what} for `, subject],
  cancelled: ({ subject, by, isOwn, what }) =>
    by === null
      ? isOwn
        ? [subject, ' ', { strong: 'cancelled' }, ` their request for ${what}`]
        : [subject, `’s request for ${what} was `, { strong: 'cancelled' }]
      : [by, ' ', { strong: 'cancelled' }, ` the request for ${what} for `, subject],
  lapsed: ({ subject, what }) => [subject, `’s request for ${what} `, { strong: 'lapsed' }],
  started: ({ subject, what }) => [subject, '’s access ', { strong: 'started' }, `: ${what}`],
  extended: ({ subject, by, what }) =>
    by === null
      ? [subject, '’s access was ', { strong: 'extended' }, `: ${what}`]
      : [by, ' ', { strong: 'extended' }, ` ${what} for `, subject],
  expired: ({ subject, what }) => [subject, '’s access ', { strong: 'expired' }, `: ${what}`],
  revoked: ({ subject, by, isOwn, what }) =>
    by === null
      ? isOwn
        ? [subject, ` gave ${what} back (`, { strong: 'revoked' }, ')']
        : [subject, '’s access was ', { strong: 'revoked' }, `: ${what}`]
      : [by, ' ', { strong: 'revoked' }, ` ${what} from `, subject],
  refused: ({ subject, by, what }) => [by ?? subject, ' was ', { strong: 'refused' }, `: ${what}`],
  imported: ({ subject, what }) => [subject, ` has ${what} from the configuration (`, { strong: 'imported' }, ')'],
};

interface Told {
  readonly subject: Span;
  readonly by: Span | null;
  readonly isOwn: boolean;
  readonly what: string;
}

/** The lines of an audit channel. */
export const auditStory = {
  line: ({ icon, event, subject, by, isOwn, entitlement: one, detail, until, at }: AuditStory): Text => {
    const sentence = Object.hasOwn(sentences, event) ? sentences[event] : undefined;
    const when: Text = until === null ? [' · ', { time: at }] : [', until ', { time: until }];
    const more = detail === '' ? [] : [` — ${detail}`];
    if (sentence && subject !== null && one !== null) {
      return [`${icon} `, ...sentence({ subject, by, isOwn, what: entitlement(one) }), ...more, ...when];
    }
    const whom: Text = subject === null ? [] : by === null ? [subject] : [' about ', subject];
    const who: Text = [...(by === null ? [] : [by]), ...whom];
    return [`${icon} `, ...who, ...(who.length === 0 ? [] : [': ']), ...named(event, one, detail), ...when];
  },
  /** `more`: how many beyond those that are named; `one`: what the configuration gives them, null: a name in the record. */
  together: (icon: string, people: readonly Span[], more: number, one: Entitlement | null, at: number): Text => [
    `${icon} `,
    ...people.flatMap((person, index): Span[] => (index === 0 ? [person] : [', ', person])),
    more === 0 ? '' : ` and ${more} more`,
    one === null ? ' were named as people (' : ` have ${entitlement(one)} from the configuration (`,
    { strong: one === null ? 'person' : 'imported' },
    ') · ',
    { time: at },
  ],
} as const;

/** What has no sentence of its own, by the record's name for it. */
function named(event: string, one: Entitlement | null, detail: string): Text {
  const what = one === null ? '' : ` ${entitlement(one)}`;
  return [{ strong: event }, `${what}${detail === '' ? '' : ` — ${detail}`}`];
}
