import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import type { Facts } from '../../../src/domain/decide/index.ts';
import type { Entitlement } from '../../../src/domain/entitlement.ts';
import type { Given } from '../life.ts';
import { ada, approvedBy, facts, hour, hugo, mia, one, requested, start, startFacts, step } from '../life.ts';

const refusalOf = (access: Access | null, command: Given, given: Facts) =>
  step(access, command, given).decided.refusal?.code;
const limit: Entitlement = { kind: 'role', instance: 'mdm-eu', role: 'Deny user listing' };

describe('the end', () => {
  const active = (): Access => {
    const access = approvedBy(requested([one], hour), ada);
    return step(access, { name: 'start' }, startFacts(access)).access!;
  };

  it('comes by itself at its time, and not before', () => {
    const access = active();
    expect(step(access, { name: 'look' }, startFacts(access, { now: start + hour - 1 })).decided.events).toEqual([]);
    expect(step(access, { name: 'look' }, startFacts(access, { now: start + hour })).access?.state).toBe('ended');
  });

  it('comes by revocation, by giving back, and not by anybody', () => {
    expect(step(active(), { name: 'revoke' }, facts(ada)).access?.state).toBe('ended');
    expect(step(active(), { name: 'give-back' }, facts(mia, { authority: null })).access?.state).toBe('ended');
    expect(refusalOf(active(), { name: 'revoke' }, facts(hugo, { authority: null }))).toBe('no-authority');
    expect(refusalOf(active(), { name: 'give-back' }, facts(hugo))).toBe('not-yours');
  });

  it('of what is implicit is refused with the reason; of what is both, access remains (C7)', () => {
    const { decided } = step(null, { name: 'revoke' }, facts(ada, { implicit: true }));
    expect(decided.refusal).toMatchObject({ code: 'implicit', because: [{ rule: 'C7' }] });
    const both = step(active(), { name: 'revoke' }, facts(ada, { implicit: true }));
    expect(both.access?.events.at(-1)).toMatchObject({ facts: { remains: true } });
  });

  it('of a limit is not the limited person’s to bring (A6)', () => {
    expect(refusalOf(active(), { name: 'revoke' }, facts(mia, { entitlement: limit, authority: null }))).toBe('limit');
    expect(refusalOf(active(), { name: 'give-back' }, facts(mia, { entitlement: limit }))).toBe('limit');
  });

  it('of a waiting ask comes by denial, cancelling, and lapsing', () => {
    expect(step(requested(), { name: 'deny' }, facts(ada)).access).toMatchObject({
      state: 'closed',
      asks: [{ state: 'denied' }],
    });
    expect(step(requested(), { name: 'cancel' }, facts(mia, { authority: null })).access?.asks[0]?.state).toBe(
      'cancelled',
    );
    expect(refusalOf(requested(), { name: 'cancel' }, facts(ada))).toBe('not-yours');
    const stuck = facts(hugo, { authority: null, actorIsLatchkeyAdministrator: true });
    expect(step(requested(), { name: 'cancel' }, stuck).access?.state).toBe('closed');
    const lapsed = step(requested(), { name: 'look' }, startFacts(requested(), { now: start + 72 * hour }));
    expect(lapsed.access).toMatchObject({ state: 'closed', asks: [{ state: 'lapsed' }] });
  });
});
