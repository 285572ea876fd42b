import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import { askedFor } from '../../../src/domain/askers.ts';
import type { Entitlement } from '../../../src/domain/entitlement.ts';
import { suggestedInstead } from '../../../src/domain/suggestion.ts';
import { ada, facts, hugo, mia, requested, step } from '../life.ts';

const administrator: Entitlement = { kind: 'role', instance: 'mdm-eu', role: 'Administrator' };
const asked = { action: 'Create assets' };

function needed(): Access {
  const command = { name: 'request', durationMs: 'default', asked } as const;
  const { access } = step(null, command, facts(mia, { authority: null, entitlement: administrator }));
  if (access === null) throw new Error('the request was refused');
  return access;
}
const suggest = (access: Access, change: Parameters<typeof facts>[1] = {}, card: object = { ask: 'start' }) =>
  step(access, { name: 'deny', instead: 'Editor', card } as never, {
    ...facts(ada, { entitlement: administrator, wouldDo: ['Reader', 'Editor'], ...change }),
  });

describe('a request that says what it’s needed for', () => {
  it('keeps that, and one that says nothing has none', () => {
    const [ask] = needed().asks;
    expect(ask?.asked).toEqual(asked);
    expect(ask && askedFor(ask)).toEqual(asked);
    const [other] = requested().asks;
    expect(other && askedFor(other)).toBeNull();
    expect(other).not.toHaveProperty('asked');
  });

  it('is for what the first system was denied, where no person said', () => {
    const [ask] = needed().asks;
    const { asked: _own, ...rest } = ask!;
    const bySystem = { ...rest, system: { owners: [], asked: { action: 'Create locations', more: 3 } } };
    expect(askedFor(bySystem)?.action).toBe('Create locations');
    expect(askedFor({ ...bySystem, isWithdrawn: true })).toBeNull();
  });
});

describe('a denial that suggests a smaller role', () => {
  it('closes the request as any denial does, and records the role', () => {
    const { access, decided } = suggest(needed());
    expect(access?.state).toBe('closed');
    expect(decided.events).toMatchObject([{ event: 'denied', facts: { ask: 'start', instead: 'Editor' } }]);
    expect(access && suggestedInstead(access)).toEqual({ ...administrator, role: 'Editor' });
  });

  it('needs the same authority', () => {
    expect(suggest(needed(), { actor: hugo, authority: null }).decided.refusal?.code).toBe('no-authority');
  });

  it('is one decision: nothing more is decided after it', () => {
    const { access } = suggest(needed());
    expect(suggest(access!).decided).toMatchObject({ events: [], refusal: { code: 'already-decided' } });
  });

  it('is refused where the card showed other terms, or the role would no longer do', () => {
    const stale = { events: [], refusal: { code: 'stale' } };
    expect(suggest(needed(), {}, { ask: 'start', digest: 'of other terms' }).decided).toMatchObject(stale);
    expect(suggest(needed(), { wouldDo: ['Reader'] }).decided).toMatchObject(stale);
    const { wouldDo: _none, ...without } = facts(ada, { entitlement: administrator });
    const card = { ask: 'start' };
    expect(step(needed(), { name: 'deny', instead: 'Editor', card } as never, without).decided).toMatchObject(stale);
  });

  it('suggests nothing where nobody did', () => {
    const { access } = step(needed(), { name: 'deny' }, facts(ada, { entitlement: administrator }));
    expect(access?.state).toBe('closed');
    expect(suggestedInstead(access!)).toBeNull();
    expect(suggestedInstead(needed())).toBeNull();
  });
});
