import type { Span, Text } from '../../domain/message.ts';
import { or } from './format.ts';

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
} as const;

const allCommands: Span = { code: '/access help' };
