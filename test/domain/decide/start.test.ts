import { describe, expect, it } from 'vitest';
import { isInForce } from '../../../src/domain/access.ts';
import { ada, approvedBy, grace, hour, hugo, one, requested, start, startFacts, step, two } from '../life.ts';
import { reason } from '../../../src/domain/reason.ts';
import { refusals } from '../../../src/domain/refusals.ts';
import type { BasisFacts } from '../../../src/domain/access.ts';
import type { Facts } from '../../../src/domain/decide/index.ts';
import type { Reason } from '../../../src/domain/reason.ts';

describe('the start', () => {
  it('sets the clock going when the access starts, not when it was asked for', () => {
    const access = approvedBy(requested([one], 2 * hour), ada);
    const later = start + 10 * hour;
    const active = step(access, { name: 'start' }, startFacts(access, { now: later })).access!;
    expect(active).toMatchObject({ state: 'active', since: later, until: later + 2 * hour });
    expect(isInForce(active, later + 2 * hour - 1)).toBe(true);
    expect(isInForce(active, later + 2 * hour)).toBe(false);
  });

  it('gives nothing past the end of its giver’s own access (A2), also when asked without end', () => {
    const until = start + hour / 2;
    const basis = { kind: 'access', access: 'x', until, sentence: 'half an hour' } as const;
    for (const duration of [2 * hour, null]) {
      const access = approvedBy(requested([one], duration), ada, { authority: basis });
      expect(step(access, { name: 'start' }, startFacts(access)).access?.until).toBe(until);
    }
  });

  it('finds an approval void whose giver has lost authority, and asks anew (A3)', () => {
    const access = approvedBy(approvedBy(requested([two]), ada), grace);
    const approvers: Facts['approvers'] = new Map<string, { basis: BasisFacts } | { void: Reason }>([
      ['ada', { void: reason('A3', 'approver-without-authority', { label: 'ada' }) }],
      ['grace', { basis: access.asks[0]!.decisions[1]!.basis }],
    ]);
    const { access: again } = step(access, { name: 'start' }, startFacts(access, { approvers }));
    expect(again?.state).toBe('requested');
    expect(again?.asks[0]?.decisions.map((decision) => decision.void !== null)).toEqual([true, false]);
    const mended = approvedBy(again!, hugo);
    expect(mended.state).toBe('approved');
    expect(step(mended, { name: 'start' }, startFacts(mended)).access?.state).toBe('active');
  });

  it('does not happen where a revocation was heard after the ask, or the person has left', () => {
    const access = approvedBy(requested(), ada);
    expect(step(access, { name: 'start' }, startFacts(access, { fenceAt: start + 1 })).access?.state).toBe('closed');
    expect(step(access, { name: 'start' }, startFacts(access, { fenceAt: start - 1 })).access?.state).toBe('active');
    expect(
      step(access, { name: 'start' }, startFacts(access, { subjectGone: refusals.left('mia') })).access?.state,
    ).toBe('closed');
  });
});
