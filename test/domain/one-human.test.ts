import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HumanFacts } from '../../src/domain/one-human.ts';
import { countAsOne, linkedTo, strangers, withoutDeadEnds } from '../../src/domain/one-human.ts';

const at = 1_000;
const isOne = (facts: Partial<HumanFacts>, one: string, other: string, openedAt = at) =>
  countAsOne({ ...strangers, ...facts }, one, other, openedAt);

describe('two persons (A7)', () => {
  it('count as one where they ever shared an account, also over others', () => {
    const shared = [
      ['a', 'b'],
      ['b', 'c'],
    ];
    expect(isOne({ shared }, 'a', 'b')).toBe(true);
    expect(isOne({ shared }, 'a', 'c')).toBe(true);
    expect(isOne({ shared }, 'a', 'd')).toBe(false);
  });

  it('count as one where one was first named by an address that the other typed, also over others', () => {
    const typed = [
      { person: 'b', by: 'a' },
      { person: 'c', by: 'a' },
    ];
    expect(isOne({ typed }, 'a', 'b')).toBe(true);
    expect(isOne({ typed }, 'b', 'c')).toBe(true);
  });

  it('are two where somebody recorded that before the ask was opened, and not in an older one', () => {
    const shared = [['a', 'b']];
    const apart = [{ one: 'b', other: 'a', since: at }];
    expect(isOne({ shared, apart }, 'a', 'b', at)).toBe(false);
    expect(isOne({ shared, apart }, 'a', 'b', at - 1)).toBe(true);
  });

  it('are one where the configuration says so, whatever was recorded', () => {
    const apart = [{ one: 'a', other: 'b', since: 0 }];
    expect(isOne({ same: [['a', 'b']], apart }, 'a', 'b')).toBe(true);
  });

  it('are two also where the three who had an account are two humans, one of them twice', () => {
    const facts = { shared: [['a', 'b', 'c']], apart: [{ one: 'a', other: 'b', since: 0 }] };
    expect(isOne(facts, 'a', 'b')).toBe(false);
    expect(isOne(facts, 'a', 'c')).toBe(true);
    expect(isOne(facts, 'b', 'c')).toBe(true);
  });

  it('are told without the persons who are known by one word and lead nowhere', () => {
    const chain = [
      { person: 'b', by: 'a' },
      { person: 'b', by: 'c' },
    ];
    const ends = [
      { person: 'd', by: 'a' },
      { person: 'e', by: 'd' },
    ];
    const facts = { ...strangers, typed: [...chain, ...ends] };
    expect(withoutDeadEnds(facts, ['a', 'c'])).toEqual({ ...strangers, typed: chain });
    expect(withoutDeadEnds(facts, ['a', 'e']).typed).toEqual(ends);
  });

  const ids = ['a', 'b', 'c', 'd', 'e'];
  const id = fc.constantFrom(...ids);
  const list = fc.uniqueArray(id, { minLength: 2, maxLength: 4 });
  const facts = fc.record({
    shared: fc.array(list, { maxLength: 3 }),
    same: fc.array(list, { maxLength: 2 }),
    typed: fc.array(fc.record({ person: id, by: id }), { maxLength: 3 }),
    apart: fc.array(fc.record({ one: id, other: id, since: fc.constantFrom(0, 500, 2_000) }), { maxLength: 3 }),
  });

  it('count as one or not whichever of them is named first, and each as one with themselves', () => {
    fc.assert(
      fc.property(facts, id, id, (given, one, other) => {
        expect(countAsOne(given, one, other, at)).toBe(countAsOne(given, other, one, at));
        expect(countAsOne(given, one, one, at)).toBe(true);
      }),
    );
  });

  it('never become one by a record that they are two, nor two by anything else that is known of them', () => {
    fc.assert(
      fc.property(facts, facts, id, id, (given, more, one, other) => {
        const wider = {
          shared: [...given.shared, ...more.shared],
          same: [...given.same, ...more.same],
          typed: [...given.typed, ...more.typed],
        };
        const isBefore = countAsOne({ ...given, apart: [] }, one, other, at);
        if (isBefore) expect(countAsOne({ ...wider, apart: [] }, one, other, at)).toBe(true);
        if (countAsOne(given, one, other, at)) expect(isBefore).toBe(true);
      }),
    );
  });

  it('are judged the same by what is linked to them alone', () => {
    fc.assert(
      fc.property(facts, id, id, (given, one, other) => {
        const near = new Set(linkedTo(given, [one, other]));
        const within = (list: readonly string[]) => list.some((member) => near.has(member));
        const few = {
          shared: given.shared.filter(within),
          same: given.same.filter(within),
          typed: given.typed.filter(({ person }) => near.has(person)),
          apart: given.apart.filter((pair) => near.has(pair.one) && near.has(pair.other)),
        };
        expect(countAsOne(few, one, other, at)).toBe(countAsOne(given, one, other, at));
      }),
    );
  });

  it('are judged the same without the dead ends', () => {
    fc.assert(
      fc.property(facts, id, id, (given, one, other) => {
        const judged = countAsOne(withoutDeadEnds(given, [one, other]), one, other, at);
        expect(judged).toBe(countAsOne(given, one, other, at));
      }),
    );
  });
});
