import type { Words } from '../words.ts';
import { and, count } from './format.ts';

/** Was liest, wer Latchkey einrichtet: von `latchkey init`, in der Begrüßung und in `/access help setup`. */
export const setUp: Words['setUp'] = {
  testCard: (purpose) => ({
    summary: 'Latchkey ist mit diesem Kanal verbunden.',
    tone: 'good',
    title: 'Latchkey ist verbunden',
    blocks: [
      {
        kind: 'text',
        text: [
          purpose === 'approvals'
            ? 'Über Anfragen wird hier entschieden, von allen, die darüber entscheiden dürfen.'
            : 'Jeder Schritt jedes Zugriffs erscheint hier.',
        ],
      },
    ],
  }),

  title: 'Willkommen bei Latchkey',
  again: 'Deine Einrichtung',
  summary: (left) =>
    left === 0
      ? 'Alles ist eingerichtet.'
      : `Du bist Latchkey-Admin. Es ${left === 1 ? 'fehlt' : 'fehlen'} noch ${count(left, { one: 'Schritt', other: 'Schritte' })} der Einrichtung.`,
  hello: [
    'Du bist Latchkey-Admin: Du klärst verknüpfte Konten, geänderte E-Mail-Adressen und Anfragen, bei denen es nicht weitergeht. Wer Zugriff bekommt, entscheiden andere: die Genehmigenden des Produkts oder der Instanz.',
  ],
  whatIsLeft: (left) =>
    left === 0
      ? 'Alles ist eingerichtet'
      : `Die Einrichtung: Es ${left === 1 ? 'fehlt' : 'fehlen'} noch ${count(left, { one: 'Schritt', other: 'Schritte' })}`,
  isDone: (text) => ['✅ ', ...text],
  isLeft: (text) => ['⬜ ', ...text],
  chats: (names) => [`${and(names)} ${names.length === 1 ? 'ist' : 'sind'} verbunden.`],
  channels: {
    approvals: (chats) => [`Anfragen erscheinen in einem Kanal in ${and(chats)}.`],
    noApprovals: (chats, key) => [
      `In ${and(chats)} fehlt der Kanal für Anfragen: Genehmigende bekommen nur Direktnachrichten. Setze `,
      { code: key },
      ' in der latchkey.yml.',
    ],
    audit: (chats) => [`Das Protokoll erscheint in einem Kanal in ${and(chats)}.`],
    noAudit: (chats, key) => [
      `In ${and(chats)} fehlt der Kanal für das Protokoll. Setze `,
      { code: key },
      ' in der latchkey.yml.',
    ],
  },
  hasApprovers: ['Für jedes Produkt und jede Instanz kann jemand Anfragen genehmigen.'],
  noApprovers: (names) => [`Für ${and(names)} kann niemand Anfragen genehmigen. Nenne Admins in latchkey.yml.`],
  severalAdministrators: (total) => [`Es gibt ${total} Latchkey-Admins.`],
  onlyAdministrator: ['Du bist allein Latchkey-Admin. Nenne eine zweite Person in latchkey.yml, die einspringen kann.'],
  linked: (chats) => [`Deine Konten in ${and(chats)} sind verknüpft.`],
  notLinked: (chats) => [
    `Verknüpfe deine Konten in ${and(chats)}, damit du in beiden entscheiden kannst: `,
    { code: '/access link' },
  ],
  hasRequested: ['Du hast deine erste Anfrage gestellt.'],
  notRequested: ['Stelle deine erste Anfrage: mit der Schaltfläche unten.'],
  seeAgain: ['Diese Liste noch einmal sehen: ', { code: '/access help setup' }],
  show: 'Einrichtung zeigen',
  openHome: 'Übersicht öffnen',
  onlyAdministrators: 'Die Einrichtung sehen nur Latchkey-Admins.',
};
