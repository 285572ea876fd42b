import type { AuditStory } from '../audit-story.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import type { Span, Text } from '../../domain/message.ts';
import type { Words } from '../words.ts';
import { eventName } from './audit.ts';
import { entitlement } from './entitlements.ts';

/** What happened, as a sentence that begins with a name; in bold, what the record calls it. */
const sentences: Readonly<Record<string, (story: Told) => Text>> = {
  requested: ({ subject, by, what }) =>
    by === null
      ? [subject, ` hat ${what} `, { strong: 'angefragt' }]
      : [by, ' hat für ', subject, ` ${what} `, { strong: 'angefragt' }],
  joined: ({ subject, by, what }) => [
    by ?? subject,
    ' hat sich der Anfrage nach ',
    `${what} für `,
    subject,
    ' ',
    { strong: 'angeschlossen' },
  ],
  withdrawn: ({ subject, by, what }) => [
    by ?? subject,
    ` hat die Anfrage nach ${what} für `,
    subject,
    ' ',
    { strong: 'zurückgenommen' },
  ],
  approved: ({ subject, by, what }) => [by ?? subject, ' hat für ', subject, ` ${what} `, { strong: 'genehmigt' }],
  denied: ({ subject, by, what }) =>
    by === null
      ? [subject, ` hat die eigene Anfrage nach ${what} `, { strong: 'abgelehnt' }]
      : [by, ' hat für ', subject, ` ${what} `, { strong: 'abgelehnt' }],
  cancelled: ({ subject, by, isOwn, what }) =>
    by === null
      ? isOwn
        ? [subject, ` hat die Anfrage nach ${what} `, { strong: 'zurückgezogen' }]
        : ['Die Anfrage von ', subject, ` nach ${what} wurde `, { strong: 'zurückgezogen' }]
      : [by, ' hat die Anfrage von ', subject, ` nach ${what} `, { strong: 'zurückgezogen' }],
  lapsed: ({ subject, what }) => ['Die Anfrage von ', subject, ` nach ${what} ist `, { strong: 'verfallen' }],
  started: ({ subject, what }) => [subject, ' hat jetzt Zugriff (', { strong: 'gestartet' }, `): ${what}`],
  extended: ({ subject, by, what }) =>
    by === null
      ? [subject, ' hat länger Zugriff (', { strong: 'verlängert' }, `): ${what}`]
      : [by, ' hat für ', subject, ` ${what} `, { strong: 'verlängert' }],
  expired: ({ subject, what }) => [subject, ' hat keinen Zugriff mehr (', { strong: 'abgelaufen' }, `): ${what}`],
  revoked: ({ subject, by, isOwn, what }) =>
    by === null
      ? isOwn
        ? [subject, ` hat ${what} zurückgegeben (`, { strong: 'entzogen' }, ')']
        : [subject, ' wurde der Zugriff ', { strong: 'entzogen' }, `: ${what}`]
      : [by, ' hat ', subject, ` ${what} `, { strong: 'entzogen' }],
  refused: ({ subject, by, what }) => [by ?? subject, ': ', { strong: 'verweigert' }, ` (${what})`],
  imported: ({ subject, what }) => [subject, ` hat ${what} aus der Konfiguration (`, { strong: 'übernommen' }, ')'],
};

interface Told {
  readonly subject: Span;
  readonly by: Span | null;
  readonly isOwn: boolean;
  readonly what: string;
}

/** The lines of an audit channel. */
export const auditStory: Words['auditStory'] = {
  line: ({ icon, event, subject, by, isOwn, entitlement: one, detail, until, at }: AuditStory): Text => {
    const sentence = Object.hasOwn(sentences, event) ? sentences[event] : undefined;
    const when: Text = until === null ? [' · ', { time: at }] : [', bis ', { time: until }];
    const more = detail === '' ? [] : [` — ${detail}`];
    if (sentence && subject !== null && one !== null) {
      return [`${icon} `, ...sentence({ subject, by, isOwn, what: entitlement(one) }), ...more, ...when];
    }
    const whom: Text = subject === null ? [] : by === null ? [subject] : [' über ', subject];
    const who: Text = [...(by === null ? [] : [by]), ...whom];
    return [`${icon} `, ...who, ...(who.length === 0 ? [] : [': ']), ...named(event, one, detail), ...when];
  },
  together: (icon, people, more, one, at): Text => [
    `${icon} `,
    ...people.flatMap((person, index): Span[] => (index === 0 ? [person] : [', ', person])),
    more === 0 ? '' : ` und ${more} weitere`,
    one === null ? ' wurden als Personen angelegt (' : ` haben ${entitlement(one)} aus der Konfiguration (`,
    { strong: one === null ? 'Person' : 'übernommen' },
    ') · ',
    { time: at },
  ],
};

/** What has no sentence of its own, by its name. */
function named(event: string, one: Entitlement | null, detail: string): Text {
  const what = one === null ? '' : ` ${entitlement(one)}`;
  return [{ strong: eventName(event) }, `${what}${detail === '' ? '' : ` — ${detail}`}`];
}
