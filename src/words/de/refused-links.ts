import type { Words } from '../words.ts';
import { or } from './format.ts';

/** Why accounts can't be linked or unlinked. Accounts are shown as `Ada Lovelace (Slack)`. */
export const linkRefused: Words['linkRefused'] = {
  alreadyLinked: (account, label) =>
    `${account} ist schon mit ${label} verknüpft. Löse diese Verknüpfung zuerst mit /access unlink.`,
  aboutEmail: (email, chat, why) => `Zu ${email} in ${chat}: ${why}`,
  notAskedAgain: (email, day) =>
    `Die Person mit der E-Mail-Adresse ${email} hat gesagt, dass dieses Konto nicht ihres ist, daher wird sie vor dem ${day} nicht noch einmal gefragt. Wenn es doch ihres ist, kann sie es mit einem Code verknüpfen. /access help link zeigt, wie.`,
  over: 'Diese Frage ist nicht mehr offen. Gib /access link ein, um von vorn zu beginnen.',
  wrongCode:
    'Dieser Code funktioniert hier nicht. Ein Code gilt einmal, 10 Minuten lang, und nur für das Konto, für das er bestimmt ist. Gib im anderen Chat /access link ein, um einen neuen zu bekommen.',
  tooManyCodes: 'Mit diesem Konto wurden zu viele falsche Codes eingegeben. Versuche es in einer Stunde noch einmal.',
  done: 'Das ist schon erledigt. /access help link zeigt, wie Konten verknüpft werden.',
  notAgreed:
    'Wir konnten nicht feststellen, dass du dem zugestimmt hast, daher ist nichts passiert. Gib /access link ein, um von vorn zu beginnen.',
  outrun:
    'Dieses Konto wurde inzwischen auf andere Weise verknüpft, daher ist nichts passiert. Gib /access link ein, um von vorn zu beginnen.',
  takenEmail: (email) =>
    `${email} gehört jemandem, dessen Konto hier nicht bestätigen kann, dass ihr dieselbe Person seid. Die Latchkey-Admins müssen mit /access people entscheiden.`,

  linkedAlready: (one, other, label) => `${one} und ${other} sind schon verknüpft. Beide sind ${label}.`,
  neitherKnown: (one, other) =>
    `Latchkey weiß noch nicht, wer ${one} oder ${other} ist, daher gibt es nichts zu verknüpfen. Verknüpfe zuerst eines davon mit einem Konto, dessen E-Mail-Adresse bekannt ist, oder frage die Latchkey-Admins.`,
  oneAccount: (label, chat, name) =>
    `${label} hat in ${chat} schon ein Konto: ${name}. Nur eines ist möglich, löse diese Verknüpfung also zuerst mit /access unlink.`,
  twoPeople: {
    are: (one, other, labels) => `${one} und ${other} gehören schon zu zwei Personen, ${labels.join(' und ')}.`,
    declared: (account) =>
      `${account} steht mit seiner ID in latchkey.yml, daher müssen die Latchkey-Admins es zuerst dort entfernen.`,
    unlinkFirst: (account, label) =>
      `Löse dort mit /access unlink die Verknüpfung von ${account} mit ${label}, und versuche es dann noch einmal.`,
    stay: 'Zwei Personen können nicht eine werden. Frage die Latchkey-Admins.',
  },

  signInOver:
    'Dieser Anmeldelink ist abgelaufen oder wurde schon verwendet. Er gilt einmal, 10 Minuten lang. Gib /access link ein, um einen neuen zu bekommen.',
  signInUsed: 'Dieser Anmeldelink wurde schon verwendet. Gib noch einmal /access link ein, wenn etwas fehlt.',
  otherAccount: (chat) =>
    `Du hast dich bei ${chat} mit einem anderen Konto angemeldet als dem, das /access link eingegeben hat, daher wurde nichts verknüpft. Gib /access link mit dem Konto ein, mit dem du dich angemeldet hast.`,
  noEmail: (chat) =>
    `${chat} hat uns keine E-Mail-Adresse von dir genannt. Trage in deinem ${chat}-Konto eine ein, bestätige sie, und gib dann noch einmal /access link ein.`,
  unconfirmedEmail: (chat) =>
    `Deine E-Mail-Adresse ist in ${chat} noch nicht bestätigt. Bestätige sie dort, und gib dann noch einmal /access link ein.`,
  otherDomain: (email, chat, domains) =>
    `Dein ${chat}-Konto hat die E-Mail-Adresse ${email}, die nicht von ${or(domains)} ist. Melde dich mit einem Konto an, das deine Adresse von dort hat, oder verknüpfe mit einem Code. /access help link zeigt, wie.`,
  defaultAdministrator: (email, instance) =>
    `${email} ist das eingebaute Standard-Administratorkonto von ${instance} und keine Person (R6).`,

  tooManyNamed: 'Du hast in der letzten Stunde zu viele Konten genannt. Versuche es in einer Stunde noch einmal.',
  oneChat: 'Latchkey ist nur mit einem Chat verbunden, daher gibt es kein anderes Konto zu verknüpfen.',
  youAre: (label) => `Du bist ${label}.`,
  noSecondChat: 'Es gibt keinen zweiten Chat zum Verknüpfen, daher gibt es nichts zu tun.',
  noSignIn:
    'Es gibt keinen zweiten Chat zum Verknüpfen, und hier kannst du dich nicht anmelden. Bitte die Latchkey-Admins, dein Konto in latchkey.yml einzutragen.',
  howToLink: (chats) =>
    `Um dein Konto in ${or(chats)} zu verknüpfen, gib hier /access link mit dem Benutzernamen, der ID oder der E-Mail-Adresse von dort ein. Du bekommst einen Code, den du dort mit /access link eingibst.`,

  nameOne: (accounts) => `Du hast mehr als ein verknüpftes Konto. Nenne eines davon: ${accounts.join(', ')}.`,
  nothingLinked: 'Mit dir ist kein Konto verknüpft.',
  notOneOfYours: (typed, accounts) =>
    `„${typed}“ ist nicht der Name eines deiner Konten. Das sind ${accounts.join(', ')}.`,
  provedByChat: (account, email, chat) =>
    `${account} ist deins, weil ${chat} deine E-Mail-Adresse ${email} zeigt, daher lässt sich die Verknüpfung nicht lösen.`,
  declared: (account) =>
    `${account} steht mit seiner ID in latchkey.yml, daher müssen die Latchkey-Admins es dort entfernen.`,
  notLinked: 'Dieses Konto ist nicht mehr verknüpft.',
  notYours: 'Lösen können diese Verknüpfung nur die Person, der das Konto gehört, und die Latchkey-Admins.',
};
