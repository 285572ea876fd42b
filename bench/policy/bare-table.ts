import type { Item } from '../../src/policy/index.ts';
import { byItemRight, grants } from './grants.ts';
import type { When } from './grants.ts';
import type { Contender } from './contender.ts';
import type { Person, QuestionSet } from './questions.ts';
import { assetsWith, people } from './questions.ts';

type Cell = boolean | ((item: Item | undefined) => boolean);

const on = (ids: readonly string[]): Cell => {
  const known = new Set(ids);
  return (item) => item !== undefined && known.has(item.id);
};
const flagged: Cell = (item) => item?.allowedForHelpDesk === true;
const limited = new Set(assetsWith('no-read'));

function cellFor(when: When, { roles }: Person): Cell {
  switch (when) {
    case 'always':
      return true;
    case 'unless no-read':
      return (item) => item === undefined || !limited.has(item.id);
    case 'with write':
      return on(assetsWith('write'));
    case 'allowed tool':
    case 'allowed package':
      return flagged;
    case 'unless Deny user listing':
      return !roles.includes('Deny user listing');
    case 'with Editor':
      return roles.includes('Editor');
  }
}

/** The limit: everything of a person worked out beforehand, so that a question is one look into one map, by label. */
export function enterBareTable({ questions }: QuestionSet): Contender {
  const tables = new Map<string, ReadonlyMap<string, Cell>>();
  for (const person of people) {
    const cells = new Map<string, Cell>();
    for (const { permission, rights } of byItemRight) cells.set(permission, on(rights.flatMap(assetsWith)));
    const own = grants.filter(({ role }) => person.roles.includes(role));
    for (const { permission, when } of own.filter(({ when }) => when !== 'always')) {
      cells.set(permission, cellFor(when, person));
    }
    for (const { permission, when } of own.filter(({ when }) => when === 'always')) {
      cells.set(permission, cellFor(when, person));
    }
    tables.set(person.id, cells);
  }
  const prepared = questions.map(({ person, permission, item }) => ({
    table: tables.get(person.id)!,
    permission,
    item,
  }));
  const one = (index: number): boolean => {
    const { table, permission, item } = prepared[index]!;
    const cell = table.get(permission);
    return typeof cell === 'function' ? cell(item) : cell === true;
  };
  return {
    name: 'bare table',
    setUp: 'a map per person in hand, by label, yes or no',
    chunk: prepared.length,
    ask: (from, to) => {
      let allowed = 0;
      for (let index = from; index < to; index += 1) if (one(index)) allowed += 1;
      return allowed;
    },
    answer: one,
  };
}
