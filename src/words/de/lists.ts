import { cut } from '../../domain/cut.ts';
import type { Span, Text } from '../../domain/message.ts';
import type { Words } from '../words.ts';
import { entitlement } from './entitlements.ts';
import { count } from './format.ts';

/** The answers that list accesses: mine, pending, who, why, check and audit. `at`: until when, or where it stands. */
export const lists: Words['lists'] = {
  access: (one, at, id, names) => [{ strong: entitlement(one, names) }, ' — ', ...at, ' ', { code: id }],
  accessFrom: (one, at, origin, id, names) => [
    { strong: entitlement(one, names) },
    ' — ',
    ...at,
    ', ',
    ...origin,
    ' ',
    { code: id },
  ],
  byDefault: (product, names, own) => [
    { strong: entitlement({ kind: 'console', product }, names) },
    ` — ${own ? 'weil du' : 'weil die Person'} ${names.product(product)} ${own ? 'administrierst' : 'administriert'}`,
  ],
  withoutEnd: 'unbefristet',
  until: (at) => ['bis ', { time: at }],
  ended: 'beendet',
  needsApproval: 'braucht eine Genehmigung',
  more: (hidden) => `und ${hidden} weitere`,

  section: (name, all, isCut = false) => `${name} (${all}${isCut ? ' oder mehr' : ''})`,
  moreWith: (hidden, command) => [`und ${hidden} weitere: `, { code: command }],
  page: (title, page) => (page > 1 ? `${title}, Seite ${page}` : title),
  next: 'Mehr zeigen',
  noMore: 'Es gibt nichts weiter zu zeigen.',
  of: (person) => [{ person }, ': '],
  request: (one, length, status, id, names) => [
    { strong: entitlement(one, names) },
    ...length,
    '. ',
    ...status,
    ' ',
    { code: id },
  ],
  reasonLine: (reason) => [`\n„${cut(reason.replace(/\s+/g, ' '), 200).replace(/discord:(?=\d)/g, 'discord:\u200b')}“`],

  nothingOfMine: 'Du hast gerade keinen Zugriff über Latchkey.',
  notHeld: (one) => `Du hast das nicht: ${entitlement(one)}. /access mine zeigt, was du hast.`,
  endedLately: 'Beendet',
  requestAgainConfirm: (one, length, names) => ({
    title: 'Erneut anfragen?',
    text: `Du fragst ${entitlement(one, names)}${length} an.`,
    yes: 'Anfragen',
    no: 'Jetzt nicht',
    reason: 'Warum? Das lesen alle, die genehmigen.',
  }),
  requestAccess: 'Zugriff anfragen',
  mine: 'Was du hast',
  mineSummary: (all) => `Du hast ${count(all, { one: 'Zugriff', other: 'Zugriffe' })}`,

  nothingPending: 'Nichts wartet auf deine Genehmigung, und du hast keine offenen Anfragen.',
  pending: 'Offene Anfragen',
  pendingSummary: (forMe, own) =>
    `${count(forMe, { one: 'Anfrage wartet', other: 'Anfragen warten' })} auf deine Genehmigung, ${own} von dir`,
  nothingToDecide: 'Gerade wartet nichts auf deine Genehmigung.',
  nothingToCancel: 'Du hast keine offenen Anfragen.',
  whichOne: (command) => `Welche Anfrage? Nimm ihre Buttons, oder gib /access ${command} mit der ID ein.`,
  needsYou: 'Wartet auf deine Genehmigung',
  yours: 'Deine Anfragen',
  cancel: 'Zurückziehen',
  cancelConfirm: (one, names) => ({
    title: 'Diese Anfrage zurückziehen?',
    text: `Deine Anfrage für ${entitlement(one, names)} wird zurückgezogen.`,
    yes: 'Zurückziehen',
    no: 'Behalten',
    reason: 'Warum? Das kommt ins Protokoll.',
  }),

  nobodyHas: (one, names) => `Das hat niemand: ${entitlement(one, names)}.`,
  whoHas: (one, names) => `Wer das hat: ${entitlement(one, names)}`,
  haveIt: (people, one, names) =>
    people === 0
      ? `Das hat niemand: ${entitlement(one, names)}`
      : `${people === 1 ? '1 Person hat' : `${people} Personen haben`} ${entitlement(one, names)}`,
  explicit: (person, at, origin, id) => [{ person }, ' — explizit, ', ...at, ', ', ...origin, ' ', { code: id }],
  implicit: (person, product) => [
    { person },
    ` — implizit, weil die Person ${product} administriert. Um das zu entziehen, stufe sie im Produkt herab oder entferne sie dort.`,
  ],
  through: (person, role, at, id) => [{ person }, ' — durch ', { strong: role }, ', ', ...at, ' ', { code: id }],
  alsoDecide: (role, chat) => [
    'Mitglieder mit der Rolle ',
    { strong: role },
    ` in ${chat} können auch darüber entscheiden, ohne es zu haben (latchkey.yml).`,
  ],
  whatTheyHave: (label) => `Was ${label} hat`,
  nothingOfTheirs: (label) => `${label} hat gerade keinen Zugriff über Latchkey.`,
  onlyYours: 'Du siehst nur, worüber du entscheiden darfst.',
  approvedBy: (people) => ['genehmigt von ', ...joined(people.map((person) => ({ person })))],
  fromConfiguration: 'aus der Konfiguration',
  requested: 'angefragt',

  notForYou: (one) =>
    `Das kannst du nur für dich selbst sehen. Um es für andere zu sehen, musst du über ${entitlement(one)} entscheiden dürfen oder zur Revision gehören.`,
  notForYouInstance:
    'Das kannst du über andere nur fragen, wo du entscheiden darfst, oder wenn du zur Revision gehörst.',
  nothingToSee: (who) =>
    `Über ${who} kannst du nichts sehen. Um zu sehen, was jemand hat, musst du darüber entscheiden dürfen oder zur Revision gehören.`,
  thisPerson: 'diese Person',
  you: 'dich',

  accessTitle: (id) => `Zugriff ${id}`,
  accessSummary: (label, one, state) => `${label}: ${entitlement(one)}, ${states[state] ?? state}`,

  nothingInAudit: 'Dazu gibt es keine Audit-Einträge, die du sehen kannst.',
  auditSummary: (entries) => count(entries, { one: 'Audit-Eintrag', other: 'Audit-Einträge' }),
  olderInAudit: (hidden, orMore) =>
    `und ${hidden}${orMore ? ' oder mehr' : ''} ältere. Grenze es mit „last 2d“ ein, oder nimm latchkey audit export.`,

  may: (person, what, isAllowed) => [
    isAllowed ? '✅ ' : '⛔ ',
    { person },
    isAllowed ? ' darf: ' : ' darf nicht: ',
    { strong: what },
  ],
  because: (sentence, rule) => [`${sentence} (${rule})`],
  granted: (until, id) =>
    until === null
      ? ['Unbefristet vergeben, Zugriff ', { code: id }]
      : ['Vergeben bis ', { time: until }, ', Zugriff ', { code: id }],
};

const states: Readonly<Record<string, string>> = {
  requested: 'angefragt',
  approved: 'genehmigt',
  active: 'aktiv',
  closed: 'geschlossen',
  ended: 'beendet',
};

/** `A, B und C`, of parts that a chat draws. */
function joined(spans: readonly Span[]): Text {
  return spans.flatMap((span, index) => [index === 0 ? '' : index === spans.length - 1 ? ' und ' : ', ', span]);
}
