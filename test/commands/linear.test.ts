import { describe, expect, it } from 'vitest';
import { audit } from '../../commands/audit.ts';
import type { CommandDeps } from '../../commands/command.ts';
import { parseText } from '../../src/chat/slack/inbound/grammar.ts';
import { bareWord, looksLikeEmail } from '../../src/domain/bare-word.ts';
import { parseDuration } from '../../src/domain/duration.ts';
import { parseAccountKey } from '../../src/domain/identity.ts';
import { readCode } from '../../src/domain/link-code.ts';
import { readEntitlement, readReason, unknownWord } from '../../src/services/arguments.ts';
import { createDirectory } from '../../src/services/directory.ts';
import { testCatalogue } from '../support/catalogue.ts';
import { growth } from '../support/growth.ts';

const directory = createDirectory(testCatalogue());
/** Pieces that readers look for, or that one could stumble over; repeated to any length. */
const pieces = [
  ' ',
  ' on ',
  ' on x ',
  'a',
  ',',
  ';',
  ',a',
  '"',
  "'",
  "a'",
  '"a" ',
  '<',
  '<@',
  '<a|',
  '<|',
  '<a|b>',
  '>',
  '&amp;',
  '/',
  ':',
  '@',
  'a@',
  'x/',
  '1h',
  '1 ',
  'for ',
  'because ',
  'me,',
  '“',
];
const openings = [
  '',
  'request role ',
  'grant console x to ',
  'audit about me on role ',
  'audit on item ',
  'check me ',
  'who ',
  'link ',
  'why ',
  'help ',
];
const length = 3_000;
const repeated = (opening: string, piece: string) => (size: number) =>
  `${opening}${piece.repeat(Math.ceil(size / piece.length))}x`;

/** Four times the factor of a linear reader, a quarter of that of a quadratic one. */
const most = 64;

describe('the time that reading takes grows with the length of what is typed', () => {
  it.each(openings)('in “/access %s…”', (opening) => {
    for (const piece of pieces) {
      const factor = growth((text) => parseText(text, 'T1'), repeated(opening, piece), length);
      expect(factor, `${opening}${piece}…`).toBeLessThan(most);
    }
  });

  const readers: Readonly<Record<string, (text: string) => unknown>> = {
    'an e-mail': (text) => [bareWord(text), looksLikeEmail(text)],
    'a duration': parseDuration,
    'an account': parseAccountKey,
    'a code': readCode,
    'a reason': readReason,
    'an entitlement by its key': (text) => readEntitlement({ entitlement: `role:${text}` }, directory),
    'an entitlement in words': (text) => readEntitlement({ kind: 'role', role: text, instance: 'mdm-eu' }, directory),
    'an unknown word': (text) => unknownWord('role', text, ['Administrator', 'Help desk']),
  };
  it.each(Object.entries(readers))('of %s', (_name, read) => {
    for (const piece of pieces) {
      expect(growth(read, repeated('', piece), length), `${piece}…`).toBeLessThan(most);
    }
  });

  it('of the audit’s arguments', () => {
    const deps = { directory, identify: () => Promise.reject(new Error('read')) } as unknown as CommandDeps;
    const run = (entitlement: string) =>
      void audit
        .run({ command: 'audit', args: { entitlement } } as unknown as Parameters<typeof audit.run>[0], deps)
        .catch(() => undefined);
    for (const piece of pieces) {
      expect(growth(run, repeated('role ', piece), length), `role ${piece}…`).toBeLessThan(most);
    }
  });
});
