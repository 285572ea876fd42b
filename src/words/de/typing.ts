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
};

const allCommands: Span = { code: '/access help' };

function named(what: string): string {
  return kinds[what] ?? what.replace(/^item of /, 'Objekt von ');
}
