import type { Words } from '../words.ts';

/** What Latchkey administrators are told when something isn't as it should be, and how messages look where buttons can't be shown. */
export const reports: Words['reports'] = {
  undelivered: {
    shape: (chat, code, shape) => [
      `${chat} hat eine Nachricht von Latchkey nicht angenommen (${code}), daher wurde sie als reiner Text gesendet. Bitte melde diesen Fehler mit dem Aufbau der Nachricht: `,
      { code: shape },
      '.',
    ],
    connection: (chat, code, advice) => [
      `${chat} verweigert die Verbindung, über die Latchkey Befehle und Klicks erhält (${code}). ${advice ?? 'Starte Latchkey neu'}. Bis dahin kann in ${chat} niemand Latchkey verwenden. Karten und Nachrichten werden weiter dorthin gesendet.`,
    ],
    channel: (chat, code, channel, setting, advice) => [
      'Latchkey kann nicht in den Kanal ',
      { code: channel },
      ` in ${chat} schreiben (${code}); er ist eingestellt unter `,
      { code: setting },
      `. ${advice ?? 'Füge den Bot zum Kanal hinzu, oder stelle einen anderen ein und starte Latchkey neu'}. Nachrichten für den Kanal bleiben erhalten und werden dann gesendet.`,
    ],
    token: (chat, code, advice) => [
      `${chat} verweigert alles, was Latchkey sendet (${code}). ${advice ?? 'Prüfe, ob die App noch installiert ist, ob ihr Token gilt und ob sie jeden Scope hat. Starte Latchkey neu, wenn sich das Token geändert hat'}. Nachrichten bleiben erhalten und werden dann gesendet.`,
    ],
    some: (chat, code, advice) => [
      `${chat} verweigert einen Teil dessen, was Latchkey fragt oder sendet (${code}). ${advice ?? 'Prüfe die Berechtigungen der App und was sie dort blockiert'}. Nachrichten und Befehle bleiben erhalten, bis das behoben ist.`,
    ],
  },

  untrusted: (what) => [
    `${what} Sieh nach mit `,
    { code: 'latchkey audit verify' },
    ', was geändert wurde, und finde heraus, wer in MongoDB schreiben kann.',
  ],
  untrustedLog: (what) => `${what} Sieh mit latchkey audit verify nach.`,
  untrustedAccess: (id, why) =>
    `Der Zugriff ${id} wurde außerhalb von Latchkey geändert: ${why}. Er gibt nichts, und es passiert nichts mit ihm.`,
  untrustedBecause: {
    'not-ours': 'er hat ein Ereignis, das Latchkey nicht geschrieben hat',
    moved: 'er ist eine Kopie oder wurde verschoben',
    'set-back': 'er wurde zurückgesetzt, und das Protokoll kennt spätere Ereignisse',
    void: 'er hat ein Ereignis, das in die Zukunft datiert war',
    changed: 'er ist anders gespeichert, als seine Ereignisse sagen',
  },
  untrustedEvent: {
    future: (id) => `Ereignis ${id} hat ein Datum in der Zukunft. Es ist ungültig und wird nicht aufgezeichnet.`,
    'not-ours': (id) => `Ereignis ${id} hat nicht Latchkey geschrieben. Es wird nicht aufgezeichnet.`,
  },
  untrustedNotice: (id) =>
    `Eine Nachricht, die auf jemanden gewartet hat (Nachricht ${id}), wurde außerhalb von Latchkey geändert oder von einer älteren Version aufbewahrt. Sie wurde verworfen und niemandem gezeigt.`,

  refusedJob: {
    title: 'Ein Auftrag in Redis wurde verweigert',
    text: (queue, why) => [
      `Ein Auftrag in der Warteschlange „${queue}“ ${why}. Er wurde nicht ausgeführt. Finde heraus, wer in Redis schreiben kann; `,
      { code: 'latchkey doctor' },
      ' zeigt, was verweigert wurde.',
    ],
    because: {
      'no-seal':
        'hat einen Befehl ohne Siegel: Eine ältere Version hat ihn eingereiht, oder jemand hat ihn von Hand geschrieben',
      'wrong-seal': 'hat einen Befehl mit falschem Siegel: Jemand ohne LATCHKEY_SECRET hat ihn erstellt oder geändert',
      malformed: 'ist keiner, den Latchkey einreiht',
    },
    note: 'Das erfährst du höchstens einmal am Tag.',
  },

  forPerson: (person) => ['Für ', { person }, ' (nimmt keine Direktnachrichten an):'],
  giveBackInPlain: (label) => `${label}: /access mine`,
  decideInPlain: (label, command, id) => `${label}: /access ${command} ${id}`,
};
