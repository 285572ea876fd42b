import type { Words } from '../words.ts';
import { outcome } from './decisions.ts';
import { entitlement } from './entitlements.ts';
import { count } from './format.ts';

/** What somebody reads of a command that they gave. `rest`: what is still to be done before it starts. */
export const answers: Words['answers'] = {
  refused: '⛔ ',
  nothing: 'Es gab nichts zu tun.',
  requested: (one, length, rest) => ['Du hast ', { strong: entitlement(one) }, ...length, ` angefragt. ${rest}`],
  requestedFor: (one, person, length, rest) => [
    'Du hast ',
    { strong: entitlement(one) },
    ...length,
    ' für ',
    { person },
    ` angefragt. ${rest}`,
  ],
  granted: (one, person, length, rest) => [
    'Du hast ',
    { strong: entitlement(one) },
    ...length,
    ' an ',
    { person },
    ` vergeben. ${rest}`,
  ],
  approved: (one, person, less, rest) => [
    'Du hast ',
    { strong: entitlement(one) },
    ' für ',
    { person },
    ...(less === null ? [] : less),
    ` genehmigt${less === null ? '' : ', also kürzer als angefragt'}. ${rest}`,
  ],
  denied: (one, person, instead) => [
    'Du hast ',
    { strong: entitlement(one) },
    ' für ',
    { person },
    ' abgelehnt',
    ...(instead === null ? [] : [' und stattdessen vorgeschlagen: ', { strong: entitlement(instead) }]),
    '.',
  ],
  cancelled: (one) => ['Die Anfrage für ', { strong: entitlement(one) }, ' wurde zurückgezogen.'],
  gaveBack: (one, remains) => [
    'Du hast ',
    { strong: entitlement(one) },
    ' zurückgegeben.',
    remains ? ' Du hast weiterhin Zugriff, weil du das Produkt administrierst.' : '',
  ],
  revoked: (one, person, remains) => [
    'Du hast ',
    { strong: entitlement(one) },
    ' für ',
    { person },
    ' entzogen.',
    remains ? ' Der Zugriff bleibt bestehen, weil die Person das Produkt administriert.' : '',
  ],
  already: (one, label, what) => `Zu ${label} und ${entitlement(one)}: ${outcome(what)}`,
  starts: 'Der Zugriff beginnt jetzt.',
  needs: (missing) =>
    `${count(missing, { one: 'Genehmigung fehlt', other: 'Genehmigungen fehlen' })} noch. Wir sagen dir Bescheid.`,
  rules: (rules) => `Regel ${rules.join(', ')}`,
};
