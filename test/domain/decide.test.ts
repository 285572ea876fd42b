import { describe, expect, it } from 'vitest';
import type { Access } from '../../src/domain/access.ts';
import { isInForce, termsDigest } from '../../src/domain/access.ts';
import type { Facts } from '../../src/domain/decide/index.ts';
import type { Entitlement } from '../../src/domain/entitlement.ts';
import type { Given } from './life.ts';
import {
  ada,
  approvedBy,
  consoleProd,
  facts,
  grace,
  hour,
  hugo,
  mia,
  one,
  requested,
  start,
  startFacts,
  step,
  two,
} from './life.ts';

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
    expect(decided.refusal?.sentence).toContain('30d');
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

describe('a grant', () => {
  it('is a request whose first approval is the granter’s (A5)', () => {
    const { access } = step(null, { name: 'grant', durationMs: hour }, facts(ada));
    expect(access?.events.map((event) => event.event)).toEqual(['requested', 'approved']);
    expect(access?.state).toBe('approved');
  });

  it('waits where the rule asks for more, and the granter adds no second voice', () => {
    const rule = { ...facts(ada).rule!, stages: [two] };
    const { access } = step(null, { name: 'grant', durationMs: hour }, facts(ada, { rule }));
    expect(access?.state).toBe('requested');
    expect(refusalOf(access, { name: 'approve' }, facts(ada))).toBe('own-access');
    expect(approvedBy(access!, grace).state).toBe('approved');
  });

  it('to oneself, or without authority, is refused', () => {
    expect(refusalOf(null, { name: 'grant', durationMs: hour }, facts(mia))).toBe('own-access');
    expect(refusalOf(null, { name: 'grant', durationMs: hour }, facts(ada, { authority: null }))).toBe('no-authority');
  });

  it('of a limit has no default duration (A6)', () => {
    const rule = { ...facts(ada).rule!, defaultMs: null, maxMs: null, always: true };
    const { access } = step(null, { name: 'grant', durationMs: 'default' }, facts(ada, { rule, entitlement: limit }));
    expect(access?.asks[0]?.durationMs).toBeNull();
  });
});

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
    const approvers = new Map([
      ['ada', { void: 'ada lost it' }],
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
    expect(step(access, { name: 'start' }, startFacts(access, { subjectGone: 'mia has left.' })).access?.state).toBe(
      'closed',
    );
  });
});

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
    expect(both.access?.events.at(-1)?.facts['remains']).toBe(true);
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

describe('the configuration’s roster', () => {
  const bySystem = facts(mia, { bySystem: true, authority: null, via: 'config' });

  it('gives an access without end, once, and takes only its own back', () => {
    const { access } = step(null, { name: 'import' }, bySystem);
    expect(access).toMatchObject({ state: 'active', until: null, imported: true });
    expect(step(access, { name: 'import' }, bySystem).decided.events).toEqual([]);
    expect(step(access, { name: 'remove-import' }, bySystem).access?.state).toBe('ended');
    const byChat = approvedBy(requested(), ada);
    const active = step(byChat, { name: 'start' }, startFacts(byChat)).access;
    expect(step(active, { name: 'remove-import' }, bySystem).decided.events).toEqual([]);
  });

  it('closes what waits under an id that vanished, and leaves what was given', () => {
    expect(step(requested(), { name: 'retire', sentence: 'gone' }, bySystem).access?.state).toBe('closed');
    const { access } = step(null, { name: 'import' }, bySystem);
    expect(step(access, { name: 'retire', sentence: 'gone' }, bySystem).decided.events).toEqual([]);
  });
});
