import type { Span } from '../../domain/message.ts';
import type { Words } from '../words.ts';
import { or } from './format.ts';

/** What is looked for, where the command's own word for it is English. */
const kinds: Readonly<Record<string, string>> = {
  product: 'Produkt',
  instance: 'Instanz',
  role: 'Rolle',
  permission: 'Berechtigung',
  right: 'Recht',
  'item right': 'Objektrecht',
  command: 'Befehl',
  'kind of access': 'Art von Zugriff',
};

/** What is answered to words that name nothing, one sentence each. `what`: `product`, `role` …; `typed` is cut already. */
export const typing: Words['typing'] = {
  nearWord: (what, typed, near) =>
    `„${typed}“ gibt es nicht (${named(what)}). Meinst du ${or(near.map((one) => `„${one}“`))}?`,
  kindFirst: (typed, right) => `Ich weiß nicht, was „${typed}“ ist. Meinst du „${right}“?`,
  noneThere: (what) => `In der Konfiguration steht nichts dergleichen: ${named(what)}.`,
  chooseOne: (what, typed, known) => `„${typed}“ gibt es nicht (${named(what)}). Wähle aus: ${known.join(', ')}.`,
  nearestOnes: (what, typed, nearest) =>
    `„${typed}“ gibt es nicht (${named(what)}). Am ähnlichsten sind ${nearest.join(', ')}.`,
  use: (right) => `„${right}“ nehmen`,
  noCommand: (typed) => [`Es gibt keinen Befehl „${typed}“. `, allCommands, ' zeigt alle.'],
  isRole: (role) => `„${role}“ ist eine Rolle, keine Berechtigung.`,
  whoHas: (role) => `Wer hat ${role}?`,
  command: 'Befehl',
  sayWhat: 'Sag, was: „console PRODUCT“, „role ROLE on INSTANCE“ oder „item RIGHT on INSTANCE/ITEM“.',
  nameProduct: (known) => `Nenne das Produkt: ${listed(known)}.`,
  nameInstance: (known) => `Nenne die Instanz, etwa „on INSTANCE“: ${listed(known)}.`,
  nameRole: (known) => `Nenne die Rolle: ${listed(known)}.`,
  nameRight: (known) => `Nenne das Recht: ${listed(known)}.`,
  nameItem: (instance, known) => `Nenne das Objekt, etwa „on ${instance}/ITEM“: ${listed(known)}.`,
  noEntitlement: (typed) =>
    `„${typed}“ ist keine Berechtigung. Schreib console:PRODUCT, role:INSTANCE/ROLE oder item:INSTANCE/ITEM/RIGHT.`,
  reasonTooLong: (characters, most) =>
    `Dein Grund hat ${characters.toLocaleString('de')} Zeichen. Kürze ihn auf ${most.toLocaleString('de')}.`,
  nameSomebody: (preposition) => `Sag, wen, etwa „${preposition} @name“ oder „${preposition} name@example.com“.`,
  tooManyPeople: (people, most) => `Du hast ${people} Personen genannt. Nenne höchstens ${most} auf einmal.`,
  nameAccess: 'Nenne den Zugriff mit seiner ID: /access mine und /access pending zeigen sie.',
  noAccessId: (typed) =>
    `„${typed}“ ist keine ID eines Zugriffs. Sie hat zwölf Buchstaben und Ziffern: siehe /access mine und /access pending.`,
};

/** Höchstens zwanzig von dem, was es gibt. */
function listed(all: readonly string[]): string {
  if (all.length === 0) return 'in der Konfiguration steht nichts';
  return all.length > 20 ? `${all.slice(0, 20).join(', ')} und ${all.length - 20} weitere` : all.join(', ');
}

const allCommands: Span = { code: '/access help' };

function named(what: string): string {
  return kinds[what] ?? what.replace(/^item of /, 'Objekt von ');
}
