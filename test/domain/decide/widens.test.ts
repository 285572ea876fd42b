import { describe, expect, it } from 'vitest';
import { widens } from '../../../src/domain/decide/index.ts';

const console_ = { kind: 'console', product: 'acme-prod' } as const;
const limit = { kind: 'role', instance: 'mdm-eu', role: 'Deny user listing' } as const;

describe('what gives somebody more than they have', () => {
  it.each(['request', 'grant', 'approve', 'start', 'import'] as const)('%s of an access', (name) => {
    expect(widens(name, console_)).toBe(true);
    expect(widens(name, limit)).toBe(false);
  });
  it.each(['revoke', 'give-back', 'look', 'remove-import', 'retire'] as const)('%s of a limit (A6)', (name) => {
    expect(widens(name, console_)).toBe(false);
    expect(widens(name, limit)).toBe(true);
  });
  it.each(['deny', 'cancel'] as const)('never %s', (name) => {
    expect(widens(name, console_)).toBe(false);
    expect(widens(name, limit)).toBe(false);
  });
});
