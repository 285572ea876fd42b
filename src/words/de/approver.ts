import type { BasisFacts } from '../../domain/access.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import type { Names } from '../names.ts';
import type { Words } from '../words.ts';
import { entitlement } from './entitlements.ts';
import { moment } from './format.ts';

/** What a card says to its reader alone, who may decide. Times in ms since the epoch. */
export const approver: Words['approver'] = {
  mayDecide: (basis, names) => [`Du darfst entscheiden, weil du ${why(basis, names)}.`],
  endsForYou: (until) => ['Das endet ', { time: until }, ', und damit auch, was du genehmigst.'],
  approveUntil: (until, zone, now) => `Bis ${moment(until, zone, now)} genehmigen`,
  endsWithYours: (until) => [' Der Zugriff endet ', { time: until }, ', wenn dein Recht zu entscheiden endet.'],
};

function why({ kind, of = '', role }: BasisFacts, names: Names): string {
  const held = parseEntitlementKey(of);
  if (kind === 'role') return `die Rolle ${role?.name ?? ''} in ${capitalized(role?.platform ?? '')} hast`;
  if (held?.kind === 'console' && kind === 'implicit') return `${names.product(held.product)} administrierst`;
  return held === null ? 'das Recht dazu hast' : `${entitlement(held, names)} hast`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
