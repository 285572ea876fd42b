import type { Words } from '../words.ts';

/** What people read about endpoints and their deliveries. */
export const webhooks: Words['webhooks'] = {
  change: (what, id, origin, why) => {
    const to = origin === '' ? '' : ` (${origin})`;
    switch (what) {
      case 'added':
        return `der Endpunkt ${id}${to} erfährt von jetzt an von Ereignissen`;
      case 'changed':
        return `der Endpunkt ${id}${to} wurde in der Konfiguration geändert`;
      case 'removed':
        return `der Endpunkt ${id} wurde aus der Konfiguration entfernt`;
      case 'paused':
        return `der Endpunkt ${id}${to} pausiert: Einen Tag lang ist keine Zustellung gelungen`;
      case 'ended':
        return `der Endpunkt ${id}${to} ist beendet: Er hat mit 410 Gone geantwortet`;
      default:
        return `Zustellungen an den Endpunkt ${id}${to} gehen weiter${why === '' ? '' : `: ${why}`}`;
    }
  },
  stoppedTitle: (id) => `Der Webhook-Endpunkt ${id} steht still`,
  paused: (id, origin) =>
    `Einen Tag lang ist keine Zustellung an den Endpunkt ${id} (${origin}) gelungen, daher pausiert er. Nichts geht verloren: Was er verpasst hat, wird gesendet, wenn er fortgesetzt wird.`,
  ended: (id, origin) =>
    `Der Endpunkt ${id} (${origin}) hat mit 410 Gone geantwortet, daher wird ihm nichts mehr gesendet. Wenn das ein Versehen war, setze ihn fort; sonst nimm ihn aus latchkey.yml.`,
  lastAnswer: 'Letzte Antwort',
  noAnswer: 'keine',
  howToResume:
    'Prüfe den Empfänger und setze dann fort. Latchkey-Admins können das hier tun, oder auf der Kommandozeile: ',
  eventTitle: 'Eine Webhook-Zustellung scheitert immer wieder',
  eventFails: (id, type, message) =>
    `Der Endpunkt ${id} nimmt ${type} (${message}) seit einem Tag nicht an, andere Ereignisse aber schon. Es wird noch zwei Tage lang versucht.`,
  howToReplay: 'Sobald der Empfänger repariert ist, sende es noch einmal mit ',
  resumeButton: 'Fortsetzen',
  resumeConfirm: (id: string) => ({
    title: 'Zustellungen fortsetzen?',
    text: `Alles, was der Endpunkt ${id} verpasst hat, wird der Reihe nach gesendet. Scheitert es weiter, pausiert er nach einem Tag wieder.`,
    yes: 'Fortsetzen',
    no: 'Jetzt nicht',
  }),
  resuming: (id: string) => `Der Endpunkt ${id} wird fortgesetzt…`,
  resumed: (id: string, events: number) =>
    `Der Endpunkt ${id} ist fortgesetzt. ${events === 1 ? '1 verpasstes Ereignis wird' : `${events} verpasste Ereignisse werden`} gesendet.`,
  noAuthority: 'Nur Latchkey-Admins können einen Endpunkt fortsetzen. Frage jemanden von ihnen.',
  isOn: (id: string) => `Der Endpunkt ${id} pausiert nicht mehr: Jemand hat ihn fortgesetzt.`,
  gone: (id: string) => `In latchkey.yml gibt es keinen Endpunkt ${id} mehr, also gibt es auch nichts fortzusetzen.`,
};
