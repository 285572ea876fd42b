import type { Words } from '../words.ts';
import { count } from './format.ts';

/** What Home says: `/access home`, and the app's Home in Slack. */
export const home: Words['home'] = {
  title: 'Übersicht',
  summary: (forMe, has, requests) =>
    `${count(forMe, { one: 'Anfrage wartet', other: 'Anfragen warten' })} auf deine Genehmigung, du hast ${count(has, { one: 'Zugriff', other: 'Zugriffe' })} und ${count(requests, { one: 'eigene Anfrage', other: 'eigene Anfragen' })}`,
  needsYou: 'Wartet auf deine Genehmigung',
  have: 'Was du hast',
  requests: 'Deine Anfragen',
  nothingToDecide: 'Gerade wartet nichts auf deine Genehmigung.',
  nothingHeld: 'Du hast gerade keinen Zugriff.',
  nothingRequested: 'Du hast keine offenen Anfragen.',

  administrators: 'Für Latchkey-Admins',
  waiting: (people) =>
    people === 0
      ? 'Kein Konto, keine E-Mail-Adresse und kein Eintrag in latchkey.yml wartet auf eine Entscheidung.'
      : `Auf eine Entscheidung warten: ${count(people, { one: 'Konto, E-Mail-Adresse oder Eintrag in latchkey.yml', other: 'Konten, E-Mail-Adressen oder Einträge in latchkey.yml' })}.`,
  showPeople: 'Personen und Verknüpfungen zeigen',
  healthy: 'Alles funktioniert: die Datenbank, Redis und die Chats.',
  trouble: 'Funktioniert nicht',
};
