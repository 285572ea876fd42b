import type { Words } from '../words.ts';
import { or } from './format.ts';

const again = '/access people zeigt, was offen ist.';

/** What an administrator reads of a decision about people: that it was made, or why it can't be. */
export const peopleAnswers: Words['peopleAnswers'] = {
  onlyAdministrators: {
    see: only('das sehen'),
    confirm: only('E-Mail-Adressen bestätigen oder ablehnen'),
    decide: only('das entscheiden'),
    handOver: only('Zugriff übergeben'),
    vouch: only('für eine E-Mail-Adresse bürgen'),
    record: only('das festhalten'),
  },
  countsAsOne:
    'Du zählst als eine Person mit jemandem, um den es geht. Daher muss jemand anderes von den Latchkey-Admins entscheiden.',
  ownPair:
    'Du bist eine dieser beiden Personen, oder zählst als eine Person mit einer von ihnen. Daher muss das jemand anderes von den Latchkey-Admins tun.',
  unknownPerson: 'Latchkey kennt eine dieser Personen nicht mehr. Gib noch einmal /access people ein.',
  faster: 'Jemand anderes von den Latchkey-Admins war schneller. /access audit zeigt, was entschieden wurde.',

  notPending: `Das ist nicht mehr offen. ${again}`,
  ownEmail:
    'Über deine eigene E-Mail-Adresse kannst du nicht entscheiden. Das muss jemand anderes von den Latchkey-Admins tun.',
  onlyVouched: (email) =>
    `${email} gehört jemand anderem, und für dieses Konto wurde nur dafür gebürgt. Das kann sie der anderen Person nicht wegnehmen. Wähle „Ablehnen“.`,
  bothHold: (email, other) =>
    `${email} hat Zugriff bekommen, bevor jemand die Adresse nachgewiesen hat, und ${other} hat auch Zugriff. Entziehe einer der beiden Seiten, was sie hat (/access who zeigt es), und bestätige dann noch einmal.`,
  confirmed: (email, name) => `Du hast die E-Mail-Adresse ${email} von ${name} bestätigt.`,
  separated: (email, name) => `Du hast bestätigt, dass ${name} mit der E-Mail-Adresse ${email} jemand anderes ist.`,
  rejected: (email, name) => `Du hast die E-Mail-Adresse ${email} von ${name} abgelehnt.`,

  holderSaidNo: (email) =>
    `${email} gehört einer Person, die sagt, dass dieses Konto nicht ihres ist. Wähle „Jemand anderes“ oder „Ablehnen“.`,
  holderAsked: (email) =>
    `${email} gehört einer Person mit einem Konto. Sie wurde gefragt und hat 24 Stunden Zeit zuzustimmen. Wenn sie nicht antwortet, kannst du danach entscheiden. „Jemand anderes“ oder „Ablehnen“ kannst du jetzt schon wählen.`,
  said: (label, account, isTheirs) =>
    `${label} sagt: ${account} ${isTheirs ? 'ist das eigene Konto' : 'ist nicht das eigene Konto'}`,
  saidNotice: (said) => `${said}. /access people zeigt es.`,
  alreadyAnswered: 'Das hast du schon beantwortet.',
  thanksYes: 'Danke. Jetzt müssen die Latchkey-Admins es bestätigen.',
  thanksNo: 'Danke. Das Konto wird nicht deins, und die Latchkey-Admins wissen Bescheid.',

  entryChanged: `latchkey.yml hat sich seitdem geändert. ${again}`,
  neverHad: (email) => `Diese Person hatte ${email} nie. Gib noch einmal /access people ein.`,
  done: (what) => `Festgehalten: ${what}.`,

  samePerson: 'Das ist eine Person. Nenne zuerst, wer den Zugriff hat, dann, wer ihn bekommt.',
  notShown: (what) => `${what}: wurde nicht angezeigt.`,
  notHandedOver: (what, why) => `${what}: ${why}`,
  handedLimits: (to, limits) => `${to} hat jetzt diese Einschränkungen: ${limits.join(', ')}.`,
  handedRequests: (from, to, requests) =>
    `Für ${to} angefragt: ${requests.join(', ')}. Wer genehmigen darf, entscheidet, und ${from} behält jeden Zugriff, bis ${to} ihn hat.`,
  handedRest: (rest) => `Nicht übergeben: ${rest.join(' ')}`,
  handingOver: (from, to) => `was ${from} hat, wird an ${to} übergeben`,
  handingOverOne: (what, from, to, isGiven) => `${what} von ${from} wird ${isGiven ? '' : 'nicht '}an ${to} übergeben`,
  handOverNotice: (by, from, to) => [
    { person: by },
    ' übergibt, was ',
    { person: from },
    ' hat, an ',
    { person: to },
    '.',
  ],

  onePersonByFile: (one, other) =>
    `${one} und ${other} sind laut people.same in latchkey.yml eine Person. Ändere es dort.`,
  twoPeople: (one, other) => `${one} und ${other} zählen in Anfragen von jetzt an als zwei Personen`,
  twoPeopleNotice: (by, one, other) => [
    { person: by },
    ' hat festgehalten, dass ',
    { person: one },
    ' und ',
    { person: other },
    ' zwei Personen sind. Das gilt für spätere Anfragen.',
  ],

  notAnEmail: (typed) => `„${typed}“ ist keine E-Mail-Adresse.`,
  ownVouch:
    'Du kannst nicht für dich selbst bürgen, und auch nicht für jemanden, mit dem du als eine Person zählst. Das muss jemand anderes von den Latchkey-Admins tun.',
  otherPersons: (account, email) =>
    `${account} gehört schon zu ${email ?? 'einer Person ohne E-Mail-Adresse'}. Löse zuerst diese Verknüpfung, oder bestätige die E-Mail-Adresse mit /access people.`,
  provedBySignIn: (account, email) =>
    `${account} hat ${email} durch eine Anmeldung nachgewiesen, daher muss niemand dafür bürgen.`,
  profileShows: (account, email) =>
    `Das Profil von ${account} zeigt die E-Mail-Adresse ${email}, daher muss niemand dafür bürgen.`,
  otherDomain: (email, domains) =>
    `${email} ist nicht von ${or(domains)}; das verlangt latchkey.yml unter people.domains.`,
  holderToldOfVouch: (email, account) =>
    `${email} gehört einer Person mit einem Konto, daher wurde sie gefragt: ${account}. Wenn sie einen Tag lang nicht antwortet, zeigt /access people das.`,
  vouched: (account, email) =>
    `Du bürgst dafür, dass ${account} zu ${email} gehört. Das endet, wenn das Profil eine andere Adresse zeigt.`,
  vouchedNotice: (by, account, email) => [{ person: by }, ` bürgt dafür, dass ${account} zu ${email} gehört.`],
};

function only(what: string): string {
  return `Nur Latchkey-Admins können ${what}. Sie stehen in latchkey.yml unter latchkey.administrators.`;
}
