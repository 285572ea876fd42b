import type { Words } from '../words.ts';
import { and, count } from './format.ts';
import { shortName } from './systems.ts';

const verdicts = { confirmed: 'bestätigt', refused: 'abgelehnt' } as const;

/** What the answers to deliveries of other systems, and messages about them, say. */
export const inbound: Words['inbound'] = {
  shape: {
    text: 'muss ein Text sein.',
    empty: 'ist leer.',
    missing: 'fehlt.',
    malformed: 'ist kein wohlgeformtes Unicode.',
    tooLong: (most) => `ist länger als ${most} Zeichen.`,
    noAddress: 'ist keine E-Mail-Adresse.',
    noMoment: 'muss ein Zeitpunkt nach ISO 8601 mit Zeitzone sein, etwa 2026-11-29T18:00:00Z.',
    noLink: 'muss eine Webadresse sein, die mit https:// oder http:// beginnt.',
    list: 'muss eine Liste von E-Mail-Adressen sein.',
    mapping: 'muss ein Objekt sein: zu jeder Rolle eine Liste von E-Mail-Adressen.',
    yesOrNo: 'muss true oder false sein.',
    type: (types) => `muss eines davon sein: ${types.join(', ')}.`,
    unknownKey: 'ist hier kein Feld.',
    noName: 'kann kein Name sein.',
    noJson: 'Der Inhalt ist kein JSON in UTF-8.',
    noObject: 'Der Inhalt muss ein JSON-Objekt sein.',
    noRole: (role) => `„${role}“ ist keine Rolle dieser Instanz.`,
    noEntitlement: 'muss console:PRODUCT, role:INSTANCE/ROLE oder item:INSTANCE/ITEM/RIGHT sein.',
    future: 'liegt mehr als eine Minute vor Latchkeys Uhr.',
    noFlag: 'Nur Pakete und Tools haben dieses Merkmal.',
  },
  unreadable: 'Die Lieferung kann so nicht angenommen werden',
  notYours: 'Nicht für diesen Hook',
  notYoursDetail: 'latchkey.yml erlaubt das diesem Hook nicht, oder es gibt nichts dergleichen.',
  otherBody: 'Diese ID wurde schon verwendet',
  otherBodyDetail:
    'Eine Lieferung mit dieser webhook-id und anderem Inhalt wurde schon angenommen. Verwende für jede Nachricht eine neue ID.',
  notNewer: 'Eine neuere wurde schon angenommen',
  notNewerDetail: (asOf) => `Die zuletzt angenommene hat den Stand ${new Date(asOf).toISOString()}.`,
  notRequested: 'Die Anfrage wurde verweigert',
  tooMany: 'Zu viele Anfragen',

  open: (label) => `In ${shortName(label)} öffnen`,

  administratorsOf: (product) => `die Administratoren von ${product}`,
  membersOf: (instance) => `die Mitglieder von ${instance}`,
  flagsOf: (item, instance) => `die Merkmale von ${item} auf ${instance}`,
  reported: (hook, what, asOf) =>
    `das System ${shortName(hook)} hat gemeldet: ${what}, Stand ${new Date(asOf).toISOString()}`,
  added: (email, product) => `${email} wurde als Administrator von ${product} hinzugefügt`,
  removed: (email, product) => `${email} wurde als Administrator von ${product} entfernt`,
  flag: (item, instance, isSet) =>
    `${item} auf ${instance} ist ${isSet ? 'jetzt' : 'nicht mehr'} für den Help desk freigegeben`,

  waits: {
    recorded: (what) => `eine Meldung (${what}) ändert viel und wartet daher auf eine Entscheidung der Latchkey-Admins`,
    title: 'Eine Meldung braucht einen zweiten Blick',
    summary: (hook, what) => `Das System ${shortName(hook)} ändert viel (${what}): bestätige oder lehne es ab`,
    intro: (hook, what, asOf) => [
      'Das System ',
      { strong: shortName(hook) },
      ` hat gemeldet: ${what}, Stand `,
      { time: asOf },
      '. Das ändert so viel auf einmal, dass nichts davon gilt, bis jemand von den Latchkey-Admins es bestätigt.',
    ],
    gone: 'Nicht mehr genannt',
    added: 'Neu',
    nobody: 'niemand',
    names: (labels, more) => (more > 0 ? `${labels.join(', ')} und ${more} weitere` : and(labels)),
    before: (people) =>
      `Verglichen wird mit ${count(people, { one: 'Person, die', other: 'Personen, die' })} vorher genannt ${people === 1 ? 'wurde' : 'wurden'}.`,
    confirm: 'Bestätigen',
    refuse: 'Ablehnen',
    confirmAsk: (what) => ({
      title: 'Diese Meldung bestätigen?',
      text: `Was sie sagt (${what}), gilt von jetzt an.`,
      yes: 'Bestätigen',
      no: 'Zurück',
    }),
  },
  over: {
    title: {
      confirmed: 'Eine Meldung wurde bestätigt',
      refused: 'Eine Meldung wurde abgelehnt',
      replaced: 'Eine Meldung wurde ersetzt',
    },
    reported: (hook, what, asOf) => [
      'Das System ',
      { strong: shortName(hook) },
      ` hat gemeldet: ${what}, Stand `,
      { time: asOf },
      '.',
    ],
    decided: ({ verdict, by, at }) => [by, ` hat sie ${verdicts[verdict]} (`, { time: at }, ').'],
    replaced: ['Eine neuere Meldung hat sie ersetzt.'],
  },
  decided: {
    recorded: (what, verdict) => `eine Meldung (${what}) wurde ${verdicts[verdict]}`,
    done: (what, verdict) => `Die Meldung (${what}) wurde ${verdicts[verdict]}.`,
    told: (what, verdict) => ` hat die Meldung (${what}) ${verdicts[verdict]}.`,
    notAdministrator: 'Das können nur Latchkey-Admins entscheiden. Sie stehen in latchkey.yml.',
    over: 'Diese Meldung wurde schon entschieden, oder eine neuere hat sie ersetzt.',
    owner:
      'Du bist für das System verantwortlich, das das gemeldet hat, daher muss jemand anderes von den Latchkey-Admins entscheiden.',
    addedByIt:
      'Die Meldungen dieses Systems haben dich genannt, daher muss jemand anderes von den Latchkey-Admins entscheiden.',
    faster: 'Jemand anderes von den Latchkey-Admins war schneller. /access audit zeigt, was entschieden wurde.',
    outOfDate: 'Dieser Button ist veraltet.',
    working: 'Deine Entscheidung wird noch gespeichert…',
    summary: 'Bestätige oder lehne ab, was ein System gemeldet hat',
  },
  news: {
    administrators: (hook, product, who) =>
      `Das System ${shortName(hook)} hat neue Administratoren von ${product} gemeldet: ${and(who)}.`,
    members: (hook, instance, who) =>
      `Das System ${shortName(hook)} hat neue Mitglieder von ${instance} gemeldet: ${and(who)}.`,
    member: (email, role) => `${email} (${role})`,
    flag: (hook, item, instance) =>
      `Das System ${shortName(hook)} hat gemeldet, dass ${item} auf ${instance} für den Help desk freigegeben ist.`,
  },
  limitStays: (hook, ticket, access) => [
    'Das System ',
    { strong: shortName(hook) },
    ` hat das Ticket ${ticket} geschlossen. Was daran hängt (`,
    { code: access },
    '), ist aber eine Einschränkung. Sie zu beenden würde mehr Zugriff geben, daher bleibt sie, bis jemand sie beendet, der das entscheiden darf.',
  ],
  limitStaysTitle: 'Eine Einschränkung bleibt',
};
