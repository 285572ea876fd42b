import type { Stage } from '../../domain/catalogue.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Span, Text } from '../../domain/message.ts';
import type { RightChange } from '../../policy/index.ts';
import type { Names } from '../names.ts';
import { and, count, length } from './format.ts';
import { rightCondition } from './rights.ts';

/** How an event is called in a status: `denied by Ada`. */
export type Ending = {
  readonly event: string;
  readonly by: Span | null;
  readonly at: number | null;
  readonly why: string;
};

/** What approval cards, and the lines about one access, say. Times in ms since the epoch, durations in ms. */
export const cards = {
  who: 'Who',
  what: 'What',
  neededFor: 'Needed for',
  status: 'Status',
  warning: (sentence: string) => `⚠️ ${sentence}`,
  /** The id stands only where it is typed. */
  details: (access: string): Text => ['Every step: ', { code: `/access why ${access}` }],

  approve: 'Approve',
  deny: 'Deny',
  showDetails: 'Details',

  waiting: 'waiting',
  starting: 'approved, starting',
  allApproved: 'all approvals are there, starting',
  active: (until: number | null): Text =>
    until === null ? ['active, without end'] : ['active until ', { time: until }],
  ended: ({ event, by, at, why }: Ending): Text => [
    event,
    ...(by === null ? [] : [' by ', by]),
    ...(at === null ? [] : [' ', { time: at }]),
    ...(why === '' ? [] : [` — ${why}`]),
  ],
  /** How many approvals there are, by whom, and what is missing at the stage that is next. */
  approvals: (
    by: readonly Span[],
    total: number,
    next: Stage,
    { stage, stages, names }: { readonly stage: number; readonly stages: number; readonly names: Names },
  ): Text => [
    by.length === 0
      ? `Needs ${count(total, { one: 'approval', other: 'approvals' })}`
      : `${by.length} of ${total} approvals: `,
    ...joined(by),
    stages > 1 ? ` (stage ${stage} of ${stages})` : '',
    needs(next, names),
  ],

  duration: (ms: number) => length(ms),

  changesNothing:
    'This changes nothing by itself: they already have all of it, or it needs something more to have an effect.',
  right: ({ effect, permission, conditions }: RightChange): Text => [
    effect === 'gained' ? '+ ' : '− ',
    { strong: permission },
    conditions === undefined ? '' : ` (${conditions.map(rightCondition).join(' ')})`,
  ],

  /** Roles of a chat that come with an access. */
  role: (name: string, chat: string) => `the role ${name} in ${chat}`,
  roles: (names: readonly string[]) => and(names),
  givesRole: (name: string, chat: string, isLinked: boolean): Text => [
    'Gives the role ',
    { strong: name },
    ` in ${chat}${isLinked ? '' : ', once they’ve linked an account there'}`,
  ],
  roleIs: (name: string, chat: string, what: string): Text => ['The role ', { strong: name }, ` in ${chat}: ${what}`],
  roleComing: (isLinked: boolean) => (isLinked ? 'is being given' : 'comes once they’ve linked an account there'),
} as const;

function needs({ of, count: missing }: Stage, { instance }: Names): string {
  if (of.kind !== 'role') return '';
  const people = count(missing, { one: 'person', other: 'people' });
  return `, needs ${people} with the role ${of.role} on ${instance(of.instance)}`;
}

/** `A, B and C`, of parts that a chat draws. */
function joined(spans: readonly Span[]): Text {
  return spans.flatMap((span, index) => [index === 0 ? '' : index === spans.length - 1 ? ' and ' : ', ', span]);
}

/** A vote that stands with a card: one that doesn't count any more, or that has a comment. */
export function decision(verdict: 'approve' | 'deny', person: PersonRef, at: number, voided: string | null): Text {
  return [
    verdict === 'approve' ? '👍 approved by ' : '⛔ denied by ',
    { person },
    ' ',
    { time: at },
    ...(voided === null ? [] : [` — no longer counts: ${voided}`]),
  ];
}
