import type { Words } from '../words.ts';
import { or } from './format.ts';

/** How accounts of two chats become one person, and how that is taken back. Accounts are shown as `Ada Lovelace (Slack)`. Times in ms. */
export const linking: Words['linking'] = {
  codeTitle: 'Verknüpfe deine Konten',
  codeSummary: (named, code) => `Dein Code, um ${named} zu verknüpfen: ${code}`,
  typeCode: (chat, named, command, isFirst) => [
    `${isFirst ? 'Gib in' : ', oder in'} ${chat} als `,
    { strong: named },
    isFirst ? ' diesen Befehl ein: ' : ': ',
    { code: command, isElsewhere: true },
  ],
  code: 'Code',
  codeFor: 'Für',
  codeForWhom: (named, chats) => [{ strong: named }, ` in ${or(chats)}`],
  validUntil: 'Gültig bis',
  validOnce: (until) => [{ time: until }, ', einmal'],
  codeEffect:
    'Sobald beide Konten bestätigt haben, sind sie eine Person: Jedes kann, was das andere kann, und hat den Zugriff, den das andere hat. Beide Seiten sehen beide Namen, bevor sie bestätigen.',
  codeWarning:
    'Der Code funktioniert nur für ein Konto mit genau diesem Benutzernamen, dieser ID oder E-Mail-Adresse. Gib ihn nicht weiter, und gib nie einen Code ein, den du von jemand anderem hast.',

  signInSummary: (chat, account) => `Melde dich bei ${chat} an, um ${account} zu verknüpfen`,
  signInTitle: 'Verknüpfe dein Konto',
  signIn: (chat, name) => [
    `Melde dich bei ${chat} an als `,
    { strong: name },
    '. So erfährt Latchkey die E-Mail-Adresse, die du dort bestätigt hast. Danach bist du die Person mit dieser E-Mail-Adresse: Du hast ihren Zugriff und kannst genehmigen, was sie genehmigen kann.',
  ],
  signInUntil: (until) => ['Gültig bis ', { time: until }, ', einmal und nur für dich.'],
  signInLink: (chat) => `Bei ${chat} anmelden`,

  confirmSummary: (one, other) => `${one} und ${other} verknüpfen?`,
  confirmTitle: 'Diese beiden Konten verknüpfen?',
  account: (name, key) => [{ strong: name }, ` ${key}`],
  effect: (joining, label) =>
    `${joining} handelt dann als ${label}: Dieses Konto kann alles anfragen, genehmigen und tun, was ${label} kann, mit allen Zugriffen. ${label} kann außerdem, was die Rollen dieses Kontos erlauben.`,
  confirmBy: (until) => [
    'Beide Konten müssen bestätigen, bis ',
    { time: until },
    '. Wenn eines davon nicht deins ist, lehne ab.',
  ],
  link: 'Verknüpfen',
  decline: 'Ablehnen',

  consentSummary: (account) => `Ist ${account} dein Konto?`,
  consentTitle: 'Ist das dein Konto?',
  consent: (account, key, label, administrator, effect) => [
    { strong: account },
    ` ${key} ${
      administrator === null
        ? `hat sich mit deiner E-Mail-Adresse angemeldet, ${label}`
        : `hat deine E-Mail-Adresse, ${label}; dafür bürgt ${administrator} aus der Latchkey-Administration`
    }. ${effect}`,
  ],
  consentBy: (until) => [
    'Bestätige bis ',
    { time: until },
    '. Wenn du das nicht bist, wähle „Nicht ich“ und sage es den Latchkey-Admins.',
  ],
  yes: 'Ja, verknüpfen',
  notMe: 'Nicht ich',
  askedSummary: (chat) => `Bestätige in ${chat}, dass du das bist`,
  asked: (account, until) => [
    'Fast fertig. Wir haben eine Nachricht geschickt an ',
    { strong: account },
    '. Bestätige dort, dass dieses Konto deins ist, bis ',
    { time: until },
    '. Danach können die Latchkey-Admins entscheiden. Bis dahin kannst du nur für dieses Konto Zugriff anfragen und nichts genehmigen.',
  ],

  alreadyConfirmed: 'Das hast du schon bestätigt. Die Konten sind verknüpft.',
  confirmedSummary: 'Du hast bestätigt. Das andere Konto muss auch bestätigen.',
  confirmed: (until) => ['Du hast bestätigt. Das andere Konto muss auch bestätigen, bis ', { time: until }, '.'],
  bothLinked: (label) => `Verknüpft. Beide Konten sind jetzt ${label}.`,
  linked: (account, label) => `Verknüpft. ${account} ist jetzt ${label}.`,
  signedIn: (chat, label) => `Verknüpft. Dein ${chat}-Konto ist jetzt ${label}.`,
  declinedBy: (account) => `${account} hat abgelehnt, daher wurde nichts verknüpft.`,
  declined: 'Du hast abgelehnt. Es wurde nichts verknüpft.',

  joinedSummary: (account, label) => `${account} wurde mit ${label} verknüpft`,
  joinedTitle: 'Ein Konto wurde mit deinem verknüpft',
  joined: (account, label, how) => [
    { strong: account },
    ` ist jetzt ${label} und kann alles, was du kannst. Die Verknüpfung kam zustande ${hows[how]}.`,
  ],
  joinedNote: () => [
    'Warst du das nicht? Löse die Verknüpfung mit ',
    { code: '/access unlink' },
    ' und sage es den Latchkey-Admins.',
  ],

  unlinkSummary: (account) => `Verknüpfung von ${account} lösen?`,
  unlinkTitle: 'Die Verknüpfung dieses Kontos lösen?',
  unlinkEffect: (account, key, label) => [
    { strong: account },
    ` (${key}) handelt dann nicht mehr als ${label} und kann hier nichts tun, bis es wieder verknüpft ist. ${label} behält allen Zugriff.`,
  ],
  unlink: 'Verknüpfung lösen',
  unlinked: (account, label) => `Verknüpfung gelöst. ${account} ist nicht mehr ${label}.`,
  unlinkedSummary: (account, label) => `Die Verknüpfung von ${account} mit ${label} wurde gelöst`,
  unlinkedTitle: 'Eine Verknüpfung wurde gelöst',
  unlinkedBy: (account, label, by) => [
    { strong: account },
    ` ist nicht mehr ${label}: ${by} hat die Verknüpfung gelöst. ${label} behält allen Zugriff.`,
  ],

  spent: (tries) =>
    `Dein Code zum Verknüpfen wurde ${tries}-mal falsch eingegeben und funktioniert nicht mehr. Wenn du das nicht warst, sage es den Latchkey-Admins. Um es noch einmal zu versuchen, gib /access link ein.`,
  changedOutside: (link) =>
    `Die Verknüpfung ${link} wurde außerhalb von Latchkey geändert oder von einer älteren Version begonnen. Es wurde nichts verknüpft oder gelöst.`,
};

const hows = {
  code: 'mit einem Code, den beide Konten bestätigt haben',
  'sign-in': 'durch eine Anmeldung',
  vouched: 'durch jemanden aus der Latchkey-Administration, der dafür bürgt',
} as const;
