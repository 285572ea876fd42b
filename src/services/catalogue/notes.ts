import type { Entitlement } from '../../domain/entitlement.ts';
import type { FactAbout } from '../../domain/reported.ts';
import { entriesHash, helpDeskFlag } from '../../domain/reported.ts';
import { words } from '../../words/index.ts';
import type { Note } from '../audit/journal.ts';
import type { Origin } from './origin.ts';
import { asNote, originOf } from './origin.ts';
import type { NewReport } from './reports.ts';
import { aboutWords, hookLabel } from './reports.ts';

/** `PRODUCT e-mail` was added to the product's administrators, or removed. */
export function rosterNote(round: string, one: string, what: 'added' | 'removed', from: Origin): Note {
  const [product = '', email = ''] = one.split(' ');
  const sentence = words.inbound[what](email, product);
  return {
    key: `roster/${round}/${what}/${one}`,
    event: 'roster',
    facts: { product, email, what: from.actor === null ? `${sentence} by the configuration` : sentence },
    entitlement: { kind: 'console', product },
    ...asNote(from),
  };
}

/** That a report counts now. */
export function reportedNote(round: string, one: NewReport): Note {
  const { about, key, report } = one;
  const what =
    about.kind === 'flags'
      ? words.inbound.flag(about.item, about.instance, report.entries.includes(helpDeskFlag))
      : words.inbound.reported(hookLabel(report.hook), aboutWords(about), report.asOf);
  const facts = { what, fact: key, asOf: report.asOf, says: entriesHash(report.entries), delivery: report.delivery };
  return { key: `reported/${round}/${key}`, event: 'roster', facts, ...asNote(originOf(one)) };
}

/** The list that an entry of `productAdministrators` stands in. */
export function productOf(one: string): FactAbout {
  return { kind: 'administrators', product: one.split(' ')[0] ?? '' };
}

/** The list that somebody's membership stands in. */
export function membersOf(entitlement: Entitlement): FactAbout {
  return { kind: 'members', instance: entitlement.kind === 'console' ? '' : entitlement.instance };
}
