import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import { givingReason, takingReason } from '../../../src/services/roles/words.ts';
import { event, requested } from '../../contracts/store-fixtures.ts';

const want = (id: string, until: number | null = null) => ({ id, entitlement: 'role:mdm-eu/Help desk', until });

describe('the reason in a platform’s own log', () => {
  it('names every access that gives the role, and until when', () => {
    const until = Date.UTC(2026, 10, 22, 12, 30);
    expect(givingReason([want('a1', until), want('a2')])).toBe(
      'Latchkey: access a1 gives role:mdm-eu/Help desk, until 2026-11-22T12:30Z; access a2 gives role:mdm-eu/Help desk, without end',
    );
  });

  it('names the access that ended and how, else why without one', () => {
    const ended = (name: 'expired' | 'revoked'): Access =>
      requested('a1', { state: 'ended', events: [event(1), event(2, { event: name })] });
    expect(takingReason([ended('expired')], '')).toBe(
      'Latchkey: access a1 to console:acme-prod has ended: its time is up',
    );
    expect(takingReason([ended('revoked')], '')).toBe('Latchkey: access a1 to console:acme-prod was revoked');
    expect(takingReason([], 'no access gives it')).toBe('Latchkey: no access gives it');
  });

  it('never has more than 512 characters, names the first, and says how many are left out', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9]{1,40}$/), { minLength: 1, maxLength: 40 }), (ids) => {
        const reason = givingReason(ids.map((id) => want(id)));
        expect(reason.length).toBeLessThanOrEqual(512);
        const named = reason.split('; ').filter((part) => part.includes('gives')).length;
        expect(named).toBeGreaterThan(0);
        const [, left] = /; and (\d+) more$/.exec(reason) ?? [];
        expect(named + Number(left ?? 0)).toBe(ids.length);
      }),
    );
  });
});
