import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import { termsDigest } from '../../../src/domain/terms-digest.ts';
import type { Facts } from '../../../src/domain/decide/index.ts';
import type { Given } from '../life.ts';
import { ada, approvedBy, facts, grace, hugo, mia, one, requested, step, two } from '../life.ts';

const refusalOf = (access: Access | null, command: Given, given: Facts) =>
  step(access, command, given).decided.refusal?.code;

describe('an approval', () => {
  it('completes an ask of one person, and stores its basis (A1)', () => {
    const access = approvedBy(requested(), ada);
    expect(access.state).toBe('approved');
    expect(access.asks[0]?.decisions[0]).toMatchObject({
      person: ada,
      verdict: 'approve',
      basis: { kind: 'implicit' },
    });
  });

  it('of two people needs two different ones', () => {
    const first = approvedBy(requested([two]), ada);
    expect(first.state).toBe('requested');
    expect(refusalOf(first, { name: 'approve' }, facts(ada))).toBe('already-voiced');
    expect(approvedBy(first, grace).state).toBe('approved');
  });

  it('counts one person once over all stages (A4)', () => {
    const first = approvedBy(requested([one, one]), ada);
    expect(refusalOf(first, { name: 'approve' }, facts(ada))).toBe('already-voiced');
  });

  it('of one’s own is refused, whatever authority one has (A4)', () => {
    expect(refusalOf(requested(), { name: 'approve' }, facts(mia))).toBe('own-access');
  });

  it('without authority is refused, and recorded once however often it is tried', () => {
    const no = facts(hugo, { authority: null });
    const { access, decided } = step(requested(), { name: 'approve' }, no);
    expect(decided.refusal).toMatchObject({ code: 'no-authority', because: [{ rule: 'C4' }] });
    expect(access?.events.at(-1)).toMatchObject({ event: 'refused', actor: hugo.label });
    expect(step(access, { name: 'approve' }, no).decided).toMatchObject({
      events: [],
      refusal: { code: 'no-authority' },
    });
  });

  it('by somebody who is not of the stage is refused', () => {
    expect(refusalOf(requested(), { name: 'approve' }, facts(ada, { qualifies: [false] }))).toBe('not-your-stage');
  });

  it('after the decision is told what happened, by whom', () => {
    const { decided } = step(approvedBy(requested(), ada), { name: 'approve' }, facts(grace));
    expect(decided.refusal?.code).toBe('already-decided');
    expect(decided.refusal?.sentence).toContain(ada.label);
  });

  it('from a card whose terms differ decides nothing', () => {
    const access = requested();
    const card = { ask: 'start', stage: 0, digest: termsDigest(access, access.asks[0]!) };
    expect(refusalOf(access, { name: 'approve', card: { ...card, digest: 'other' } }, facts(ada))).toBe('stale');
    expect(refusalOf(access, { name: 'approve', card: { ...card, stage: 1 } }, facts(ada))).toBe('stale');
    expect(refusalOf(access, { name: 'approve', card }, facts(ada))).toBeUndefined();
  });
});
