import type { MongoAbility, RawRuleOf } from '@casl/ability';
import { createMongoAbility } from '@casl/ability';
import type { Item } from '../../src/policy/index.ts';
import type { Contender } from './contender.ts';
import type { When } from './grants.ts';
import { byItemRight, grants } from './grants.ts';
import type { Person, QuestionSet } from './questions.ts';
import { assetsWith, people } from './questions.ts';

type Rule = RawRuleOf<MongoAbility>;

const everywhere = (action: string): Rule => ({ action, subject: 'all' });
const onAssets = (action: string, ids: readonly string[]): Rule => ({
  action,
  subject: 'asset',
  conditions: ids.length === 1 ? { id: ids[0] } : { id: { $in: ids } },
});

function rulesFor(when: When, action: string, { roles }: Person): Rule[] {
  switch (when) {
    case 'always':
    case 'unless no-read':
      return [everywhere(action)];
    case 'with write':
      return [onAssets(action, assetsWith('write'))];
    case 'allowed tool':
      return [{ action, subject: 'tool', conditions: { allowedForHelpDesk: true } }];
    case 'allowed package':
      return [{ action, subject: 'package', conditions: { allowedForHelpDesk: true } }];
    case 'unless Deny user listing':
      return roles.includes('Deny user listing') ? [] : [everywhere(action)];
    case 'with Editor':
      return roles.includes('Editor') ? [everywhere(action)] : [];
  }
}

/** One ability per person; what a later rule says goes before what an earlier one says, so limits come last. */
function abilityOf(person: Person): MongoAbility {
  const own = grants.filter(({ role }) => person.roles.includes(role));
  const settled = new Set(own.filter(({ when }) => when === 'always').map(({ permission }) => permission));
  const rules = own.flatMap(({ permission, when }) =>
    when !== 'always' && settled.has(permission) ? [] : rulesFor(when, permission, person),
  );
  const extended = byItemRight
    .filter(({ permission }) => !settled.has(permission))
    .flatMap(({ permission, rights, unless }): Rule[] => [
      onAssets(permission, rights.flatMap(assetsWith)),
      ...(unless === null ? [] : [{ ...onAssets(permission, assetsWith(unless)), inverted: true }]),
    ]);
  return createMongoAbility([...rules, ...extended], {
    detectSubjectType: (item) => (item as unknown as Item).kind,
  });
}

/** CASL: an ability per person in hand, conditions in its own (MongoDB) language. */
export function enterCasl({ questions }: QuestionSet): Contender {
  const abilities = new Map(people.map((person) => [person.id, abilityOf(person)]));
  const prepared = questions.map(({ person, permission, item }) => ({
    ability: abilities.get(person.id)!,
    permission,
    subject: item ?? 'all',
  }));
  const one = (index: number): boolean => {
    const { ability, permission, subject } = prepared[index]!;
    return ability.can(permission, subject as never);
  };
  return {
    name: '@casl/ability',
    setUp: 'an ability per person in hand, by label, yes or no',
    chunk: prepared.length,
    ask: (from, to) => {
      let allowed = 0;
      for (let index = from; index < to; index += 1) if (one(index)) allowed += 1;
      return allowed;
    },
    answer: one,
  };
}
