import { describe, expect, it } from 'vitest';
import type { Entitlement } from '../../../src/domain/entitlement.ts';
import type { Facts } from '../../../src/domain/decide/index.ts';
import type { Access } from '../../../src/domain/access.ts';
import { ada, approvedBy, facts, grace, hour, hugo, one, requested, start, startFacts, step } from '../life.ts';
import { reason } from '../../../src/domain/reason.ts';
import { refusals } from '../../../src/domain/refusals.ts';

/** What a start finds where `who` has lost authority since. */
function lost(access: Access, who: string): Facts {
  const known = startFacts(access);
  return {
    ...known,
    approvers: new Map([
      ...known.approvers,
      [who, { void: reason('A3', 'approver-without-authority', { label: who }) }],
    ]),
  };
}

describe('an approval', () => {
  it('that fills the gap of a void one completes the ask, also before a stage that has its people (A3)', () => {
    const access = approvedBy(approvedBy(requested([one, one]), ada), grace);
    const again = step(access, { name: 'start' }, lost(access, 'ada')).access!;
    expect(again.state).toBe('requested');
    const mended = approvedBy(again, hugo);
    expect(mended.state).toBe('approved');
    expect(mended.asks[0]?.decisions.map((decision) => decision.stage)).toEqual([0, 1, 0]);
  });
});

describe('an ask that nobody decided in time', () => {
  const lapse = start + 72 * hour;

  it('is not approved any more, whenever its timer looks', () => {
    const access = requested();
    expect(step(access, { name: 'approve' }, facts(ada, { now: lapse })).decided.refusal?.sentence).toContain('lapsed');
    expect(step(access, { name: 'approve' }, facts(ada, { now: lapse - 1 })).access?.state).toBe('approved');
  });

  it('but was approved in time starts, however late, and is not lapsed by its timer', () => {
    const access = approvedBy(requested(), ada);
    expect(step(access, { name: 'look' }, startFacts(access, { now: 2 * lapse })).decided.events).toEqual([]);
    const late = step(access, { name: 'start' }, startFacts(access, { now: lapse + hour })).access;
    expect(late).toMatchObject({ state: 'active', since: lapse + hour, until: lapse + 9 * hour });
  });
});

describe('what became of an access', () => {
  const closed = step(requested(), { name: 'deny' }, facts(ada)).access!;

  it.each(['approve', 'deny', 'cancel'] as const)(
    'is not told to who has nothing to do with it and tries to %s',
    (name) => {
      const refusal = step(closed, { name }, facts(hugo, { authority: null })).decided.refusal;
      expect(refusal?.code).toMatch(/no-authority|not-yours/);
      expect(refusal?.sentence).not.toContain('ada');
    },
  );

  it('is told to who decided, also without authority since', () => {
    const { decided } = step(closed, { name: 'approve' }, facts(ada, { authority: null }));
    expect(decided.refusal).toMatchObject({ code: 'already-decided' });
    expect(decided.refusal?.sentence).toContain('ada');
  });
});

it('a limit starts also for somebody who is outside for the moment (A6)', () => {
  const entitlement: Entitlement = { kind: 'role', instance: 'mdm-eu', role: 'Deny user listing' };
  const granted = step(null, { name: 'grant', durationMs: 'default' }, facts(ada, { entitlement })).access!;
  const outside = { entitlement, subjectGone: refusals.left('mia') };
  expect(step(granted, { name: 'start' }, startFacts(granted, outside)).access?.state).toBe('active');
});
