import type { Words } from '../words.ts';
import { length } from './format.ts';

/** For Latchkey administrators: what `/access people` shows and answers. Names and accounts as they are shown elsewhere. */
export const people: Words['people'] = {
  nothing: 'Es gibt nichts zu tun, und keine Konten sind durch einen Code oder eine Anmeldung verknüpft.',
  pending: 'Braucht deine Entscheidung',
  linked: (page) => (page > 1 ? `Verknüpfte Konten, Seite ${page}` : 'Verknüpfte Konten'),
  summary: (pending, links, orMore) => `${pending} offen, ${links}${orMore ? ' oder mehr' : ''} verknüpft`,
  olderLinks: 'Ältere Verknüpfungen',
  link: (label, name, account, beside, how, at) => [
    { strong: label },
    `: ${name}, ${account}${beside.length === 0 ? '' : `, neben ${beside.join(', ')}`}. ${how}: `,
    { time: at },
  ],
  how: {
    code: 'Durch einen Code verknüpft',
    signIn: (email) => `Durch eine Anmeldung als ${email} verknüpft`,
    vouched: (email) => `Gebürgt als ${email}`,
  },
  remove: 'Lösen',
  removeConfirm: (name, label) => ({
    title: 'Diese Verknüpfung lösen?',
    text: `${name} handelt dann nicht mehr als ${label}. Alle Konten von ${label} erfahren davon.`,
    yes: 'Lösen',
    no: 'Behalten',
  }),

  confirming: 'Die E-Mail-Adresse wird noch bestätigt…',
  separating: 'Es wird noch festgehalten, dass das jemand anderes ist…',
  rejecting: 'Die E-Mail-Adresse wird noch abgelehnt…',
  answering: 'Deine Antwort wird noch gespeichert…',
  questionOver: 'Diese Frage ist nicht mehr offen.',
  deciding: 'Deine Entscheidung wird noch gespeichert…',

  twoPeople: {
    recording: 'Es wird noch festgehalten, dass das zwei Personen sind…',
    countAsOne: (one, other, why) => [{ person: one }, ' und ', { person: other }, ` zählen als eine Person${why}.`],
    sameAccount: (name) => `: Beide hatten das Konto ${name}`,
    byOthers: ', über andere Personen',
    button: 'Es sind zwei Personen',
    confirm: (one, other) => ({
      title: 'Sind es zwei Personen?',
      text: `${one} und ${other} zählen dann in späteren Anfragen als zwei Personen.`,
      yes: 'Es sind zwei Personen',
      no: 'Zurück',
    }),
  },
};

/** How an administrator answers for an account's e-mail. */
export const vouching: Words['vouching'] = {
  sayWhom: 'Nenne sowohl das Konto als auch seine E-Mail-Adresse. /access help people zeigt, wie.',
  sayAccount: 'Erwähne das Konto mit @, oder schreibe es so, wie Latchkey es zeigt, etwa discord:300100.',
  summary: (account, email) => `Dafür bürgen, dass ${account} zu ${email} gehört?`,
  title: 'Für diese E-Mail-Adresse bürgen?',
  newPerson: (account, email) => [
    { strong: account },
    ` wird eine neue Person mit der E-Mail-Adresse ${email} und ohne Zugriff.`,
  ],
  staysPerson: (account, label, has) => [{ strong: account }, ` bleibt ${label} (${has}).`],
  becomesPerson: (account, label, has, isAsked) => [
    { strong: account },
    ` wird zu ${label} (${has}).${isAsked ? ' Diese Person hat schon ein Konto und wird daher zuerst gefragt.' : ''}`,
  ],
  note: 'Das wird mit deinem Namen festgehalten. Es endet, wenn das Profil eine andere E-Mail-Adresse zeigt. Bis ein Slack-Profil oder latchkey.yml nachweist, wer das ist, zählt ihr beide als eine Person und könnt nichts füreinander genehmigen.',
  button: 'Bürgen',
  confirm: (account, email) => ({
    title: 'Dafür bürgen?',
    text: `Du bestätigst, dass ${account} zu ${email} gehört.`,
    yes: 'Bürgen',
    no: 'Zurück',
  }),
  recording: 'Deine Bürgschaft wird noch festgehalten…',
};

/** How an administrator hands what one person has over to another. */
export const handingOver: Words['handingOver'] = {
  sayWhom: 'Nenne zwei Personen: zuerst, wer den Zugriff hat, dann, wer ihn bekommt. /access help people zeigt, wie.',
  unknownFrom: 'Latchkey weiß nicht, wer den Zugriff hat. Erwähne die Person mit @, oder gib ihre E-Mail-Adresse an.',
  unknownTo:
    'Latchkey kennt die Person noch nicht, die den Zugriff bekommt. Bitte sie, einmal /access mine zu verwenden, und versuche es dann noch einmal.',
  summary: (from, to) => `Von ${from} an ${to} übergeben?`,
  title: 'Zugriff übergeben?',
  has: (label, has) => [{ strong: label }, ` ${has}.`],
  limits: (to) => `Einschränkungen, die ${to} sofort bekommt`,
  requests: (to) => `Für ${to} angefragt; darüber wird noch entschieden`,
  item: (what, leftMs) => [`${what} (${leftMs === null ? 'unbefristet' : `noch ${length(leftMs)}`})`],
  nothing: (from) => `${from} hat nichts, das übergeben werden kann.`,
  keeps: (from) =>
    `Keine der beiden Personen kann diese Anfragen genehmigen, und auch dieser Klick ist keine Genehmigung. ${from} behält jeden Zugriff, bis die andere Person ihn hat.`,
  fromFile: 'Was aus latchkey.yml kommt, etwa die Administration eines Produkts, wird dort geändert.',
  button: 'Übergeben',
  confirm: (from, to) => ({
    title: 'Übergeben?',
    text: `Die Einschränkungen von ${from} gelten sofort für ${to}, und alles andere wird für ${to} angefragt.`,
    yes: 'Übergeben',
    no: 'Zurück',
  }),
  working: 'Wird noch übergeben…',
};
