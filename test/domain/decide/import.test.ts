import { describe, expect, it } from 'vitest';
import { ada, approvedBy, facts, mia, requested, startFacts, step } from '../life.ts';

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
    expect(step(requested(), { name: 'retire', what: 'acme-prod' }, bySystem).access?.state).toBe('closed');
    const { access } = step(null, { name: 'import' }, bySystem);
    expect(step(access, { name: 'retire', what: 'acme-prod' }, bySystem).decided.events).toEqual([]);
  });
});
