import type { Entitlement } from '../../domain/entitlement.ts';
import { isLimit } from '../../domain/entitlement.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Span, Text } from '../../domain/message.ts';
import type { Names } from '../names.ts';
import { entitlement } from './entitlements.ts';
import { and, length } from './format.ts';

/** What a notice is about: whose access, to what. `own`: it's the reader's. */
export interface About {
  readonly own: boolean;
  readonly person: PersonRef;
  readonly entitlement: Entitlement;
}

/** What people are told of an event. `by` is who did it; null: Latchkey. Times in ms. */
export const notices = {
  started: (
    about: About,
    until: number | null,
    at: number,
    more: { readonly shorter: string; readonly roles: readonly string[] },
  ): Text => {
    const limit = isLimit(about.entitlement);
    const opening: Text = about.own
      ? [limit ? 'You are limited by ' : 'You have ']
      : [{ person: about.person }, limit ? ' is limited by ' : ' has '];
    const end: Text = until === null ? [', without end.'] : [', until ', { time: until }, ` (${length(until - at)}).`];
    const shorter = more.shorter === '' ? '' : ` ${more.shorter}`;
    const along = more.roles.length === 0 ? '' : ` With it comes ${and(more.roles)}.`;
    return [...opening, { strong: entitlement(about.entitlement) }, ...end, shorter, along];
  },
  denied: (about: About, by: Span | null): Text => [...request(about), ' was denied', ...byWhom(by), '.'],
  /** Denied, with a smaller role that would do. */
  suggested: (about: About, by: Span | null, instead: Entitlement): Text => [
    ...request(about),
    ' was denied. ',
    ...(by === null ? ['It’s suggested to request '] : [by, ' suggests ']),
    { strong: entitlement(instead) },
    ' instead.',
  ],
  requestInstead: (role: string) => `Request ${role}`,
  /** `length`: ` for 2 hours`, or empty. `hasReason`: the denied request had one, which is kept unless another is given. */
  requestInsteadConfirm: (one: Entitlement, length: string, hasReason: boolean) => ({
    title: 'Request this instead?',
    text: `You’ll request ${entitlement(one)}${length}${hasReason ? ', with the reason you gave' : ''}.`,
    yes: 'Request',
    no: 'Not now',
    reason: hasReason ? 'Why? Leave it empty to keep your reason.' : 'Why? Approvers read this.',
  }),
  cancelled: (about: About, by: Span | null, why: string): Text => [
    ...request(about),
    ' was cancelled',
    ...byWhom(by),
    `. ${why}`,
  ],
  lapsed: (about: About, why: string): Text => [
    ...request(about),
    why === ''
      ? ' lapsed because nobody decided it in time. Request it again if you still need it.'
      : ` lapsed. ${why}`,
  ],
  expired: (about: About): Text => [...access(about), ' has ended because its time is up.'],
  revoked: (about: About, by: Span | null, remains: boolean): Text => [
    ...access(about),
    ' was revoked',
    ...byWhom(by),
    '.',
    remains
      ? ` Access remains because ${about.own ? 'you’re' : 'they’re'} an administrator in the product itself.`
      : '',
  ],
  approveAgain: (about: About, why: string): Text => [...request(about), ` needs to be approved again. ${why}`],
  lateVote: (who: Span, one: Entitlement): Text => [
    who,
    ' couldn’t approve the request for ',
    { strong: entitlement(one) },
    ' because they became an approver, or known to Latchkey, after it was made. Someone else can still approve it, or you can request it again.',
  ],
  requestAgain: 'Request again',
  giveBack: 'Give back',
  giveBackConfirm: (one: Entitlement, names: Names) => ({
    title: 'Give it back?',
    text: `You will no longer have ${entitlement(one, names)}.`,
    yes: 'Give back',
    no: 'Keep it',
    reason: 'Why? This goes into the record.',
  }),

  /** Too few people could approve: `able` of `needed` can be reached. */
  stuckForRequester: (one: Entitlement, able: number, needed: number): Text => [
    'Your request for ',
    { strong: entitlement(one) },
    ` is pending, but ${lack(able, needed)}. The Latchkey administrators have been told.`,
  ],
  stuckForAdministrators: (person: PersonRef, one: Entitlement, able: number, needed: number, id: string): Text => [
    'The request of ',
    { person },
    ' for ',
    { strong: entitlement(one) },
    ` is pending, but ${lack(able, needed)}. Name more people with authority, or cancel it with `,
    { code: `/access cancel ${id}` },
    '.',
  ],
  earlier: 'We couldn’t tell you this earlier:',
} as const;

function request({ own, person, entitlement: one }: About): Text {
  return [...whose(own, person), ' request for ', { strong: entitlement(one) }];
}

function access({ own, person, entitlement: one }: About): Text {
  return [...whose(own, person), ' ', { strong: entitlement(one).replace(/^the /, '') }];
}

function whose(own: boolean, person: PersonRef): Text {
  return own ? ['Your'] : [{ person }, '’s'];
}

function byWhom(by: Span | null): Text {
  return by === null ? [] : [' by ', by];
}

function lack(able: number, needed: number): string {
  return able === 0 ? 'no approver can be reached' : `only ${able} of the ${needed} approvers it needs can be reached`;
}
