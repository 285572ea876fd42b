import type { AccessEventName, TenantEventName } from '../../domain/events/index.ts';
import type { Words } from '../words.ts';
import { entitlement } from './entitlements.ts';
import { count as counted } from './format.ts';

/** What happened to a person's account or address, by the name that the record has for it. */
const personTexts: Readonly<Record<string, (account: string, to: string) => string>> = {
  bound: (account, to) => `${account} hat die E-Mail-Adresse ${to} nachgewiesen`,
  changed: (account, to) =>
    `die E-Mail-Adresse von ${account} ist jetzt ${to} und wartet auf eine Entscheidung der Latchkey-Admins`,
  taken: (account, to) =>
    `${account} hat die E-Mail-Adresse ${to}, die zu einem anderen Konto gehört, und wartet auf eine Entscheidung der Latchkey-Admins`,
  confirmed: (account, to) => `die E-Mail-Adresse ${to} von ${account} wurde bestätigt`,
  rejected: (account, to) => `die E-Mail-Adresse ${to} von ${account} wurde abgelehnt`,
  outdone: (account, to) => `eine Entscheidung über ${account} und ${to} kam zu spät und hat nichts geändert`,
  named: (_, to) => `${to} wurde als Person angelegt`,
  renewed: (account, to) => `${account} wurde wieder mit ${to} gesehen`,
  withdrawn: (account, to) => `${account} hat wieder die alte E-Mail-Adresse, daher wartet ${to} nicht mehr`,
  replaced: (account, to) => `${account} wartet nicht mehr auf ${to}`,
  separated: (account, to) => `${account} mit der E-Mail-Adresse ${to} ist laut einer Entscheidung jemand anderes`,
  'gave up': (_, to) => `was ${to} bekommen sollte, geht nicht mehr an sie`,
  moved: () => 'was sie bekommen sollten, gehört jetzt ihnen',
  back: (account) => `${account} ist wieder Mitglied`,
  deactivated: (account) => `${account} wurde deaktiviert und kann nichts entscheiden`,
};

/** Events of the record, as the audit channel names them; those of a later version stand by their own name. */
export function eventName(event: string): string {
  return Object.hasOwn(eventNames, event) ? eventNames[event as keyof typeof eventNames] : event;
}

const eventNames: Readonly<Record<AccessEventName | TenantEventName, string>> = {
  requested: 'angefragt',
  joined: 'angeschlossen',
  withdrawn: 'zurückgenommen',
  approved: 'genehmigt',
  denied: 'abgelehnt',
  cancelled: 'zurückgezogen',
  lapsed: 'verfallen',
  started: 'gestartet',
  extended: 'verlängert',
  expired: 'abgelaufen',
  revoked: 'entzogen',
  refused: 'verweigert',
  imported: 'übernommen',
  configuration: 'Konfiguration',
  roster: 'Mitgliederliste',
  link: 'verknüpft',
  unlink: 'Verknüpfung gelöst',
  person: 'Person',
  retired: 'nicht mehr konfiguriert',
  released: 'Adresse freigegeben',
  vouched: 'gebürgt',
  erased: 'gelöscht',
  endpoint: 'Webhook-Endpunkt',
  fence: 'Sperre',
  baseline: 'Ausgangsstand',
  barred: 'vorerst nicht anfragbar',
};

/** The lines of the audit channel, of /access audit and of /access why. */
export const audit: Words['audit'] = {
  line: ({ icon, event, subject, actor, access, at }, one, detail, until) => [
    `${icon} `,
    { strong: eventName(event) },
    ' ',
    ...(subject === null ? [] : [subject]),
    ...(one === null ? [] : [`: ${entitlement(one)}`]),
    ...(actor === null ? [] : [', durch ', actor]),
    ...(detail === '' ? [] : [` — ${detail}`]),
    ...(until === null ? [] : [' — bis ', { time: until }]),
    ...(access === null ? [] : [' ', { code: access }]),
    ' ',
    { time: at },
  ],
  title: 'Audit',
  summary: (range, first, isMore) => `Audit ${range}: ${first}${isMore ? ' …' : ''}`,
  range: (first, last) => (first === last ? `Audit-Eintrag ${first}` : `Audit-Einträge ${first}–${last}`),
  withoutEnd: 'unbefristet',
  suggested: (role) => `stattdessen vorgeschlagen: ${role}`,
  configuration: (hash) => `Konfiguration ${hash} geladen`,
  retired: (id) => `${id} steht nicht mehr in der Konfiguration`,
  vouched: (account, email) => `jemand aus der Latchkey-Administration bürgt dafür, dass ${account} zu ${email} gehört`,
  fence: 'entzogen; was vorher angefragt wurde, beginnt nicht mehr',
  baseline: 'so vorgefunden, als diese Version zum ersten Mal gestartet ist',
  person: (what, account, to) =>
    personTexts[what]?.(account, to) ?? `${account} ist kein Mitglied mehr (${what}) und kann nichts entscheiden`,
  reasons: (because) => because.map(({ rule, sentence }) => `${sentence.replace(/\.$/, '')} (${rule})`).join('; '),
  reason: (rule, sentence) => `${rule}: ${sentence}`,
  counted: (count, from, to, most) =>
    `${counted(count, { one: 'weiterer Befehl wurde', other: 'weitere Befehle wurden' })} zwischen ${from} und ${to} (UTC) verweigert. Ab ${most} pro Stunde, oder wenn das Protokoll eines Zugriffs voll ist, wird nur noch gezählt.`,
};
