import type { Asked, HowLong } from '../card-facts.ts';
import type { PersonRef } from '../../domain/identity.ts';
import { isLimit } from '../../domain/entitlement.ts';
import type { Span, Text } from '../../domain/message.ts';
import { cut } from '../../domain/cut.ts';
import type { RightChange } from '../../policy/index.ts';
import type { Words } from '../words.ts';
import { entitlement } from './entitlements.ts';
import { count, length } from './format.ts';
import { rightCondition } from './rights.ts';
import { doneAs } from './verbs.ts';

/** What an approval card says, from its headline down. Times in ms since the epoch. */
export const card: Words['card'] = {
  forLength,
  wants: (asked, how) => {
    const what = strongEntitlement(asked);
    if (asked.by === null) return [named(asked.person), ' möchte ', what, ...forLength(how)];
    return isLimit(asked.entitlement)
      ? [asked.by, ' möchte ', named(asked.person), ' einschränken, mit ', what, ...forLength(how)]
      : [asked.by, ' möchte ', what, ...forLength(how), ' an ', named(asked.person), ' vergeben'];
  },
  gets: (asked) => [
    named(asked.person),
    isLimit(asked.entitlement) ? ' wird gleich eingeschränkt: ' : ' bekommt gleich ',
    strongEntitlement(asked),
  ],
  has: (asked, until) => [
    named(asked.person),
    isLimit(asked.entitlement) ? ' ist eingeschränkt: ' : ' hat ',
    strongEntitlement(asked),
    ...(until === null ? [', unbefristet'] : [' bis ', { time: until }]),
  ],
  closed: (asked, { event, by }) => [
    'Die Anfrage von ',
    named(asked.person),
    ' für ',
    strongEntitlement(asked),
    ...(event === 'lapsed'
      ? [' ist verfallen']
      : [' wurde ', ...(by === null ? [] : ['von ', by, ' ']), doneAs(event)]),
  ],
  ended: (asked) => [
    named(asked.person),
    isLimit(asked.entitlement) ? ' ist nicht mehr eingeschränkt: ' : ' hat nicht mehr ',
    strongEntitlement(asked),
  ],
  howItEnded: ({ event, by, isOwn }) => {
    if (event === 'expired') return ['die Zeit ist abgelaufen'];
    if (isOwn) return ['zurückgegeben'];
    return [doneAs(event), ...(by === null ? [] : [' von ', by])];
  },
  approvedBy: (by) => ['genehmigt von ', ...joined(by, ' und ')],
  imported: 'aus der Konfiguration',
  cutReason: (reason) => `„${cut(reason.replace(/\s+/g, ' ').trim(), 120)}“`,
  line: (parts) => parts.flatMap((part, index) => (index === 0 ? part : [' · ', ...part])),

  handedOverFrom: (person) => ['Übergeben von ', { person }],
  lapses: (at, access) => [
    'Ohne Entscheidung verfällt die Anfrage ',
    { time: at },
    '. ',
    { code: `/access why ${access}` },
  ],
  whoDecides: (people, more) => {
    const spans = people.map((person): Span => ({ person, isNameOnly: true }));
    return [
      ': ',
      ...joined(more > 0 ? [...spans, count(more, { one: 'weitere', other: 'weitere' })] : spans, ' oder '),
    ];
  },
  administratorsDecide: (one, names) =>
    one.kind === 'console' ? '' : ` von Administratoren von ${names.instance(one.instance)}`,

  marks: ({ isEndless, limit }) =>
    [
      '⚠️',
      ...(limit ? ['Das ist eine Einschränkung: Sie nimmt Rechte weg.'] : []),
      ...(isEndless ? ['Unbefristet.'] : []),
    ].join(' '),
  consoleGives:
    'Verleiht alle Rechte im Konsolenprofil, auch das Hinzufügen weiterer Personen; keinen Zugriff auf das Produkt selbst.',
  gives: ({ sensitive, others, more }) => {
    const gained = others.filter(({ effect }) => effect === 'gained');
    const lost = others.filter(({ effect }) => effect === 'lost');
    const parts: readonly (readonly [string, readonly RightChange[]])[] = [
      ['⚠️ Verleiht sensible Rechte: ', sensitive],
      [sensitive.length > 0 ? 'Verleiht außerdem ' : 'Verleiht ', gained],
      ['Nimmt weg: ', lost],
    ];
    const said = parts.filter(([, rights]) => rights.length > 0);
    return [
      ...said.flatMap(([lead, rights], index): Text => {
        const isLast = index === said.length - 1;
        return [index > 0 ? '. ' : '', lead, ...joined(rights.map(strong), and(isLast ? more : 0))];
      }),
      ...conditionsOf([...sensitive, ...others]),
    ];
  },
  more: (hidden) => `und ${hidden} weitere`,
  smallerRole: (role, permission) => ['Für „', permission, '“ würde ', { strong: role }, ' reichen.'],
  need: {
    given: (permission) => `Gebraucht für „${permission}“.`,
    had: (permission) => `Gebraucht für „${permission}“, was schon jetzt erlaubt ist.`,
    missing: (permission) => `Gebraucht für „${permission}“, aber diese Rolle gibt das nicht.`,
  },
  suggest: (role) => `${role} vorschlagen`,
  suggested: (role) => ['stattdessen vorgeschlagen: ', { strong: role }],
  denyForm: (one, label, names) => ({
    title: 'Diese Anfrage ablehnen?',
    text: `Damit ist die Anfrage abgeschlossen: ${entitlement(one, names)} für ${label}.`,
    submit: 'Ablehnen',
    cancel: 'Zurück',
    fields: [
      { name: 'reason', label: 'Warum?', hint: 'Wer angefragt hat, kann das lesen. Das Feld darf leer bleiben.' },
    ],
  }),
  approveForLess: 'Kürzer genehmigen…',
  approveWithComment: 'Mit Kommentar genehmigen…',
  approveForm: (isLess) => ({
    title: isLess ? 'Kürzer genehmigen' : 'Genehmigen',
    text: isLess
      ? 'Gib an, wie lange reicht. Wenn du das Feld leer lässt, genehmigst du, was angefragt wurde.'
      : 'Du genehmigst, was angefragt wurde.',
    submit: 'Genehmigen',
    cancel: 'Zurück',
    fields: [
      ...(isLess
        ? [{ name: 'duration', label: 'Wie lange?', hint: 'Etwa 30m, 2h, until 18:00 oder until tomorrow.' } as const]
        : []),
      { name: 'reason', label: 'Kommentar', hint: 'Wer angefragt hat, kann das lesen. Das Feld darf leer bleiben.' },
    ],
  }),
  changesTitle: 'Was sich ändert',
  changesOf: (what, label) => `Was sich durch ${what} für ${label} ändert`,
};

function strongEntitlement({ entitlement: one, names }: Pick<Asked, 'entitlement' | 'names'>): Span {
  return { strong: entitlement(one, names) };
}

function named(person: PersonRef): Span {
  return { person, isNamed: true };
}

function strong({ permission }: RightChange): Span {
  return { strong: permission };
}

function and(more: number): string {
  return more > 0 ? ', ' : ' und ';
}

/** Where one of these few rests on something, that is said; for many it stands with the whole list. */
function conditionsOf(rights: readonly RightChange[]): Text {
  const sentences = new Set(rights.flatMap(({ conditions = [] }) => conditions.map(rightCondition)));
  return sentences.size === 0 ? [] : [` (${[...sentences].join(' ')})`];
}

function joined(spans: readonly Span[], last: string): Text {
  return spans.flatMap((span, index) => [index === 0 ? '' : index === spans.length - 1 ? last : ', ', span]);
}

function forLength({ durationMs, until }: HowLong): Text {
  if (durationMs !== null && until !== null)
    return [' für ', { strong: length(durationMs) }, ', spätestens bis ', { time: until }];
  if (until !== null) return [' bis ', { time: until }];
  return durationMs === null ? [', ', { strong: 'unbefristet' }] : [' für ', { strong: length(durationMs) }];
}
