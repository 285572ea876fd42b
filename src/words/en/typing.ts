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
  /** The sentence, and beneath it the command as it was probably meant. */
  corrected: (sentence: string, line: string): Text => [`${sentence}\n`, { code: line }],
  noCommand: (typed: string): Text => [`There’s no command called “${typed}”. `, allCommands, ' lists them all.'],
  isRole: (role: string, instance: string): Text => [
    `“${role}” is a role, not a permission. To see who has it:\n`,
    { code: `/access who role ${role} on ${instance}` },
  ],
  command: 'command',
} as const;

const allCommands: Span = { code: '/access help' };
