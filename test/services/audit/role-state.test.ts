import { describe, expect, it } from 'vitest';
import type { TenantEvent } from '../../../src/domain/events/index.ts';
import { untouched } from '../../../src/ports/targets.ts';
import type { TargetState } from '../../../src/ports/targets.ts';
import { roleFaults } from '../../../src/services/audit/role-state.ts';

const event = (what: string, change: Partial<TenantEvent> = {}) =>
  ({ event: 'roster', facts: { what }, actorId: null, ...change }) as unknown as TenantEvent;
const baseline = (given: boolean) => event('role', { event: 'baseline', facts: { command: 'b', what: 'role', given } });
const state = (change: Partial<TargetState>): TargetState => ({ ...untouched, ...change });
const given = { memberSince: 1 };
const failure = { sentence: 'No', times: 1 };
const ada = { id: 'p_ada', label: 'ada@acme.test' };

describe('what is stored of a role', () => {
  it.each<readonly [string, Partial<TargetState>, readonly TenantEvent[]]>([
    ['nothing, and nothing told', {}, []],
    ['given', { given }, [event('given')]],
    ['taken by hand while it was wanted', { given, drift: 'taken-by-hand' }, [event('given'), event('taken-by-hand')]],
    [
      'taken by hand, and the holder left',
      { drift: 'taken-by-hand', left: true },
      [event('taken-by-hand'), event('left')],
    ],
    ['put right by itself, which no event tells', {}, [event('given-by-hand')]],
    ['failing, after it was given', { given, failure }, [event('given'), event('failed')]],
    ['failing, and given by hand meanwhile', { failure }, [event('failed'), event('given-by-hand')]],
    ['as an older version left it', { given, drift: 'taken-by-hand', failure, left: true }, [baseline(true)]],
    [
      'to be taken away',
      { drift: 'given-by-hand', takenBy: ada },
      [event('given-by-hand'), event('take-away', { actorId: 'p_ada' })],
    ],
  ])('is right: %s', (_what, change, events) => {
    expect(roleFaults(state(change), events)).toEqual([]);
  });

  it.each<readonly [string, Partial<TargetState>, readonly TenantEvent[], string]>([
    ['given without an event', { given }, [], 'given'],
    ['not given', {}, [event('given')], 'given'],
    ['not given, with a decision after it', {}, [event('given'), event('take-away')], 'given'],
    ['another kind of drift', { drift: 'taken-by-hand' }, [event('given-by-hand')], 'drift'],
    ['drift that was put right', { given, drift: 'given-by-hand' }, [event('given-by-hand'), event('given')], 'drift'],
    ['a failure that is over', { given, failure }, [event('failed'), event('given')], 'failure'],
    ['left, and back', { left: true }, [event('left'), event('back')], 'left'],
    [
      'taken by somebody else',
      { takenBy: { id: 'p_x', label: 'x' } },
      [event('take-away', { actorId: 'p_ada' })],
      'takenBy',
    ],
  ])('is wrong: %s', (_what, change, events, fault) => {
    expect(roleFaults(state(change), events)).toContain(fault);
  });
});
