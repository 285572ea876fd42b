import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import { approvalId, itemState, readApprovalId, taskStatus } from '../../../src/domain/request/task.ts';
import type { TaskItem } from '../../../src/domain/request/task.ts';

const item: TaskItem = {
  resource: { type: 'product', id: 'p' },
  action: { name: 'console' },
  entitlement: 'console:p',
  asker: 'a',
  access: 'x',
  failure: null,
};
let at = 0;
const event = (name: string, facts: object = {}) => ({ event: name, at: ++at, facts });
const requested = event('requested', { ask: { system: { owners: [], asker: 'a' } } });
const accessOf = (...events: object[]) => ({ events }) as unknown as Access;
const state = (...events: object[]) => itemState(item, accessOf(...events), 1);

describe('how an item stands (§ State Transitions)', () => {
  it.each([
    ['pending', []],
    ['pending', [event('approved')]],
    ['denied', [event('denied', { ask: 'start' })]],
    ['expired', [event('lapsed', { ask: 'start' })]],
    ['cancelled', [event('cancelled', { code: 'retired' })]],
    ['cancelled', [event('revoked')]],
    ['cancelled', [event('withdrawn', { askers: ['a'] })]],
    ['pending', [event('withdrawn', { askers: ['b'] })]],
    ['approved', [event('approved'), event('started', { until: 9_000 })]],
    ['approved', [event('started', { until: 9_000 }), event('revoked')]],
    ['approved', [event('started', { until: null }), event('expired')]],
  ])('is %s after %j', (status, events) => {
    expect(state(requested, ...events).status).toBe(status);
  });

  it('counts from where its asking begins, and an approval without an end for a day', () => {
    const started = event('started', { until: null });
    const joined = event('joined', { asker: 'a' });
    expect(state(event('requested', { ask: {} }), started).status).toBe('pending');
    expect(state(event('requested', { ask: {} }), started, joined)).toMatchObject({
      status: 'approved',
      approval: { at: joined.at, until: joined.at + 86_400_000 },
    });
  });

  it('is summed up over items (§ Access Request Response)', () => {
    const sum = (...all: string[]) => taskStatus(all.map((status) => ({ status }) as never));
    expect(sum('approved', 'pending')).toBe('pending');
    expect(sum('approved', 'approved')).toBe('approved');
    expect(sum('approved', 'denied')).toBe('partial');
  });

  it('names approvals so that they can be read back', () => {
    const handle = 'ab'.repeat(16);
    expect(readApprovalId(approvalId({ handle }, 19))).toEqual({ handle, index: 19 });
    for (const wrong of ['', 'apr_', `apr_${handle}`, `arq_${handle}0`]) expect(readApprovalId(wrong)).toBeNull();
  });
});
