import type { Span, Text } from '../../domain/message.ts';
import { count, or } from './format.ts';

/** What is answered to words that name nothing, one sentence each. `what`: `product`, `role` …; `typed` is cut already. */
export const typing = {
  nearWord: (what: string, typed: string, near: readonly string[]) =>
    `There’s no ${what} called “${typed}”. Did you mean ${or(near.map((one) => `“${one}”`))}?`,
  /** `right`: with the kind that has to stand before it, as in `console acme-prod`. */
  kindFirst: (typed: string, right: string) => `I don’t know what “${typed}” is. Did you mean “${right}”?`,
  noneThere: (what: string) => `There is no ${what} in the configuration.`,
  chooseOne: (what: string, typed: string, known: readonly string[]) =>
    `There’s no ${what} called “${typed}”. Choose one of ${known.join(', ')}.`,
  nearestOnes: (what: string, typed: string, nearest: readonly string[]) =>
    `There’s no ${what} called “${typed}”. The nearest are ${nearest.join(', ')}.`,
  /** On a button that does what was asked for with this in the place of what was typed. */
  use: (right: string) => `Use “${right}”`,
  noCommand: (typed: string): Text => [`There’s no command called “${typed}”. `, allCommands, ' lists them all.'],
  isRole: (role: string) => `“${role}” is a role, not a permission.`,
  whoHas: (role: string) => `Who has ${role}?`,
  command: 'command',
  sayWhat: 'Say what: “console PRODUCT”, “role ROLE on INSTANCE” or “item RIGHT on INSTANCE/ITEM”.',
  nameProduct: (known: readonly string[]) => `Name the product: ${listed(known)}.`,
  nameInstance: (known: readonly string[]) => `Name the instance, as in “on INSTANCE”: ${listed(known)}.`,
  nameRole: (known: readonly string[]) => `Name the role: ${listed(known)}.`,
  nameRight: (known: readonly string[]) => `Name the right: ${listed(known)}.`,
  nameItem: (instance: string, known: readonly string[]) =>
    `Name the item, as in “on ${instance}/ITEM”: ${listed(known)}.`,
  noEntitlement: (typed: string) =>
    `“${typed}” isn’t an entitlement. Type console:PRODUCT, role:INSTANCE/ROLE or item:INSTANCE/ITEM/RIGHT.`,
  reasonTooLong: (characters: number, most: number) =>
    `Your reason has ${count(characters, { one: 'character', other: 'characters' })}. Shorten it to ${most.toLocaleString('en')}.`,
  nameSomebody: (preposition: string) => `Say who, as in “${preposition} @name” or “${preposition} name@example.com”.`,
  tooManyPeople: (people: number, most: number) => `You named ${people} people. Name at most ${most} at once.`,
  nameAccess: 'Name the access by its ID: /access mine and /access pending show them.',
  noAccessId: (typed: string) =>
    `“${typed}” isn’t an access ID. IDs have twelve letters and digits: see /access mine and /access pending.`,
} as const;

/** At most twenty of what there is. */
function listed(all: readonly string[]): string {
  if (all.length === 0) return 'there is none in the configuration';
  return all.length > 20 ? `${all.slice(0, 20).join(', ')} and ${all.length - 20} more` : all.join(', ');
}

const allCommands: Span = { code: '/access help' };
