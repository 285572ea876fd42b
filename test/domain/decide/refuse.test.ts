import { expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import { collectsRefusals } from '../../../src/domain/decide/index.ts';
import { mostEvents } from '../../../src/domain/decide/refuse.ts';
import { fold } from '../../../src/domain/events/index.ts';
import { ada, approvedBy, base, facts, person, requested, step } from '../life.ts';

const refusedTo = (access: Access, name: string) =>
  step(access, { name: 'approve' }, facts(person(name), { authority: null, actorIsLatchkeyAdministrator: true }));

/** A request that so many people without authority tried to approve. */
function refusedBy(count: number): Access {
  let access = requested();
  for (let index = 0; index < count; index++) access = refusedTo(access, `p${index}`).access!;
  return access;
}

it('records 500 events of an access, and then one that collects further refusals', () => {
  const full = refusedBy(mostEvents - 1);
  expect(full.events).toHaveLength(mostEvents);
  expect(collectsRefusals(full)).toBe(false);
  const last = refusedTo(full, 'one-more');
  expect(last.decided).toMatchObject({
    events: [{ event: 'refused', facts: { collects: true, sentence: expect.stringContaining('only counted') } }],
    refusal: { code: 'no-authority' },
  });
  const collecting = last.access!;
  expect(refusedTo(collecting, 'and-more').decided).toMatchObject({
    events: [],
    refusal: { code: 'no-authority', sentence: expect.not.stringContaining('only counted') },
  });
  expect(fold(collecting.events, base)).toEqual(collecting);
  // Whoever may decide still does, and a late vote is still offered to be repeated.
  expect(approvedBy(collecting, ada).state).toBe('approved');
  const late = step(collecting, { name: 'approve' }, facts(ada, { authorityInTime: false }));
  expect(late.decided.events).toMatchObject([{ event: 'refused', facts: { code: 'too-new' } }]);
});
