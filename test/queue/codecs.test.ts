import { describe, expect, it } from 'vitest';
import { commandJob } from '../../src/queue/codecs.ts';
import { aCommand } from './support.ts';

const entitlement = { kind: 'console', product: 'acme-prod' } as const;

describe('a queued command', () => {
  it('of an older version, which knows no moments, is still read', () => {
    for (const action of [
      { name: 'request', entitlement, durationMs: 'default' },
      { name: 'grant', entitlement, who: { kind: 'me' }, durationMs: null },
      { name: 'approve', access: 'a1' },
    ]) {
      expect(commandJob.parse({ ...aCommand('old'), action }).action).toEqual(action);
    }
  });

  it('carries what a role is needed for, and one that is suggested instead', () => {
    const role = { kind: 'role', instance: 'mdm-eu', role: 'Editor' } as const;
    for (const action of [
      { name: 'request', entitlement: role, durationMs: null, permission: 'Create assets' },
      { name: 'deny', access: 'a1', ask: 'start', stage: 0, digest: 'd', instead: 'Operator' },
      { name: 'request-instead', access: 'a1' },
    ]) {
      expect(commandJob.parse({ ...aCommand('new'), action }).action).toEqual(action);
    }
  });

  it('carries the moment that was typed, and a length that is less', () => {
    for (const action of [
      { name: 'request', entitlement, durationMs: 'default', endsAt: 1_800_000_000_000 },
      { name: 'approve', access: 'a1', less: { durationMs: 60_000 } },
      { name: 'approve', access: 'a1', less: { endsAt: 1_800_000_000_000 } },
    ]) {
      expect(commandJob.parse({ ...aCommand('new'), action }).action).toEqual(action);
    }
    const both = { name: 'approve', access: 'a1', less: { durationMs: 1, endsAt: 1 } };
    expect(commandJob.safeParse({ ...aCommand('bad'), action: both }).success).toBe(false);
  });
});
