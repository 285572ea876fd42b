import type { Words } from '../words.ts';

/** What a chat says by itself, where no command can answer. */
export const chats: Words['chats'] = {
  trouble: () => [
    'Bei uns ist etwas schiefgegangen. Sieh mit ',
    { code: '/access pending' },
    ' nach, ob dein Befehl angekommen ist, und versuche es dann noch einmal.',
  ],
  foreignButton: () => [
    'Dieser Button funktioniert nicht mehr, daher ist nichts passiert. Offene Anfragen zeigt ',
    { code: '/access pending' },
    ', die Befehle zeigt ',
    { code: '/access help' },
    '.',
  ],
  notText: () => [
    'Latchkey kann nur Text und die angebotene Auswahl lesen, daher ist nichts passiert. Gib es als Text ein. ',
    { code: '/access help' },
    ' zeigt die Befehle.',
  ],
  notRun: (chat) => [
    `${chat} hat uns nicht rechtzeitig antworten lassen, daher ist nichts passiert. Versuche es noch einmal, oder sieh nach mit `,
    { code: '/access pending' },
    '.',
  ],
  elsewhere:
    'Latchkey funktioniert auf diesem Server nicht. Verwende es auf dem Server, auf dem es eingerichtet wurde.',
  staleForm: (form) => [
    'Die Auswahl in diesem Formular hat sich geändert, daher ist nichts passiert. Gib noch einmal ',
    { code: form },
    ' ein.',
  ],
  nothingToRequest: () => [
    'Es gibt noch nichts anzufragen. Die Latchkey-Admins müssen zuerst Produkte oder Instanzen eintragen, in ',
    { code: 'latchkey.yml' },
    '.',
  ],
  noForm: (form, line) => [
    'Das Formular ließ sich nicht öffnen. Gib noch einmal ',
    { code: form },
    ' ein, oder frage in einer Zeile an: ',
    { code: line },
    '.',
  ],
  noButtonForm: (line) => [
    'Das Formular ließ sich nicht öffnen. Klicke noch einmal auf den Button, oder gib ',
    { code: line },
    ' ein.',
  ],
  unknownForNow: () => [
    'Wir können gerade nicht nachsehen, wer du bist, daher öffnet sich das Formular nicht. Nimm stattdessen ',
    { code: '/access request' },
    '. Deine Anfrage bleibt erhalten, bis sie entschieden werden kann.',
  ],
  directHow: () => [
    'Hier kannst du Befehle eingeben, einen pro Nachricht, zum Beispiel ',
    { code: 'request console PRODUCT for 2h' },
    ' oder ',
    { code: 'mine' },
    '. ',
    { code: '/access help' },
    ' zeigt alle.',
  ],
  offeredLine: (line) => ['Meinst du ', { code: line }, '?'],
  giveLine: 'Ja, genau das',
  fixIt: 'Korrigieren',
  formHint: (form) => `${form} öffnet ein Formular.`,
};

const article = { role: 'eine Rolle', item: 'ein Objekt' } as const;
const which = { role: 'Welche Rolle', item: 'Welches Objekt' } as const;

/** The form “Request access”. */
export const form: Words['form'] = {
  title: 'Zugriff anfragen',
  titleOf: (what) => `Anfragen: ${what}`,
  itemTitle: (item) => `Recht auf ${item} anfragen`,
  kinds: {
    console: 'Konsolenzugriff auf ein Produkt',
    role: 'Eine Rolle in einer Instanz',
    item: 'Ein Recht auf ein Objekt',
  },
  what: 'Was brauchst du?',
  chooseWhat: 'Wähle, was du brauchst',
  labels: {
    product: 'Produkt',
    instance: 'Instanz',
    role: 'Rolle',
    item: 'Objekt',
    right: 'Recht',
    permission: 'Was musst du damit tun?',
  },
  choose: {
    product: 'Produkt wählen',
    instance: 'Instanz wählen',
    role: 'Rolle wählen',
    item: 'Objekt wählen',
    right: 'Recht wählen',
    permission: 'Wählen, was du tun musst',
  },
  which: { product: 'Welches Produkt?', instance: 'Welche Instanz?', role: 'Welche Rolle?', item: 'Welches Objekt?' },
  whichOf: (what, instance) => `${which[what]} von ${instance}?`,
  page: (page, pages) => `Seite ${page} von ${pages}.`,
  previous: 'Zurück',
  next: 'Weiter',
  instanceFirst: 'Wähle eine Instanz, dann siehst du, was du dort anfragen kannst.',
  duration: 'Wie lange?',
  durationHint: (usual) => `Etwa 30m, 8h, 5 days oder „until 18:00“. Wenn du nichts angibst: normalerweise ${usual}.`,
  permissionHint: 'Wenn eine kleinere Rolle reicht, sehen das alle, die genehmigen.',
  permissionTyped: 'Etwa „Create assets“, oder leer. Wenn eine kleinere Rolle reicht, wird das angezeigt.',
  reason: 'Warum?',
  reasonHint: 'Das lesen alle, die genehmigen.',
  submit: 'Anfragen',
  cancel: 'Abbrechen',
  missing: {
    product: 'Wähle ein Produkt und klicke dann noch einmal auf „Anfragen“.',
    instance: 'Wähle eine Instanz und klicke dann noch einmal auf „Anfragen“.',
    right: 'Wähle ein Recht und klicke dann noch einmal auf „Anfragen“.',
  },
  missingOf: (what, instance) => `Wähle ${article[what]} von ${instance} und klicke dann noch einmal auf „Anfragen“.`,
};

/** Why somebody isn't let in, as their chat shows them (DESIGN §4, _Who is inside_). */
export const outside: Words['outside'] = {
  bot: 'Das ist eine App, keine Person. Zugriff können nur Menschen bekommen.',
  discord: {
    notFound: 'Dieses Konto ist kein Mitglied unseres Discord-Servers. Tritt ihm bei und versuche es dann noch einmal.',
    pending:
      'Dieses Mitglied hat die Regeln unseres Discord-Servers noch nicht akzeptiert. Akzeptiere sie und versuche es dann noch einmal.',
  },
  slack: {
    notFound: 'Slack kennt dieses Konto hier nicht. Erwähne jemanden aus diesem Workspace.',
    deactivated: 'Dieses Slack-Konto ist deaktiviert. Die Workspace-Administration kann es wieder aktivieren.',
    stranger: 'Dieses Konto gehört zu einer anderen Organisation. Verwende ein Konto aus diesem Workspace.',
    guest:
      'Gäste können Latchkey hier nicht verwenden. Bitte die Workspace-Administration, dich zum vollen Mitglied zu machen.',
    noEmail:
      'Latchkey sieht in diesem Slack-Profil keine E-Mail-Adresse. Trage eine ein, oder bitte die Person, die die App installiert hat, um den Scope users:read.email. Du kannst auch /access link verwenden oder die Latchkey-Admins fragen.',
    unconfirmed:
      'Die E-Mail-Adresse in diesem Slack-Profil ist nicht bestätigt. Bestätige sie in Slack und versuche es dann noch einmal, oder frage die Latchkey-Admins.',
  },
};

/** On the page that a sign-in comes back to. */
export const signInPage: Words['signInPage'] = {
  declined: 'Du hast dich nicht angemeldet, daher wurde nichts verknüpft. Du kannst diese Seite schließen.',
  refused: (chat) => `${chat} hat dich nicht angemeldet. ${again(chat)}`,
  incomplete: (chat) => `Diese Adresse ist unvollständig. ${again(chat)}`,
  notSetUp: 'Die Anmeldung ist hier nicht eingerichtet.',
  notNow: 'Deine Anmeldung lässt sich gerade nicht prüfen. Warte eine Minute und lade diese Seite dann neu.',
  used: (chat) => `Diese Anmeldung wurde schon verwendet oder ist abgelaufen. ${again(chat)}`,
  away: (chat) =>
    `${chat} ist gerade nicht erreichbar. Warte eine Minute und gib dann in ${chat} noch einmal /access link ein.`,
};

function again(chat: string): string {
  return `Gib in ${chat} noch einmal /access link ein, um von vorn zu beginnen.`;
}
