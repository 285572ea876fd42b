import type { Span } from '../../domain/message.ts';
import type { Words } from '../words.ts';
import { entitlement } from './entitlements.ts';
import { count, length } from './format.ts';

const tooFast = 'Du sendest Befehle schneller, als Latchkey sie von einer Person annimmt.';

/** What is said of a command before its outcome is there, and what is wrong with how it was typed. */
export const commands: Words['commands'] = {
  requesting: (one) => `Anfrage läuft noch: ${entitlement(one)}…`,
  granting: (one, people) =>
    people === 1
      ? `Wird noch vergeben: ${entitlement(one)}…`
      : `Wird noch an ${people} Personen vergeben: ${entitlement(one)}…`,
  revoking: (one) => `Wird noch entzogen: ${entitlement(one)}…`,
  deciding: {
    approve: 'Die Anfrage wird noch genehmigt…',
    deny: 'Die Anfrage wird noch abgelehnt…',
    cancel: 'Die Anfrage wird noch zurückgezogen…',
  },
  givingBack: 'Der Zugriff wird noch zurückgegeben…',
  requestingAgain: 'Das wird noch erneut angefragt…',
  linking: 'Verknüpfung wird noch bestätigt…',
  refusingLink: 'Verknüpfung wird noch abgelehnt…',
  unlinking: 'Verknüpfung wird noch gelöst…',
  grantingRole: 'Der Zugriff zu dieser Rolle wird noch vergeben…',
  removingRole: 'Die Rolle wird noch entfernt…',

  notUnderstood: (command, what) =>
    what === null
      ? `Das verstehe ich nicht. /access help ${command} zeigt, wie es eingegeben wird.`
      : `„${what}“ verstehe ich nicht. /access help ${command} zeigt, wie es eingegeben wird.`,
  oldButton: (command) => `Dieser Button gilt nicht mehr. Gib noch einmal /access ${command} ein.`,
  deadButton: 'Dieser Button gilt nicht mehr.',
  kindOfAccess: 'Art von Zugriff',
  onlyForYourself: 'Anfragen kannst du nur für dich selbst. Um jemand anderem Zugriff zu geben, nimm /access grant.',
  accountOrCode:
    'Gib entweder ein Konto oder einen Code ein: das Konto, um zu beginnen, den Code, um im anderen Chat weiterzumachen.',
  sayWho: 'Gib an, um wen es geht: eine Erwähnung, eine E-Mail-Adresse oder „me“. /access help check zeigt, wie.',
  sayWhat:
    'Gib an, worum es geht: eine Berechtigung wie "Create assets", oder console, "add users", product, "administer product".',
  waitsItsTurn: (ms) => `${tooFast} Dieser ist gespeichert und wird in etwa ${length(ms)} ausgeführt.`,
  tooFast: `${tooFast} Warte ein paar Sekunden und versuche es dann noch einmal. Bis dahin sagen wir dir das nicht noch einmal.`,
  unconfirmed:
    'Ob dein Befehl angekommen ist, ließ sich nicht feststellen. Sieh in /access pending nach, bevor du es noch einmal versuchst.',
  delayed: (why) => `Das dauert länger als sonst: ${why}. Dein Befehl ist gespeichert und wird noch entschieden.`,
  databaseAway: 'Die Datenbank ist nicht erreichbar',
  chatAway: (chat, code) => `${chat} kann uns gerade nicht sagen, was wir wissen müssen (${code})`,
  givenUp:
    'Bei uns ist etwas schiefgegangen, und dein Befehl wurde nicht ausgeführt. Sieh mit /access pending nach, bevor du es noch einmal versuchst.',
};

/** The confirmation before access is revoked. */
export const revoking: Words['revoking'] = {
  question: 'Zugriff entziehen?',
  summary: (one, labels) => `${entitlement(one)} für ${labels.join(', ')} entziehen?`,
  ask: (one, people, remains) => [
    { strong: entitlement(one) },
    ' für ',
    ...people.flatMap((person, index): Span[] => [index > 0 ? ', ' : '', { person }]),
    ` entziehen?${remains ? ' Wer das Produkt administriert, hat dadurch weiterhin Zugriff.' : ''}`,
  ],
  nothing: 'Nichts zu entziehen',
  nothingLeft: 'Es gibt nichts zu entziehen.',
  refused: (sentence) => `⛔ ${sentence}`,
  button: (people) =>
    people === 1 ? 'Entziehen' : `Für ${count(people, { one: 'Person', other: 'Personen' })} entziehen`,
  confirm: (one, label, names) => ({
    title: 'Zugriff entziehen?',
    text: `${label} hat dann nicht mehr: ${entitlement(one, names)}.`,
    yes: 'Entziehen',
    no: 'Behalten',
    reason: 'Warum? Das kommt ins Protokoll.',
  }),
};
