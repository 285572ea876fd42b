import type { Entitlement } from '../../domain/entitlement.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Text } from '../../domain/message.ts';
import { outcome } from './decisions.ts';
import { entitlement } from './entitlements.ts';
import { count } from './format.ts';

/** What somebody reads of a command that they gave. `rest`: what is still to be done before it starts. */
export const answers = {
  /** Before a line of an answer that says no, where others say yes. */
  refused: '⛔ ',
  nothing: 'Nothing had to be done.',
  requested: (one: Entitlement, length: Text, rest: string): Text => [
    'You asked for ',
    { strong: entitlement(one) },
    ...length,
    `. ${rest}`,
  ],
  requestedFor: (one: Entitlement, person: PersonRef, length: Text, rest: string): Text => [
    'You requested ',
    { strong: entitlement(one) },
    ' for ',
    { person },
    ...length,
    `. ${rest}`,
  ],
  granted: (one: Entitlement, person: PersonRef, length: Text, rest: string): Text => [
    'You granted ',
    { strong: entitlement(one) },
    ' to ',
    { person },
    ...length,
    `. ${rest}`,
  ],
  approved: (one: Entitlement, person: PersonRef, less: Text | null, rest: string): Text => [
    'You approved ',
    { strong: entitlement(one) },
    ' for ',
    { person },
    ...(less === null ? [] : [...less, ', which is less than was requested']),
    `. ${rest}`,
  ],
  /** `instead`: what was suggested with it. */
  denied: (one: Entitlement, person: PersonRef, instead: Entitlement | null): Text => [
    'You denied ',
    { strong: entitlement(one) },
    ' for ',
    { person },
    ...(instead === null ? [] : [' and suggested ', { strong: entitlement(instead) }]),
    '.',
  ],
  cancelled: (one: Entitlement): Text => ['The request for ', { strong: entitlement(one) }, ' was cancelled.'],
  gaveBack: (one: Entitlement, remains: boolean): Text => [
    'You gave ',
    { strong: entitlement(one) },
    ' back.',
    remains ? ' You still have access, as you administer the product.' : '',
  ],
  revoked: (one: Entitlement, person: PersonRef, remains: boolean): Text => [
    'You revoked ',
    { strong: entitlement(one) },
    ' from ',
    { person },
    '.',
    remains ? ' Access remains because they administer the product.' : '',
  ],
  already: (one: Entitlement, label: string, what: Outcome): string =>
    `About ${entitlement(one)} for ${label}: ${outcome(what)}`,
  starts: 'It starts now.',
  needs: (missing: number): string =>
    `It needs ${count(missing, { one: 'approval', other: 'approvals' })}. We’ll let you know.`,
  rules: (rules: readonly string[]) => `Rule ${rules.join(', ')}`,
} as const;
