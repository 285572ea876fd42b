import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import type { Facts } from '../../../src/domain/decide/index.ts';
import type { Entitlement } from '../../../src/domain/entitlement.ts';
import type { Given } from '../life.ts';
import { consoleProd, facts, hour, mia, requested, start, step, two } from '../life.ts';

const refusalOf = (access: Access | null, command: Given, given: Facts) =>
  step(access, command, given).decided.refusal?.code;
const limit: Entitlement = { kind: 'role', instance: 'mdm-eu', role: 'Deny user listing' };

describe('a request', () => {
  it('waits with the rule as it was then, for the default duration', () => {
    const access = requested([two]);
    expect(access).toMatchObject({ state: 'requested', person: mia, entitlement: consoleProd });
    expect(access.asks[0]).toMatchObject({
      state: 'open',
      durationMs: 8 * hour,
      stages: [two],
      lapsesAt: start + 72 * hour,
    });
  });

  it('is refused beside an open one, naming it', () => {
    const { decided } = step(requested(), { name: 'request', durationMs: hour }, facts(mia));
    expect(decided.refusal).toMatchObject({ code: 'already-open' });
    expect(decided.refusal?.sentence).toContain('acc000000001');
    expect(decided.events).toEqual([]);
  });

  it('longer than allowed is refused with the longest allowed', () => {
    const { decided } = step(null, { name: 'request', durationMs: 721 * hour }, facts(mia));
    expect(decided.refusal?.code).toBe('too-long');
    expect(decided.refusal?.sentence).toContain('30 days');
  });

  it('without end is refused where the rule does not allow it', () => {
    expect(refusalOf(null, { name: 'request', durationMs: null }, facts(mia))).toBe('no-always');
  });

  it('of a limit is refused (A6)', () => {
    expect(refusalOf(null, { name: 'request', durationMs: 'default' }, facts(mia, { entitlement: limit }))).toBe(
      'limit',
    );
  });
});
