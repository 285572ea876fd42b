import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import { largestBody, renderAccess } from '../../../src/domain/webhook/access-body.ts';
import { renderTest, webhookCodecs } from '../../../src/domain/webhook/codecs.ts';
import { ada, facts, hour, mia, start, startFacts, step } from '../life.ts';

const parsed = (text: string | null) => {
  const body = JSON.parse(text ?? 'null') as { type: string; data: Record<string, unknown> };
  const codec = webhookCodecs.get(body.type);
  if (codec === undefined) throw new Error(`${body.type} has no codec`);
  return codec.parse(body) as typeof body;
};

function life(reason = 'the pager rang') {
  const text = { salt: '00', value: reason };
  const requested = step(null, { name: 'request' }, facts(mia, { text, authority: null })).access as Access;
  const approved = step(requested, { name: 'approve' }, facts(ada)).access as Access;
  const active = step(approved, { name: 'start' }, startFacts(approved)).access as Access;
  const later = facts(ada, { now: start + hour });
  const revoked = step(active, { name: 'revoke' }, later).access as Access;
  return { requested, active, revoked };
}

describe('what an endpoint is told of an access', () => {
  it('is the whole state after the event, and how the access is now', () => {
    const { active, revoked } = life();
    expect(active.events.map(({ event }) => event)).toEqual(['requested', 'approved', 'started']);
    expect(parsed(renderAccess(active, 3))).toMatchObject({
      type: 'access.started',
      timestamp: '2026-11-22T12:00:00.000Z',
      data: {
        tenant: 'main',
        access: 'acc000000001',
        seq: 3,
        entitlement: 'console:acme-prod',
        subject: 'mia@acme.test',
        state: 'active',
        since: '2026-11-22T12:00:00.000Z',
        until: '2026-11-22T20:00:00.000Z',
        reason: null,
        now: { state: 'active', until: '2026-11-22T20:00:00.000Z', seq: 3 },
      },
    });
    const late = parsed(renderAccess(revoked, 3));
    expect(late.data).toMatchObject({ seq: 3, state: 'active', now: { state: 'ended', seq: 4 } });
    expect(parsed(renderAccess(revoked, 4))).toMatchObject({ type: 'access.revoked', data: { state: 'ended' } });
  });

  it('is the same at each attempt, but for now', () => {
    const { requested, revoked } = life();
    const [first, later] = [parsed(renderAccess(requested, 1)), parsed(renderAccess(revoked, 1))];
    expect({ ...later.data, now: null }).toEqual({ ...first.data, now: null });
    expect(first.data).toMatchObject({ state: 'requested', since: null, until: null, reason: 'the pager rang' });
  });

  it('has no reason once it was erased', () => {
    const { requested } = life();
    const erased = { ...requested, events: requested.events.map((event) => ({ ...event, text: null })) };
    expect(parsed(renderAccess(erased, 1)).data).toMatchObject({ reason: null });
  });

  it('is nothing where somebody changed the access in MongoDB', () => {
    expect(renderAccess({ ...life().active, distrust: 'changed' }, 3)).toBeNull();
  });

  it('stays under 20 kB, with the longest reason and hundreds of rules', () => {
    const { requested } = life('\u0001'.repeat(1_000));
    const because = Array.from({ length: 300 }, () => ({ rule: 'R3' as const, sentence: '🔑'.repeat(400) }));
    const large = { ...requested, events: requested.events.map((event) => ({ ...event, because })) };
    const text = renderAccess(large, 1) ?? '';
    expect(Buffer.byteLength(text)).toBeLessThan(largestBody);
    expect(parsed(text).data['because']).toHaveLength(10);
  });

  it('throws on an event that there isn’t', () => {
    expect(() => renderAccess(life().active, 4)).toThrow('acc000000001 has no event 4');
    expect(() => renderAccess(life().active, 0)).toThrow('has no event 0');
  });

  it('is a test without an access', () => {
    expect(parsed(renderTest('main', start))).toEqual({
      type: 'webhook.test',
      timestamp: '2026-11-22T12:00:00.000Z',
      data: { tenant: 'main' },
    });
  });
});
