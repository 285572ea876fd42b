import { plain } from '../../../src/domain/message.ts';
import { expect, it } from 'vitest';
import { readAnchor } from '../../../src/services/audit/anchors.ts';
import type { ChainEntry } from '../../../src/domain/events/index.ts';
import { auditLine, auditMessage, storyLines } from '../../../src/services/audit/message.ts';
import { wholeTrail } from './trail.ts';

it('ends each line of an audit channel with an anchor that audit verify reads', () => {
  const { chain } = wholeTrail();

  const lines = auditMessage(chain).blocks.flatMap((block) => (block.kind === 'text' ? [plain(block.text)] : []));

  expect(lines.map(readAnchor)).toEqual(chain.map(({ seq, hash }) => ({ seq, hash: hash.slice(0, 16) })));
  expect(lines[0]).toMatch(/ #1·[0-9a-f]{16}$/);
});

const entry = (seq: number, event: string, more: Partial<ChainEntry> = {}): ChainEntry => ({
  tenant: 'main',
  seq,
  access: `access${seq}`,
  n: 1,
  event,
  at: Date.UTC(2026, 10, 29, 18),
  actor: 'ada@acme.test',
  actorId: 'ada',
  subject: 'mia@acme.test',
  subjectId: 'mia',
  entitlement: 'console:acme-prod',
  because: [{ rule: 'C4', code: 'x', args: {}, sentence: 'They have console access.' }] as never,
  facts: {} as never,
  text: null,
  via: 'slack',
  textDigest: null,
  prev: '0'.repeat(64),
  hash: String(seq % 10).repeat(64),
  ...more,
});
const own = { actor: 'mia@acme.test', actorId: 'mia' };
const linesOf = (entries: readonly ChainEntry[]) =>
  auditMessage(entries).blocks.flatMap((block) => (block.kind === 'text' ? [plain(block.text)] : []));

it('tells what happened as sentences that begin with a name, with one time, without rules and ids', () => {
  const until = Date.UTC(2026, 10, 29, 20);
  expect(
    linesOf([
      entry(1, 'requested', own),
      entry(2, 'approved'),
      entry(3, 'started', { facts: { until } as never }),
      entry(4, 'expired', { actor: 'system', actorId: null }),
      entry(5, 'revoked'),
      entry(6, 'revoked', own),
      entry(7, 'refused', {
        ...own,
        facts: { sentence: 'You need console access to acme-prod to approve this.' } as never,
      }),
      entry(8, 'configuration', {
        subject: null,
        subjectId: null,
        actor: 'system',
        actorId: null,
        entitlement: null,
        facts: { hash: 'abc' } as never,
      }),
    ]),
  ).toMatchInlineSnapshot(`
    [
      "📨 mia@acme.test requested console access to acme-prod · 2026-11-29 18:00 #1·1111111111111111",
      "👍 ada@acme.test approved console access to acme-prod for mia@acme.test · 2026-11-29 18:00 #2·2222222222222222",
      "✅ mia@acme.test’s access started: console access to acme-prod, until 2026-11-29 20:00 #3·3333333333333333",
      "⏹️ mia@acme.test’s access expired: console access to acme-prod · 2026-11-29 18:00 #4·4444444444444444",
      "🚫 ada@acme.test revoked console access to acme-prod from mia@acme.test · 2026-11-29 18:00 #5·5555555555555555",
      "🚫 mia@acme.test gave console access to acme-prod back (revoked) · 2026-11-29 18:00 #6·6666666666666666",
      "🙅 mia@acme.test was refused: console access to acme-prod — You need console access to acme-prod to approve this. · 2026-11-29 18:00 #7·7777777777777777",
      "⚙️ configuration — configuration abc loaded · 2026-11-29 18:00 #8·8888888888888888",
    ]
  `);
});

it('tells what the configuration gives many people in one line', () => {
  const members = Array.from({ length: 30 }, (_, index) =>
    entry(index + 1, 'imported', { subject: `m${index + 1}@acme.test`, actor: 'system', actorId: null }),
  );
  expect(linesOf(members)).toEqual([
    `📥 m1@acme.test, m2@acme.test, m3@acme.test and 27 more have console access to acme-prod from the configuration (imported) · 2026-11-29 18:00 #30·${'0'.repeat(16)}`,
  ]);
  expect(auditMessage(members).buttons).toMatchObject([{ command: 'audit', args: { from: 1, to: 30 } }]);
  expect(storyLines([...members, entry(31, 'requested')])).toHaveLength(2);
});

it('says of what Latchkey took away by itself why, and not that somebody gave it back', () => {
  const system = { actor: 'system', actorId: null };
  const because = [{ rule: null, sentence: 'The product was removed from the configuration.' }] as never;
  expect(linesOf([entry(1, 'revoked', { ...system, because }), entry(2, 'cancelled', { ...system, because })])).toEqual(
    [
      expect.stringMatching(
        /^🚫 mia@acme\.test’s access was revoked: console access to acme-prod — The product was removed from the configuration · /,
      ),
      expect.stringMatching(
        /^✖️ mia@acme\.test’s request for console access to acme-prod was cancelled — The product was removed from the configuration · /,
      ),
    ],
  );
});

it('names another system as cards do, not by the label that the record has for it', () => {
  const byHook = entry(1, 'requested', { actor: 'hook:hr', actorId: 'hook:hr' });
  const byClient = entry(2, 'cancelled', { actor: 'client:gateway', actorId: 'client:gateway' });
  expect(linesOf([byHook, byClient]).map((line) => line.replace(/ (?:·|—) .*/, ''))).toEqual([
    '📨 The system hr requested console access to acme-prod for mia@acme.test',
    '✖️ The system gateway cancelled the request for console access to acme-prod for mia@acme.test',
  ]);
  expect(plain(auditLine(byHook))).toContain(', by the system hr — ');
});
