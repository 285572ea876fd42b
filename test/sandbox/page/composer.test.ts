import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  addable,
  begin,
  fill,
  missing,
  nextEmpty,
  readTyped,
  remove,
  valuesOf,
} from '../../../sandbox/page/app/discord/compose/composed.ts';
import { fitting, leavesOf, namedBy, nameOf } from '../../../sandbox/page/app/discord/compose/leaves.ts';
import type { Leaf } from '../../../sandbox/page/app/discord/compose/leaves.ts';
import { MOST, suggestionsFor } from '../../../sandbox/page/app/discord/compose/suggestions.ts';
import type { Command, CommandOption } from '../../../sandbox/page/app/discord/types.ts';

const option = (type: number, name: string, more: Partial<CommandOption> = {}): CommandOption => ({
  type,
  name,
  description: name,
  ...more,
});
const role = option(3, 'role', { required: true, autocomplete: true });
const instance = option(3, 'instance', { required: true, choices: [{ name: 'Europe', value: 'mdm-eu' }] });
const hours = option(4, 'hours', { min_value: 1, max_value: 48 });
const reason = option(3, 'reason', { max_length: 20 });
const ACCESS: Command = {
  name: 'access',
  description: 'Access',
  options: [
    option(2, 'request', {
      options: [option(1, 'role', { options: [role, instance, hours, reason] }), option(1, 'console')],
    }),
    option(1, 'mine'),
    option(1, 'who-has'),
  ],
};
const leaves = leavesOf([ACCESS, { name: 'Report', description: '', type: 3 }]);
const request = leaves.find((one) => nameOf(one) === '/access request role') as Leaf;

describe('the list of commands', () => {
  it('has every subcommand, and no context menu', () => {
    expect(leaves.map(nameOf)).toEqual([
      '/access request role',
      '/access request console',
      '/access mine',
      '/access who-has',
    ]);
  });

  it.each([
    ['/', ['/access request role', '/access request console', '/access mine', '/access who-has']],
    ['/acc req', ['/access request role', '/access request console']],
    ['/ro', ['/access request role']],
    ['/access mine', ['/access mine']],
    ['/has', ['/access who-has']],
    ['/role request', []],
  ])('offers for %s what fits', (typed, names) => {
    expect(fitting(leaves, typed).map(nameOf)).toEqual(names);
  });

  it('puts first what begins as it was typed', () => {
    const others = leavesOf([
      { name: 'take', description: '', options: [option(1, 'access')] },
      { name: 'access', description: '', options: [option(1, 'mine')] },
    ]);
    expect(fitting(others, '/access').map(nameOf)).toEqual(['/access mine', '/take access']);
  });

  it('knows a whole name once a blank follows', () => {
    expect(namedBy(leaves, '/access  request role ')).toBe(request);
    expect(namedBy(leaves, '/access request role')).toBeUndefined();
    expect(namedBy(leaves, '/access request ')).toBeUndefined();
  });
});

describe('a command on its way', () => {
  const filled = { value: 'Help desk', label: 'Help desk' };

  it('asks for what is required, in order, and then lets itself be sent', () => {
    let now = begin(request);
    expect(now.shown).toEqual(['role', 'instance']);
    expect(nextEmpty(now)).toBe('role');
    now = fill(now, 'role', filled);
    expect(missing(now)).toEqual(['instance']);
    expect(nextEmpty(now, 'role')).toBe('instance');
    now = fill(now, 'instance', { value: 'mdm-eu', label: 'Europe' });
    expect([missing(now), nextEmpty(now, 'instance')]).toEqual([[], undefined]);
    expect(valuesOf(now)).toEqual({ role: 'Help desk', instance: 'mdm-eu' });
  });

  it('takes further options, and takes them away; required ones stay', () => {
    const more = add(add(begin(request), 'reason'), 'reason');
    expect(more.shown).toEqual(['role', 'instance', 'reason']);
    expect(addable(more).map((one) => one.name)).toEqual(['hours']);
    expect(remove(more, 'reason').shown).toEqual(['role', 'instance']);
    expect(remove(fill(more, 'role', filled), 'role')).toEqual(more);
  });

  it('begins with values that are known, and leaves out those of options that it lacks', () => {
    const now = begin(request, { hours: { value: 2, label: '2' }, nonsense: filled });
    expect(now.shown).toEqual(['role', 'instance', 'hours']);
    expect(valuesOf(now)).toEqual({ hours: 2 });
  });

  it('looks for the next empty option behind the one that was filled, then from the start', () => {
    const now = fill(add(begin(request), 'reason'), 'instance', { value: 'mdm-eu', label: 'Europe' });
    expect(nextEmpty(now, 'instance')).toBe('reason');
    expect(nextEmpty(fill(now, 'reason', filled), 'reason')).toBe('role');
  });
});

describe('what is typed into an option', () => {
  it.each([
    [role, ' Help desk ', { value: 'Help desk', label: 'Help desk' }],
    [instance, 'europe', { value: 'mdm-eu', label: 'Europe' }],
    [instance, 'mars', 'Choose one from the list.'],
    [hours, '8', { value: 8, label: '8' }],
    [hours, '8.5', 'A whole number, please.'],
    [hours, '99', 'At most 48, please.'],
    [hours, '0', 'At least 1, please.'],
    [hours, 'many', 'A number, please.'],
    [option(10, 'share'), '0.5', { value: 0.5, label: '0.5' }],
    [option(5, 'always'), 'yes', { value: true, label: 'True' }],
    [option(5, 'always'), 'perhaps', 'Choose True or False.'],
    [option(6, 'who'), '@mia', 'Choose one from the list.'],
    [reason, 'x'.repeat(21), 'At most 20 characters, please.'],
  ])('%o takes “%s”', (one, typed, expected) => {
    expect(readTyped(one, typed)).toEqual(expected);
  });

  it('is never sent outside of its bounds', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const read = readTyped(hours, typed);
        if (typeof read !== 'string') expect(read.value).toSatisfy((value: number) => value >= 1 && value <= 48);
      }),
    );
  });
});

describe('suggestions', () => {
  const guild = {
    members: [
      { id: '1', username: 'mia', name: 'Mia Castellano' },
      { id: '2', username: 'kim', name: 'Kim Nakamura' },
    ],
    roles: [{ id: '9', name: 'Moderators', color: 0xff0000 }],
    channels: [{ id: '7', name: 'general' }],
  };

  it('are people, roles, both, or channels, by the kind of option', () => {
    const labels = (type: number, typed = '') =>
      suggestionsFor(option(type, 'x'), typed, guild).map((one) => one.label);
    expect(labels(6)).toEqual(['@Mia Castellano', '@Kim Nakamura']);
    expect(labels(8)).toEqual(['@Moderators']);
    expect(labels(9, 'm')).toEqual(['@Mia Castellano', '@Moderators', '@Kim Nakamura']);
    expect(labels(7, '#gen')).toEqual(['#general']);
    expect(labels(5)).toEqual(['True', 'False']);
    expect(labels(3)).toEqual([]);
  });

  it('find people by their handle as well', () => {
    expect(suggestionsFor(option(6, 'who'), '@kim', guild)).toMatchObject([{ value: '2' }]);
  });

  it('are 25 at most', () => {
    const members = Array.from({ length: 40 }, (_, n) => ({ id: String(n), username: `u${n}`, name: `User ${n}` }));
    expect(suggestionsFor(option(6, 'who'), '', { ...guild, members })).toHaveLength(MOST);
  });
});
