import type { Words } from '../words.ts';
import { count } from './format.ts';

/** What clients of the decision API read about requests. */
export const access: Words['access'] = {
  taskTitle: {
    pending: 'Zugriff angefragt',
    approved: 'Zugriff genehmigt',
    denied: 'Zugriff abgelehnt',
    expired: 'Die Anfrage ist verfallen',
    cancelled: 'Die Anfrage wurde zurückgezogen',
    failed: 'Die Anfrage ist gescheitert',
    partial: 'Ein Teil wurde genehmigt',
  },
  taskText: (status) => {
    switch (status) {
      case 'pending':
        return 'Jemand, der darüber entscheiden darf, muss die Anfrage im Chat genehmigen.';
      case 'approved':
        return 'Frage die Entscheidung erneut ab: Sie sagt, was jetzt erlaubt ist.';
      case 'denied':
        return 'Die Anfrage wurde im Chat abgelehnt.';
      case 'expired':
        return 'Niemand hat rechtzeitig entschieden. Frage erneut an, falls der Zugriff noch gebraucht wird.';
      case 'cancelled':
        return 'Die Anfrage wurde zurückgezogen, oder ihre Grundlage hat sich geändert.';
      case 'partial':
        return 'Sieh dir die einzelnen Teile an.';
      default:
        return 'Der Zugriff konnte nicht angefragt werden. Sieh nach, was auf die Anfrage geantwortet wurde.';
    }
  },
  problems: {
    invalid_denial_binding: 'Die Anfrage passt nicht zur Ablehnung',
    expired_denial: 'Die Ablehnung ist zu alt',
    not_requestable: 'Das kann nicht angefragt werden',
    duplicate_request: 'Dieser Idempotency-Key wurde schon für eine andere Anfrage verwendet',
    unknown_task: 'Diese Anfrage gibt es nicht',
    invalid_task_state: 'Die Anfrage ist abgeschlossen',
  },
  noToken: 'Sende binding_token und expires_at der Ablehnung unverändert mit.',
  badToken:
    'Das binding_token stammt nicht von diesem Dienst oder wurde verändert. Frage die Entscheidung erneut ab und sende, was du erhältst.',
  notBound:
    'Das binding_token gehört zu einem anderen Subject, einer anderen Ressource, Action, Evaluation oder einem anderen Client als diese Anfrage.',
  sharedToken: 'Zwei Einträge haben dasselbe binding_token. Frage für jeden eine Entscheidung ab.',
  usedToken: 'Dieses binding_token wurde schon für eine andere Anfrage verwendet. Frage die Entscheidung erneut ab.',
  tooOld: 'Auf eine Ablehnung kann zehn Minuten lang angefragt werden. Frage die Entscheidung erneut ab.',
  permitted: 'Das ist inzwischen erlaubt. Frage die Entscheidung erneut ab.',
  none: 'Das könnte gerade niemand genehmigen, oder es kann nicht vergeben werden. Frage die Entscheidung erneut ab: Sie sagt, ob angefragt werden kann.',
  unknownEntitlement:
    'requested_access["latchkey.dev/entitlement"] muss einer der Werte sein, die request_schema_url aufzählt.',
  mustName:
    'Alles, was das gibt, kann Berechtigungen festlegen, daher wird es nie ausgewählt: Nenne eines in requested_access["latchkey.dev/entitlement"]. request_schema_url zählt sie auf.',
  otherBody: 'Derselbe Schlüssel kam mit einem anderen Inhalt. Verwende für jede Anfrage einen neuen Schlüssel.',
  unknownTask: 'Die Anfrage gibt es nicht, sie wird nicht mehr aufbewahrt, oder sie gehört einem anderen Client.',
  isOver: 'Die Anfrage ist nicht mehr offen, daher gibt es nichts mehr zurückzuziehen.',
  unknownActor: (id) =>
    `Der Akteur „${id}“ gehört nicht zu den actors dieses Clients in latchkey.yml und kann hier für niemanden handeln.`,
  tooDeep: 'Die Kette der Akteure ist zu lang.',
  badActor:
    'Jeder Akteur braucht einen Namen und einen Aussteller: id und issuer in client.actor, sub und iss in jedem act.',
  unknownCallback: 'callback.endpoint gehört nicht zu den callbacks dieses Clients in latchkey.yml.',
  noSchemaTitle: 'Dieses Schema gibt es nicht',
  noSchema: 'Verwende die Adresse aus einer Ablehnung unverändert.',
  title: 'Die Anfrage kann nicht angenommen werden',
  tooMany: 'Zu viele Anfragen',
  slowDown: (seconds) =>
    `Das ist mehr, als dieser Client pro Sekunde fragen darf. Frage in ${count(seconds, { one: 'Sekunde', other: 'Sekunden' })} noch einmal, und behandle das bis dahin als Ablehnung.`,
  requestLater: (seconds) =>
    `Das ist mehr, als dieser Client pro Sekunde fragen darf. Sende es in ${count(seconds, { one: 'Sekunde', other: 'Sekunden' })} noch einmal.`,
  displayTitle: 'Zugriff anfragen',
  display: (entitlement) => `Frage ${entitlement} im Chat an.`,
};
