import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import { ownersOf, standingAskers } from '../../../src/domain/askers.ts';
import type { AccessCommand, Facts } from '../../../src/domain/decide/index.ts';
import { decide } from '../../../src/domain/decide/index.ts';
import { evolve } from '../../../src/domain/events/index.ts';
import type { PersonRef } from '../../../src/domain/identity.ts';
import { recordedEvent } from '../../../src/services/in-english.ts';
import { ada, base, facts, mia } from '../life.ts';

const gateway: PersonRef = { id: 'client:gateway', label: 'client:gateway' };
const crm: PersonRef = { id: 'client:crm', label: 'client:crm' };
const of = (asker: string, owner: string) => ({ owners: [`${owner}@acme.test`], asker });

function next(access: Access | null, command: AccessCommand, actor: PersonRef, change: Partial<Facts> = {}) {
  const bySystem = actor.id.startsWith('client:');
  const { events, refusal } = decide(access, command, facts(actor, { bySystem, ...change }));
  const after = events.map(recordedEvent).reduce<Access | null>((state, one) => evolve(state, one, base), access);
  if (after === null) throw new Error('no access');
  return { access: after, refusal, names: events.map(({ event }) => event) };
}

const request = { name: 'request', durationMs: 'default' } as const;
const asked = () => next(null, request, gateway, { system: of('a', 'petra') }).access;
const both = () => next(asked(), { name: 'join', asker: 'b' }, crm, { system: of('b', 'otto') }).access;
const keys = ({ asks: [ask] }: Access) => (ask === undefined ? [] : standingAskers(ask).map(({ key }) => key));

describe('systems that ask for one access', () => {
  it('are each an asker of their own, and nobody’s owners have a vote', () => {
    const access = both();
    expect(keys(access)).toEqual(['a', 'b']);
    expect(ownersOf(access.asks[0]!)).toEqual(['petra@acme.test', 'otto@acme.test']);
    expect(next(access, { name: 'join', asker: 'b' }, crm, { system: of('b', 'otto') }).names).toEqual([]);
    const card = { ask: 'start' };
    const vote = next(access, { name: 'approve', card }, ada, {
      systemOwners: [{ person: 'ada', system: 'client:gateway' }],
    });
    expect(vote.refusal?.args).toMatchObject({ name: 'runs-system', label: 'client:gateway' });
  });

  it('withdraw one by one, and the access goes with the last', () => {
    const one = next(both(), { name: 'withdraw', by: gateway.id, asker: 'a' }, gateway);
    expect(one.names).toEqual(['withdrawn']);
    expect(one.access.state).toBe('requested');
    expect(keys(one.access)).toEqual(['b']);
    // It withdrew, and its owners still have no vote.
    expect(ownersOf(one.access.asks[0]!)).toContain('petra@acme.test');
    expect(next(one.access, { name: 'withdraw', by: gateway.id, asker: 'a' }, gateway).names).toEqual([]);
    const last = next(one.access, { name: 'withdraw', by: crm.id, asker: 'b' }, crm);
    expect(last.names).toEqual(['cancelled']);
    expect(last.access).toMatchObject({ state: 'closed', asks: [{ state: 'cancelled' }] });
    expect(next(last.access, { name: 'withdraw', by: crm.id }, crm).refusal?.code).toBe('already-decided');
  });

  it('withdraw nothing that somebody else, or a person in chat, asked for', () => {
    expect(next(asked(), { name: 'withdraw', by: crm.id, asker: 'a' }, crm).names).toEqual([]);
    const inChat = next(null, request, mia).access;
    const joined = next(inChat, { name: 'join', asker: 'b' }, crm, { system: of('b', 'otto') }).access;
    expect(next(joined, { name: 'withdraw', by: crm.id }, crm).names).toEqual(['withdrawn']);
    expect(next(joined, { name: 'withdraw', by: mia.id }, crm).names).toEqual([]);
  });
});

describe('“This wasn’t me”', () => {
  const active = (access: Access) => {
    const card = { ask: 'start' };
    const basis = { kind: 'implicit', access: null, until: null, of: 'console:acme-prod' } as const;
    const approved = next(access, { name: 'approve', card }, ada).access;
    return next(
      approved,
      { name: 'start' },
      { id: 'system', label: 'system' },
      {
        bySystem: true,
        approvers: new Map([['ada', { basis }]]),
      },
    ).access;
  };

  it('closes what only that system asked for, and ends it where it’s active', () => {
    expect(next(asked(), { name: 'withdraw', by: gateway.id }, mia).names).toEqual(['cancelled']);
    const running = active(asked());
    expect(running.state).toBe('active');
    const ended = next(running, { name: 'withdraw', by: gateway.id }, mia);
    expect(ended.names).toEqual(['revoked']);
    expect(ended.access.state).toBe('ended');
  });

  it('leaves what somebody else asked for too', () => {
    const running = active(both());
    const left = next(running, { name: 'withdraw', by: gateway.id }, mia);
    expect(left.names).toEqual(['withdrawn']);
    expect(left.access.state).toBe('active');
  });

  it('is only the person’s to say, and no system ends what is active', () => {
    expect(next(asked(), { name: 'withdraw', by: gateway.id }, ada).refusal?.code).toBe('not-yours');
    expect(next(active(asked()), { name: 'withdraw', by: gateway.id }, gateway).refusal?.code).toBe('already-decided');
  });
});
