import { describe, expect, it } from 'vitest';
import type { CustomGroup } from '../../src/policy/index.ts';
import { compileGroups } from '../../src/policy/index.ts';
import { brief, policyWith, said } from './ask.ts';
import { en } from '../../src/words/en/index.ts';

const group = (name: string, members: string[] = [], memberOf: string[] = []): CustomGroup => ({
  name,
  members,
  memberOf,
});
const problemsOf = (...groups: CustomGroup[]): string[] => {
  const compiled = compileGroups(groups);
  return compiled.ok ? [] : compiled.problems.map(en.groupProblem);
};

describe('R7: what custom groups inherit', () => {
  const policy = policyWith([
    group('Field engineers'),
    group('Berlin crew', ['field engineers'], ['Operators', 'Report builder']),
    group('Everybody', ['Berlin crew'], ['Reader']),
  ]);

  it('gives the rights of the built-in groups that they are members of, through every nesting', () => {
    const membership = policy.membership(['field engineers']);
    expect(membership.groups).toEqual([
      { name: 'Operator', builtIn: true, through: ['Field engineers'] },
      { name: 'Reader', builtIn: true, through: ['Field engineers'] },
      { name: 'Report builder', builtIn: true, through: ['Field engineers'] },
      { name: 'Field engineers', builtIn: false, through: ['Field engineers'] },
      { name: 'Berlin crew', builtIn: false, through: ['Field engineers'] },
      { name: 'Everybody', builtIn: false, through: ['Field engineers'] },
    ]);
    expect(said(policy.decide({ membership, permission: 'Create assets' }))).toBe(
      'Operator (through Field engineers) gives "Create assets" (table 3).',
    );
  });

  it('does not inherit downward', () => {
    expect(policy.membership(['Everybody']).groups.map(({ name }) => name)).toEqual(['Reader', 'Everybody']);
    expect(brief(policy.decide({ membership: policy.membership(['Everybody']), permission: 'Create assets' }))).toBe(
      'deny R2',
    );
  });

  it('names by which roles a group came, each of them', () => {
    const membership = policy.membership(['Reader', 'Berlin crew', 'Everybody']);
    expect(membership.groups.find(({ name }) => name === 'Reader')?.through).toEqual([
      'Reader',
      'Berlin crew',
      'Everybody',
    ]);
  });

  it('names every group that a person would newly be in, since the rules of all of them bind', () => {
    expect(policy.newlyIn(policy.membership(['Operator']), 'Field engineers')).toEqual([
      'Reader',
      'Report builder',
      'Field engineers',
      'Berlin crew',
      'Everybody',
    ]);
    expect(policy.newlyIn(policy.membership(['Field engineers']), 'Berlin crew')).toEqual([]);
    expect(policy.newlyIn(policy.membership([]), 'nobody knows this')).toEqual([]);
  });

  it('can be given like a role, found in any case', () => {
    expect(policy.roles).toHaveLength(21);
    expect(policy.findRole(' BERLIN  crew ')).toBe('Berlin crew');
    expect(policy.findRole('Helpdesks')).toBe('Help desk');
    expect(policy.findRole('Paris crew')).toBeNull();
  });

  it('works out a group that is a member of nothing: it gives nothing', () => {
    const lone = policyWith([group('Lonely')]);
    expect(brief(lone.decide({ membership: lone.membership(['Lonely']), permission: 'Create assets' }))).toBe(
      'deny R1',
    );
  });
});

describe('R7: what is refused', () => {
  it('names a circle in full', () => {
    expect(problemsOf(group('A', ['B']), group('B', ['c']), group('C', ['A']))).toEqual([
      'Custom groups are members of each other in a circle: A → B → C → A. Take one of them out.',
    ]);
    expect(problemsOf(group('A', ['a']))).toEqual([
      'Custom groups are members of each other in a circle: A → A. Take one of them out.',
    ]);
  });

  it('refuses built-in groups as members, in any spelling', () => {
    for (const member of ['Administrators', 'helpdesk', 'Deny user listing']) {
      expect(problemsOf(group('A', [member]))).toEqual([expect.stringContaining('can’t be members of another group')]);
    }
  });

  it.each([
    [group('A', ['Nobody']), 'which isn’t a custom group of this instance'],
    [group('A', [], ['Nobody']), 'which isn’t a built-in group'],
    [group('A', [], ['a']), 'which takes built-in groups'],
    [group('A', [], ['Deny user listing']), 'limits and gives no rights'],
    [group('readers'), 'the name of the built-in group Reader'],
    [group('Deny User Listing'), 'the name of the built-in group Deny user listing'],
    [group('  '), 'needs a name'],
  ])('refuses %j', (faulty, why) => {
    expect(problemsOf(faulty)).toEqual([expect.stringContaining(why)]);
  });

  it('refuses two groups of one name in any case', () => {
    expect(problemsOf(group('Crew'), group('CREW'))).toEqual([
      expect.stringContaining('two custom groups named "CREW"'),
    ]);
  });

  it('names all problems at once', () => {
    expect(problemsOf(group('Editor'), group('A', ['Operator', 'Nobody', 'B'], ['X']), group('B', ['A']))).toHaveLength(
      5,
    );
  });
});
