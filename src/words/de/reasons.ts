import type { AccessReasonArgs } from '../../domain/reasons/access.ts';
import type { ReasonArgs, ReasonCode } from '../../domain/reason.ts';
import type { ReasonWords } from '../word-maps.ts';
import { basis } from './decisions.ts';
import { entitlement } from './entitlements.ts';
import { length } from './format.ts';
import { refusal } from './refusals.ts';
import { consoleReasons } from './reasons-console.ts';
import { rightsReasons } from './reasons-rights.ts';
import { shortName } from './systems.ts';
import { toDo } from './verbs.ts';

const own = {
  deny: 'Die eigene Anfrage abzulehnen',
  cancel: 'Die eigene Anfrage zurückzuziehen',
  'give-back': 'Den eigenen Zugriff zurückzugeben',
};

const accessReasons: ReasonWords<AccessReasonArgs> = {
  authority: basis,
  'console-access-needed': ({ product, what }) => `Du brauchst Konsolenzugriff auf ${product}, um das ${toDo[what]}.`,
  'permissions-needed': ({ instance, entitlement: one, what }) =>
    `Du brauchst die Berechtigung „Define permissions to other users accounts“ auf ${instance}, um ${entitlement(one)} ${toDo[what]}.`,
  'own-action': ({ what }) => `${own[what]} ist immer erlaubt.`,
  'stuck-request-cancelled': () => 'Die Latchkey-Administration hat eine Anfrage zurückgezogen, die feststeckte.',
  'nobody-for-themselves': () => 'Niemand vergibt, genehmigt oder verlängert für sich selbst.',
  'one-vote-for-each-person': () => 'Jede Person zählt über alle Stufen hinweg nur einmal.',
  'one-vote-for-each-human': () =>
    'Jeder Mensch hat eine Stimme: Zwei Konten, hinter denen derselbe Mensch stehen kann, zählen einmal.',
  'known-too-late': () => 'Wer erst nach einer Anfrage bekannt wurde, hat darin keine Stimme.',
  'authority-too-late': () =>
    'Wer erst nach einer Anfrage durch eine Rolle oder Liste entscheiden darf, hat darin keine Stimme.',
  'rule-requires-more': () => 'Eine Genehmigungsregel kann mehr verlangen als das Recht zu entscheiden.',
  'grant-is-first-approval': () =>
    'Eine direkte Vergabe ist eine Anfrage für jemanden, und die Entscheidung dazu ist ihre erste Genehmigung.',
  'approved-for-less': ({ wantedMs, askedMs }) =>
    `Kürzer genehmigt als angefragt: ${length(wantedMs)} statt ${askedMs === null ? 'unbefristet' : length(askedMs)}.`,
  'limit-not-requested': () => 'Eine Einschränkung kann vergeben, aber nicht angefragt werden.',
  'limited-person-cannot-end': () =>
    'Eine Einschränkung zu beenden gibt mehr Zugriff, daher kann die eingeschränkte Person sie nicht beenden.',
  'ending-limit-widens': () =>
    'Eine Einschränkung zu beenden gibt mehr Zugriff, daher tut das nur jemand, der darüber entscheiden darf, im Chat.',
  'shortening-limit-widens': () => 'Eine Einschränkung zu verkürzen gibt mehr Zugriff.',
  'limits-first': () => 'Bei einer Übergabe gelten dieselben Einschränkungen zuerst und sofort für die neue Person.',
  'handed-over-once': () => 'Nur was jemand noch hat, wird übergeben, und nur einmal.',
  'handed-over': ({ to }) => `Übergeben an ${to}; dort hat der Zugriff begonnen.`,
  'hands-over': ({ by, from, to }) => `${by} übergibt an ${to}, was ${from} hat. Das ist keine Stimme.`,
  'ends-with-giver': () => 'Was übergeben wird, endet, wann es auch für die bisherige Person geendet hätte.',
  'ends-with-approver': () =>
    'Der Zugriff endet, wenn der eigene Zugriff einer genehmigenden Person endet, denn niemand kann länger Zugriff geben, als er ihn selbst hat.',
  'approvals-checked': () => 'Jede Genehmigung wurde beim Start noch einmal geprüft.',
  'approver-not-found': ({ label }) => `${label} war nicht zu finden.`,
  'approver-basis-ended': ({ label }) => `Was ${label} zum Genehmigen berechtigt hat, ist beendet.`,
  'approver-counts-as-one': ({ label, other }) => `${label} hat genehmigt, zählt aber als eine Person mit ${other}.`,
  'approver-outside': ({ label, why }) => `${label} hat genehmigt, ist aber kein Mitglied mehr: ${refusal(why)}`,
  'approver-account-moved': ({ label }) =>
    `${label} hat genehmigt, aber mit einem Konto, das jetzt jemand anderem gehört.`,
  'approver-without-authority': ({ label }) => `${label} hat genehmigt, darf das aber nicht mehr entscheiden.`,
  'revoked-before-start': () =>
    'Dieser Zugriff wurde entzogen, bevor er beginnen konnte. Frage ihn erneut an, wenn du ihn noch brauchst.',
  'subject-gone': ({ why }) => refusal(why),
  'revoked-by-operator': ({ by }) => `Auf der Kommandozeile entzogen von ${by}.`,
  'asker-withdrew': ({ system }) => `Das System ${shortName(system)} hat seine Anfrage zurückgezogen.`,
  'not-asked': ({ system }) =>
    `Die Person hat gesagt, dass sie nicht darum gebeten hat, was das System ${shortName(system)} angefragt hat.`,
  'ticket-closed': ({ ticket, system }) => `Das Ticket ${ticket} in ${shortName(system)} wurde geschlossen.`,
  'listed-as-member': () => 'Die Konfiguration führt die Person als Mitglied.',
  'not-listed-as-member': () => 'Die Konfiguration führt die Person nicht mehr als Mitglied.',
  'administrator-in-product': ({ label, product }) =>
    `${label} hat Zugriff durch die Administration von ${product}. Stufe die Person im Produkt selbst herab, oder entferne sie dort.`,
  'access-remains': () =>
    'Die ausdrückliche Vergabe ist entfernt. Der Zugriff bleibt bestehen, weil die Person das Produkt administriert.',
  'people-only': () => 'Gruppen werden nicht unterstützt: Zugriff bekommt jede Person einzeln.',
  'assets-only': () => 'Objektrechte gehören zu einer Person und einem Asset. Pakete und Tools haben nur ihr Merkmal.',
  'no-read-wins': () => 'no-read geht auf demselben Objekt vor read und write.',
  'default-administrator-untouched': () =>
    'Niemand kann das eingebaute Standard-Administratorkonto ändern oder entfernen.',
  'groups-bind-together': () => 'Die Regeln aller Gruppen, in denen die Person neu wäre, gelten zusammen.',
  'only-own-records': () => 'Nur was Latchkey selbst geschrieben hat, zählt.',
  'own-name-only': () =>
    'Die E-Mail-Adresse dieses Kontos gehört jemand anderem, bis entschieden ist, wessen Konto es ist. Bis dahin steht es für sich allein und hat keine Stimme.',
  'texts-can-be-erased': () => 'Was jemand eingegeben hat, kann gelöscht werden; der Nachweis bleibt.',
  'sealed-again': () =>
    'Ein Protokoll, dessen Geheimnis verloren ist, wird anhand von Ankern geprüft und neu versiegelt.',
};

const reasons: ReasonWords = {
  said: ({ sentence }) => sentence,
  ...accessReasons,
  ...rightsReasons,
  ...consoleReasons,
};

/** A reason as a person reads it. */
export function reason<Code extends ReasonCode>({
  code,
  args,
}: {
  readonly code: Code;
  readonly args: ReasonArgs[Code];
}): string {
  return reasons[code](args);
}
