import type { Words } from '../words.ts';
import { and, count } from './format.ts';

/** What Latchkey administrators decide about e-mails and addresses, and what each choice does. Labels as elsewhere; times in ms. */
export const choices: Words['choices'] = {
  showPending: 'Zeigen, was offen ist',
  goBack: 'Zurück',
  decisionTitle: 'Eine Entscheidung über Personen',

  emailChanged: (from, to) => `die E-Mail-Adresse war ${from ?? 'keine'} und ist jetzt ${to}`,
  emailTaken: (email, staying) =>
    `hat die E-Mail-Adresse ${email}, die zu einem anderen Konto gehört${staying.length === 0 ? '' : ` (auch zu ${staying.join(', ')}; das bleibt so)`}`,
  pending: (name, account, what, since, more) => [
    { strong: name },
    ` (${account}): ${what}, seit `,
    { time: since },
    ...(more.length === 0 ? ['.'] : [`. ${more.join(' ')}`]),
  ],
  careful: (whose, has) => `Vorsicht: ${whose} (${has}).`,
  emailBelongs: (email, label) => `${email} gehört einer anderen Person, ${label}`,
  accountBelongs: (label) => `das Konto gehört ${label}`,
  emailBelonged: (email, label) => `${email} war früher die Adresse einer anderen Person, ${label}`,
  same: (label, has, leftBehind) => `Dieselbe Person: Das Konto handelt als ${label} (${has})${leftBehind}.`,
  leftBehind: (label, has) => `; was es für sich angefragt hat, bleibt bei ${label} (${has})`,
  other: (effect) => `Jemand anderes: ${effect}.`,
  becomes: (label, has) => `das Konto wird zu ${label} (${has})`,
  leaves: (from, keeps) =>
    `das Konto verlässt ${from ?? 'seine Person'} und wird eine neue Person ohne Zugriff${rest(keeps)}`,
  takesEmail: (email, keeps) =>
    `das Konto wird eine neue Person ohne Zugriff. ${email} steht nicht mehr für die Person, die diese Adresse jetzt hat${rest(keeps)}`,
  byFile: {
    same: 'Laut latchkey.yml sind sie eine Person (people.same).',
    different: 'Laut latchkey.yml sind sie zwei Personen (people.different).',
  },

  sameButton: { changed: 'Dieselbe Person', taken: 'Dieselbe Person, neues Konto' },
  sameConfirm: { title: 'Ist es dieselbe Person?', yes: 'Dieselbe Person' },
  sameKeeps: (name, email) => `${name} behält alles, mit der E-Mail-Adresse ${email}.`,
  sameGets: (name, label, staying) =>
    `${name} bekommt alles, was ${label} hat.${staying === '' ? '' : ` Wie bisher auch ${staying}. Wenn das Konto jemand anderem gehört, löse auch diese Verknüpfung.`}`,
  otherButton: 'Jemand anderes',
  otherConfirm: { title: 'Ist es jemand anderes?', yes: 'Jemand anderes' },
  otherAlone: (name, email) =>
    `${name} behält, was dieses Konto für sich angefragt hat, mit der E-Mail-Adresse ${email}. Niemand sonst verliert Zugriff.`,
  otherKnown: (name, email) =>
    `${name} wird zu der Person, die als ${email} hinzugefügt wurde, und bekommt, was sie hat.`,
  otherNew: (name, email) =>
    `${name} wird eine neue Person mit der E-Mail-Adresse ${email} und ohne Zugriff. Niemand sonst verliert Zugriff.`,
  reject: 'Ablehnen',

  waitsSummary: (name) => `${name} wartet auf eine Entscheidung der Latchkey-Admins`,
  waitsTitle: 'Wer ist das?',
  waitsNote: () => [
    'Die Latchkey-Admins müssen entscheiden, ob das dieselbe Person ist. ',
    { code: '/access people' },
    ' zeigt, was jede Wahl bewirkt.',
  ],

  confirmed: (by, email, account) => [
    by,
    ` hat die E-Mail-Adresse ${email} von ${account} bestätigt: Es ist dieselbe Person.`,
  ],
  rejected: (by, email, account) => [by, ` hat die E-Mail-Adresse ${email} von ${account} abgelehnt.`],
  separated: (by, email, account) => [
    by,
    ` hat festgehalten, dass ${account} mit der E-Mail-Adresse ${email} jemand anderes ist.`,
  ],

  has: {
    access: (names, shown) =>
      names.length === 0
        ? 'hat keinen Zugriff'
        : `hat ${count(names.length, { one: 'Zugriff', other: 'Zugriffe' })} (${shown})`,
    administers: (products) => `administriert ${products}`,
    latchkeyAdministrator: 'administriert Latchkey',
    approved: (requests) => `hat ${count(requests, { one: 'offene Anfrage', other: 'offene Anfragen' })} genehmigt`,
    more: (names, hidden) => `${names.join(', ')}${hidden > 0 ? ` und ${hidden} weitere` : ''}`,
  },

  question: {
    summary: (name) => `Ist ${name} dein Konto?`,
    title: 'Ist das dein Konto?',
    text: (name, account, email, isReplaced) => [
      { strong: name },
      ` (${account}) hat deine E-Mail-Adresse, ${email}. ${
        isReplaced
          ? 'Wenn es dein neues Konto ist, ersetzt es dieses hier und bekommt alles, was du hast.'
          : 'Wenn es dein Konto ist, kannst du es neben diesem hier verwenden, mit allem, was du hast.'
      }`,
    ],
    note: 'Wenn du nicht innerhalb von 24 Stunden antwortest, können die Latchkey-Admins entscheiden. Wenn du das nicht bist, wähle „Nicht ich“.',
    yes: 'Ja, das ist meins',
    no: 'Nicht ich',
  },

  entry: {
    summary: (email) => `Wen meint ${email} in latchkey.yml?`,
    title: 'Wen meint diese Adresse?',
    waits: (email, list) => [
      { strong: email },
      ` steht neu in latchkey.yml (${list}), aber wer die Adresse zuerst hatte, hat sie nicht mehr. Sie meint niemanden, bis die Latchkey-Admins entscheiden.`,
    ],
    note: () => [{ code: '/access people' }, ' zeigt, wen sie meinen kann.'],
    row: (email, list, before, now) => [
      { strong: email },
      ` in latchkey.yml (${list}) meint niemanden, bis du entscheidest. Früher war das die Adresse von ${before.length === 0 ? 'jemand anderem' : and(before)}. ${now === null ? 'Jetzt hat sie niemand.' : `Jetzt gehört sie ${now}.`}`,
    ],
    hasIt: (label) => `${label} (hat sie jetzt)`,
    hadIt: (label) => `${label} (hatte sie früher)`,
    nobody: 'Niemand',
    confirmTitle: 'Wen meint sie?',
    confirm: (email, list, label) =>
      `${email} (${list}) meint dann ${label ?? 'niemanden'}, solange die Adresse dort steht.`,
    yes: 'Ja',
    means: (email, list, label) => `${email} (${list}) meint ${label ?? 'niemanden'}`,
    decided: (by, email, list, person) => [
      { person: by },
      ` hat entschieden: ${email} (${list}) meint `,
      person === null ? 'niemanden' : { person },
      '.',
    ],
  },
};

function rest(label: string | null): string {
  return label === null ? '' : `, und ${label} behält alles andere`;
}
