import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import type { Facts } from '../../../src/domain/decide/index.ts';
import type { Entitlement } from '../../../src/domain/entitlement.ts';
import type { Given } from '../life.ts';
import { ada, approvedBy, facts, grace, hour, mia, step, two } from '../life.ts';

const refusalOf = (access: Access | null, command: Given, given: Facts) =>
  step(access, command, given).decided.refusal?.code;
const limit: Entitlement = { kind: 'role', instance: 'mdm-eu', role: 'Deny user listing' };

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
