import type { Membership } from '../../src/policy/index.ts';
import { compileGroups, decide } from '../../src/policy/index.ts';
import type { Contender } from './contender.ts';
import type { QuestionSet } from './questions.ts';
import { heldRights, people } from './questions.ts';

/** This engine: a membership per person in hand, permissions by label, the answer with its reasons. */
export function enterLatchkey({ questions }: QuestionSet): Contender {
  const compiled = compileGroups([]);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const memberships = new Map<string, Membership>(
    people.map(({ id, roles }) => [id, compiled.policy.membership(roles)]),
  );
  const prepared = questions.map(({ person, permission, item }) => ({
    membership: memberships.get(person.id)!,
    permission,
    item,
  }));
  const one = (index: number) => {
    const { membership, permission, item } = prepared[index]!;
    return decide({ membership, permission, item, itemRights: heldRights });
  };
  return {
    name: 'latchkey',
    setUp: 'membership per person in hand, by label, with reasons',
    chunk: prepared.length,
    ask: (from, to) => {
      let allowed = 0;
      for (let index = from; index < to; index += 1) {
        if (one(index).effect === 'allow') allowed += 1;
      }
      return allowed;
    },
    answer: (index) => {
      const { effect, because } = one(index);
      if (because.length === 0) throw new Error('An answer without a reason');
      return effect === 'allow';
    },
  };
}
