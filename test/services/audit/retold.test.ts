import { expect, it } from 'vitest';
import { plain } from '../../../src/domain/message.ts';
import type { ChainEntry } from '../../../src/domain/events/index.ts';
import { reason } from '../../../src/domain/reason.ts';
import { refusals } from '../../../src/domain/refusals.ts';
import { auditMessage } from '../../../src/services/audit/message.ts';
import { retoldReasons } from '../../../src/services/audit/retold.ts';
import { recordedReasons, recordedRefusal } from '../../../src/services/in-english.ts';
import { inLanguage } from '../../../src/words/index.ts';
import { consoleProd } from '../../domain/life.ts';

const entry = (event: string, more: Partial<ChainEntry> = {}): ChainEntry => ({
  tenant: 'main',
  seq: 1,
  access: 'access1',
  n: 1,
  event,
  at: Date.UTC(2026, 10, 29, 18),
  actor: 'crm',
  actorId: null,
  subject: 'mia@acme.test',
  subjectId: 'mia',
  entitlement: 'console:acme-prod',
  because: [],
  facts: { command: 'c1' },
  text: null,
  via: 'api',
  textDigest: null,
  prev: '0'.repeat(64),
  hash: '1'.repeat(64),
  ...more,
});
const line = (one: ChainEntry): string => {
  const [block] = auditMessage([one]).blocks;
  return block?.kind === 'text' ? plain(block.text) : '';
};
const inGerman = (one: ChainEntry): string => inLanguage('de', () => line(one));

it('tells of systems that join and withdraw as sentences, in both languages', () => {
  expect(line(entry('joined'))).toContain('crm joined the request for console access to acme-prod for mia@acme.test');
  expect(line(entry('withdrawn'))).toContain('crm has withdrawn from the request for console access to acme-prod');
  expect(inGerman(entry('joined'))).toContain('Konsolenzugriff auf acme-prod für mia@acme.test angeschlossen');
  expect(inGerman(entry('withdrawn'))).toContain('für mia@acme.test zurückgenommen');
});

it('says in German why, from the code that stands beside the English sentence', () => {
  const facts = recordedRefusal(refusals.noAuthority(consoleProd, 'approve'));
  const refused = entry('refused', { facts: facts as never });
  expect(line(refused)).toContain(facts.sentence);
  expect(inGerman(refused)).toMatch(/ — Du .*Konsolenzugriff auf acme-prod/);
  const because = recordedReasons([reason('A6', 'ends-with-approver')]);
  expect(inGerman(entry('lapsed', { because }))).not.toContain(because[0]?.sentence.slice(0, 20));
  expect(
    inGerman(entry('retired', { entitlement: null, facts: { command: 'c1', id: 'x', what: 'x is gone' } })),
  ).toContain('x steht nicht mehr in der Konfiguration');
});

it('keeps what was said then in English, and where nothing else is known', () => {
  const [first] = recordedReasons([reason('A6', 'ends-with-approver')]);
  const then = { ...first!, sentence: 'As it was said then.' };
  expect(retoldReasons([then])).toEqual([then]);
  const unknown = { rule: 'A6', sentence: 'Of a later version.', code: 'not-yet', args: {} } as const;
  const old = { rule: 'C4', sentence: 'As it was said then.' } as const;
  expect(inLanguage('de', () => retoldReasons([unknown, old]))).toEqual([unknown, old]);
});

it('has no German in what is recorded, also within a reason', () => {
  const why = { name: 'said', sentence: 'Kein Mitglied.', english: 'No member.' } as const;
  const recorded = inLanguage('de', () => recordedReasons([reason('A3', 'approver-outside', { label: 'ada', why })]));
  expect(JSON.stringify(recorded)).not.toContain('Kein');
});
