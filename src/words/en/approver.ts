import type { BasisFacts } from '../../domain/access.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import type { Text } from '../../domain/message.ts';
import type { Names } from '../names.ts';
import { entitlement } from './entitlements.ts';
import { moment } from './format.ts';

/** What a card says to its reader alone, who may decide. Times in ms since the epoch. */
export const approver = {
  mayDecide: (basis: BasisFacts, names: Names): Text => [`You can decide because ${why(basis, names)}.`],
  /** `until`: when what gives them the right ends. */
  endsForYou: (until: number): Text => ['That ends ', { time: until }, ', and so does what you approve.'],
  /** `zone`: an IANA name. */
  approveUntil: (until: number, zone: string, now: number) => `Approve until ${moment(until, zone, now)}`,
  /** Follows an answer, where what was approved ends sooner than it was asked for. */
  endsWithYours: (until: number): Text => [' It ends ', { time: until }, ', when your right to decide ends.'],
} as const;

function why({ kind, of = '', role }: BasisFacts, names: Names): string {
  const held = parseEntitlementKey(of);
  if (kind === 'role') return `you have the role ${role?.name ?? ''} in ${capitalized(role?.platform ?? '')}`;
  if (held?.kind === 'console' && kind === 'implicit') return `you administer ${names.product(held.product)}`;
  return held === null ? 'you have the right to' : `you have ${entitlement(held, names)}`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
