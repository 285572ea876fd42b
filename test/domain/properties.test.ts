import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access } from '../../src/domain/access.ts';
import { isOpen, standingApprovals } from '../../src/domain/access.ts';
import { formatDuration, parseDuration } from '../../src/domain/duration.ts';
import { entitlementKey, parseEntitlementKey } from '../../src/domain/entitlement.ts';
import { fold } from '../../src/domain/events/index.ts';
import type { AccessCommand } from '../../src/domain/decide/index.ts';
import { ada, base, facts, grace, hour, hugo, mia, one, person, start, startFacts, step, two } from './life.ts';
import { en } from '../../src/words/en/index.ts';

const people = [mia, ada, grace, hugo];
const command = fc.constantFrom<AccessCommand['name']>(
  'request',
  'grant',
  'approve',
  'deny',
  'cancel',
  'revoke',
  'give-back',
  'start',
  'look',
  'import',
  'remove-import',
);
const move = fc.record({
  name: command,
  actor: fc.constantFrom(...people),
  later: fc.integer({ min: 0, max: 40 * hour }),
  authority: fc.boolean(),
  until: fc.option(fc.integer({ min: start, max: start + 100 * hour })),
});
const stages = fc.constantFrom([one], [two], [one, one]);

describe('any life of an access', () => {
  it('is told whole by its events, is given by enough different people, and never past what they have', () => {
    fc.assert(
      fc.property(stages, fc.array(move, { maxLength: 25 }), (rule, moves) => {
        let access: Access | null = null;
        let now = start;
        for (const { name, actor, later, authority, until } of moves) {
          now += later;
          const system = name === 'start' || name === 'look' || name.includes('import');
          const change = {
            now,
            heardAt: now,
            rule: { ...facts(ada).rule!, stages: rule },
            bySystem: system,
            authority: authority && !system ? { kind: 'access' as const, access: 'x', until, sentence: '' } : null,
          };
          const given: ReturnType<typeof facts> =
            system && access ? startFacts(access, { ...change, actor: person('system') }) : facts(actor, change);
          // As the service does: what begins an access sees only an open one.
          const begins = name === 'request' || name === 'grant' || name === 'import';
          const before: Access | null = begins && access && !isOpen(access) ? null : access;
          const next: Access | null = step(before, { name, durationMs: 2 * hour }, given).access;
          if (before && !isOpen(before)) expect(next?.state).toBe(before.state);
          access = next ?? access;
          if (!access) continue;
          expect(fold(access.events, base)).toEqual(access);
          access.events.forEach((event, index) => expect(event.n).toBe(index + 1));
          if (access.state === 'active' && !access.imported) {
            const ask = access.asks[0]!;
            const voices = standingApprovals(ask);
            expect(voices).toHaveLength(ask.stages.reduce((sum, stage) => sum + stage.count, 0));
            expect(new Set(voices.map((voice) => voice.person.id)).size).toBe(voices.length);
            expect(voices.some((voice) => voice.person.id === access?.person.id)).toBe(false);
            for (const { basis } of voices)
              if (basis.until !== null) expect(access.until).toBeLessThanOrEqual(basis.until);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the written forms', () => {
  it('of a duration are read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 52 }), fc.constantFrom('m', 'h', 'd', 'w'), (count, unit) => {
        const read = parseDuration(`${count}${unit}`);
        expect(read.ok && read.ms !== null && parseDuration(formatDuration(read.ms).split(' ')[0]!).ok).toBe(true);
      }),
    );
  });

  it('of a duration in words, as every answer has it, are read back as the same', () => {
    const minutes = fc.oneof(fc.integer({ min: 1, max: 52 * 7 * 24 * 60 }), fc.integer({ min: 1, max: 1_000 }));
    fc.assert(
      fc.property(minutes, (count) => {
        const ms = count * 60_000;
        expect(parseDuration(en.cards.duration(ms))).toEqual({ ok: true, ms });
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['-1h', '1e9d', 'tomorrow', '0m', '1.5h', '53w', '', '8', 'h', '9'.repeat(400) + 'h'])(
    'of no duration (%s) are refused with the grammar',
    (text) => {
      const read = parseDuration(text);
      expect(!read.ok && en.lengthProblem(read.problem)).toContain('1m to 52w');
    },
  );

  it('of an entitlement are read back', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,20}$/);
    fc.assert(
      fc.property(name, name, (instance, role) => {
        const entitlement = { kind: 'role', instance, role } as const;
        expect(parseEntitlementKey(entitlementKey(entitlement))).toEqual(entitlement);
      }),
    );
  });
});
