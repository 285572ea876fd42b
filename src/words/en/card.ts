import type { Entitlement } from '../../domain/entitlement.ts';
import { isLimit } from '../../domain/entitlement.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { ButtonForm, Span, Text } from '../../domain/message.ts';
import { cut } from '../../domain/cut.ts';
import type { RightChange } from '../../policy/index.ts';
import type { Names } from '../names.ts';
import type { Asked, Closed, Given, HowLong, Marks } from '../card-facts.ts';
import { entitlement } from './entitlements.ts';
import { count, length } from './format.ts';
import { rightCondition } from './rights.ts';

/** What an approval card says, from its headline down. Times in ms since the epoch. */
export const card = {
  forLength,
  wants: (asked: Asked, how: HowLong): Text => {
    const what: Text = [{ strong: entitlement(asked.entitlement, asked.names) }, ...forLength(how)];
    if (asked.by === null) return [named(asked.person), ' wants ', ...what];
    const verb = isLimit(asked.entitlement) ? ' wants to limit ' : ' wants to give ';
    const joint = isLimit(asked.entitlement) ? ' by ' : ' ';
    return [asked.by, verb, named(asked.person), joint, ...what];
  },
  gets: ({ person, entitlement: one, names }: Asked): Text => [
    named(person),
    isLimit(one) ? ' is about to be limited by ' : ' is about to get ',
    { strong: entitlement(one, names) },
  ],
  has: ({ person, entitlement: one, names }: Asked, until: number | null): Text => [
    named(person),
    isLimit(one) ? ' is limited by ' : ' has ',
    { strong: entitlement(one, names) },
    ...(until === null ? [' without end'] : [' until ', { time: until }]),
  ],
  closed: ({ person, entitlement: one, names }: Asked, { event, by }: Closed): Text => [
    named(person),
    '’s request for ',
    { strong: entitlement(one, names) },
    ...(event === 'lapsed' ? [' lapsed'] : [` was ${event}`]),
    ...(by === null ? [] : [' by ', by]),
  ],
  ended: ({ person, entitlement: one, names }: Asked): Text => [
    named(person),
    isLimit(one) ? ' is no longer limited by ' : ' no longer has ',
    { strong: entitlement(one, names) },
  ],
  howItEnded: ({ event, by, isOwn }: Closed): Text => {
    if (event === 'expired') return ['its time was up'];
    if (isOwn) return ['given back'];
    return [event, ...(by === null ? [] : [' by ', by])];
  },
  approvedBy: (by: readonly Span[]): Text => ['approved by ', ...joined(by, ' and ')],
  imported: 'from the configuration',
  /** What was typed, on one line of its own. */
  cutReason: (reason: string) => `“${cut(reason.replace(/\s+/g, ' ').trim(), 120)}”`,
  /** Parts of the small line under a decided card's headline. */
  line: (parts: readonly Text[]): Text => parts.flatMap((part, index) => (index === 0 ? part : [' · ', ...part])),

  handedOverFrom: (person: PersonRef): Text => ['Handed over from ', { person }],
  lapses: (at: number, access: string): Text => [
    'If nobody decides, it lapses ',
    { time: at },
    '. ',
    { code: `/access why ${access}` },
  ],
  /** Who could decide, by name; `more`: how many others. */
  whoDecides: (people: readonly PersonRef[], more: number): Text => {
    const spans = people.map((person): Span => ({ person, isNameOnly: true }));
    return [': ', ...joined(more > 0 ? [...spans, count(more, { one: 'other', other: 'others' })] : spans, ' or ')];
  },
  administratorsDecide: (one: Entitlement, names: Names): string =>
    one.kind === 'console' ? '' : ` from administrators of ${names.instance(one.instance)}`,

  /** What to look at twice. */
  marks: ({ isEndless, limit }: Marks): string =>
    ['⚠️', ...(limit ? ['It’s a limit: it takes rights away.'] : []), ...(isEndless ? ['It has no end.'] : [])].join(
      ' ',
    ),
  consoleGives:
    'Gives full rights in the console profile, including adding other users; no access to the product itself.',
  /** Sensitive rights by name, then the others; the number of those that aren't named follows on a button. */
  gives: ({ sensitive, others, more }: Given): Text => {
    const gained = others.filter(({ effect }) => effect === 'gained');
    const lost = others.filter(({ effect }) => effect === 'lost');
    const parts: readonly (readonly [string, readonly RightChange[]])[] = [
      ['⚠️ Gives sensitive rights: ', sensitive],
      [sensitive.length > 0 ? 'Also gives ' : 'Gives ', gained],
      ['Takes away ', lost],
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
  more: (hidden: number) => `and ${hidden} more`,
  smallerRole: (role: string, permission: string): Text => [{ strong: role }, ` would be enough for “${permission}”.`],
  /** What a role is needed for, where no smaller one would do. */
  need: {
    given: (permission: string) => `They need it for “${permission}”.`,
    had: (permission: string) => `They need it for “${permission}”, which they can already do.`,
    missing: (permission: string) => `They need it for “${permission}”, but this role doesn’t give that.`,
  },
  suggest: (role: string) => `Suggest ${role}`,
  suggested: (role: string): Text => ['suggested ', { strong: role }, ' instead'],
  denyForm: (one: Entitlement, label: string, names: Names): ButtonForm => ({
    title: 'Deny this request?',
    text: `This closes the request: ${entitlement(one, names)} for ${label}.`,
    submit: 'Deny',
    cancel: 'Go back',
    fields: [{ name: 'reason', label: 'Why?', hint: 'The requester can read this. You can leave it empty.' }],
  }),
  approveForLess: 'Approve for less…',
  approveWithComment: 'Approve with a comment…',
  approveForm: (isLess: boolean): ButtonForm => ({
    title: isLess ? 'Approve for less' : 'Approve',
    text: isLess
      ? 'Say how long is enough. If you leave it empty, you approve what was requested.'
      : 'You approve what was requested.',
    submit: 'Approve',
    cancel: 'Go back',
    fields: [
      ...(isLess
        ? [
            {
              name: 'duration',
              label: 'For how long?',
              hint: 'Such as 30m, 2h, until 18:00 or until tomorrow.',
            } as const,
          ]
        : []),
      { name: 'reason', label: 'Comment', hint: 'The requester can read this. You can leave it empty.' },
    ],
  }),
  changesTitle: 'What it changes',
  changesOf: (what: string, label: string) => `What ${what} changes for ${label}`,
} as const;

function named(person: PersonRef): Span {
  return { person, isNamed: true };
}

function strong({ permission }: RightChange): Span {
  return { strong: permission };
}

function and(more: number): string {
  return more > 0 ? ', ' : ' and ';
}

/** Where one of these few rests on something, that is said; for many it stands with the whole list. */
function conditionsOf(rights: readonly RightChange[]): Text {
  const sentences = new Set(rights.flatMap(({ conditions = [] }) => conditions.map(rightCondition)));
  return sentences.size === 0 ? [] : [` (${[...sentences].join(' ')})`];
}

function joined(spans: readonly Span[], last: string): Text {
  return spans.flatMap((span, index) => [index === 0 ? '' : index === spans.length - 1 ? last : ', ', span]);
}

/** ` for 4 hours`, ` until 24 Dec, 18:00`, both, or ` without end`: to follow what is requested. */
function forLength({ durationMs, until }: HowLong): Text {
  if (durationMs !== null && until !== null)
    return [' for ', { strong: length(durationMs) }, ', until ', { time: until }, ' at the latest'];
  if (until !== null) return [' until ', { time: until }];
  return durationMs === null ? [' ', { strong: 'without end' }] : [' for ', { strong: length(durationMs) }];
}
