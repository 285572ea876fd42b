import type { Stage } from '../../domain/catalogue.ts';
import type { Span, Text } from '../../domain/message.ts';
import type { Names } from '../names.ts';
import type { Words } from '../words.ts';
import { and, count, length } from './format.ts';
import { rightCondition } from './rights.ts';
import { doneAs } from './verbs.ts';

/** What approval cards, and the lines about one access, say. Times in ms since the epoch, durations in ms. */
export const cards: Words['cards'] = {
  who: 'Wer',
  what: 'Was',
  neededFor: 'Gebraucht für',
  status: 'Status',
  warning: (sentence) => `⚠️ ${sentence}`,
  details: (access) => ['Jeder Schritt: ', { code: `/access why ${access}` }],

  approve: 'Genehmigen',
  deny: 'Ablehnen',
  showDetails: 'Einzelheiten',

  waiting: 'wartet',
  starting: 'genehmigt, beginnt gleich',
  allApproved: 'alle Genehmigungen liegen vor, beginnt gleich',
  active: (until) => (until === null ? ['aktiv, unbefristet'] : ['aktiv bis ', { time: until }]),
  ended: ({ event, by, at, why }) => [
    doneAs(event),
    ...(by === null ? [] : [' von ', by]),
    ...(at === null ? [] : [' ', { time: at }]),
    ...(why === '' ? [] : [` — ${why}`]),
  ],
  approvals: (by, total, next, { stage, stages, names }) => [
    by.length === 0
      ? `Braucht ${count(total, { one: 'Genehmigung', other: 'Genehmigungen' })}`
      : `${by.length} von ${total} Genehmigungen: `,
    ...joined(by),
    stages > 1 ? ` (Stufe ${stage} von ${stages})` : '',
    needs(next, names),
  ],

  duration: (ms) => length(ms),

  changesNothing:
    'Für sich allein ändert das nichts: Die Person hat schon alles davon, oder es wirkt erst zusammen mit etwas anderem.',
  right: ({ effect, permission, conditions }) => [
    effect === 'gained' ? '+ ' : '− ',
    { strong: permission },
    conditions === undefined ? '' : ` (${conditions.map(rightCondition).join(' ')})`,
  ],

  role: (name, chat) => `die Rolle ${name} in ${chat}`,
  roles: (names) => and(names),
  givesRole: (name, chat, isLinked) => [
    'Bringt die Rolle ',
    { strong: name },
    ` in ${chat} mit${isLinked ? '' : ', sobald dort ein Konto verknüpft ist'}`,
  ],
  roleIs: (name, chat, what) => ['Die Rolle ', { strong: name }, ` in ${chat}: ${what}`],
  roleComing: (isLinked) => (isLinked ? 'wird gerade vergeben' : 'kommt, sobald dort ein Konto verknüpft ist'),
};

function needs({ of, count: missing }: Stage, { instance }: Names): string {
  if (of.kind !== 'role') return '';
  const people = count(missing, { one: 'Person', other: 'Personen' });
  return `, es fehlt noch: ${people} mit der Rolle ${of.role} auf ${instance(of.instance)}`;
}

/** `A, B und C`, of parts that a chat draws. */
function joined(spans: readonly Span[]): Text {
  return spans.flatMap((span, index) => [index === 0 ? '' : index === spans.length - 1 ? ' und ' : ', ', span]);
}

/** A vote that stands with a card: one that doesn't count any more, or that has a comment. */
export const decision: Words['decision'] = (verdict, person, at, voided) => [
  verdict === 'approve' ? '👍 genehmigt von ' : '⛔ abgelehnt von ',
  { person },
  ' ',
  { time: at },
  ...(voided === null ? [] : [` — zählt nicht mehr: ${voided}`]),
];
