import type { Words } from '../words.ts';
import { or } from './format.ts';

const howToName =
  'Erwähne die Person mit @, gib ihre E-Mail-Adresse an, etwa name@example.com, oder schreibe „me“ für dich.';

/** Who somebody is: why an account isn't let in, and why what was typed names nobody. */
export const identity: Words['identity'] = {
  notConnected: (chat) => `Latchkey ist nicht mit ${chat} verbunden.`,
  about: (whom, why) => `Zu ${whom}: ${why}`,
  unusableEmail: (email) =>
    `Latchkey kann die E-Mail-Adresse in diesem Profil, „${email}“, nicht verwenden. Vor dem @ sind Buchstaben von A bis Z, Ziffern und Zeichen wie . _ - + möglich. Ändere sie im Profil, oder frage die Latchkey-Admins.`,
  unlinked: (chat) =>
    `Dein ${chat}-Konto ist noch mit keiner Person verknüpft. Gib /access link ein, um es zu verknüpfen. Bis dahin kannst du nur /access help und /access link verwenden.`,
  leftElsewhere: (name, chat) =>
    `Dein Konto hier ist mit ${name} in ${chat} verknüpft. Dort ist das Konto nicht mehr aktiv oder seine E-Mail-Adresse nicht bestätigt, daher kannst du es auch hier nicht verwenden. Wenn das nicht stimmt, frage die Latchkey-Admins.`,
  emailChanged: (from, to, isOnlyAdministrator) =>
    isOnlyAdministrator
      ? `Deine E-Mail-Adresse war ${from ?? 'keine'} und ist jetzt ${to}. Du bist allein für Latchkey zuständig, daher kann das niemand bestätigen. Trage in latchkey.yml unter latchkey.administrators noch jemanden ein und starte Latchkey neu. Diese Person kann es dann mit /access people bestätigen.`
      : `Deine E-Mail-Adresse war ${from ?? 'keine'} und ist jetzt ${to}. Die Latchkey-Admins müssen das mit /access people bestätigen, bevor du weitermachen kannst.`,
  emailTaken: (email) =>
    `Die E-Mail-Adresse ${email} gehört schon zu einem anderen Konto. Die Latchkey-Admins müssen deine mit /access people bestätigen. Bis dahin kannst du für dieses Konto Zugriff anfragen, aber nichts genehmigen oder vergeben.`,
  released: (email) =>
    `${email} wurde von der Person aufgegeben, die diese Adresse hatte, daher kann niemand dafür bürgen. Sie zählt wieder, wenn ein Chat sie nachweist: wenn ein Slack-Profil sie zeigt, oder wenn sich jemand über /access link damit anmeldet.`,
  ownName: (email) =>
    `Das gilt nur für dieses Konto, und du kannst damit nichts genehmigen: Die E-Mail-Adresse ${email} gehört jemand anderem, bis entschieden ist, wessen Konto das ist.`,

  nobody: (typed) => `„${typed}“ ist keine Person. ${howToName}`,
  unknownPerson: 'Latchkey kennt diese Person nicht mehr.',
  notAnEmail: (typed) => `„${typed}“ ist keine E-Mail-Adresse. ${howToName}`,
  unknownEmail: (email, domains) =>
    `Niemand ist mit der E-Mail-Adresse ${email} bekannt. Gib die Adresse${domains.length === 0 ? '' : ` von ${or(domains)}`} an, die die Person verwendet, oder erwähne sie mit @.`,
};
