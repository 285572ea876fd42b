import { describe, expect, it } from 'vitest';
import { descriptions } from '../../../../commands/index.ts';
import { commandJson } from '../../../../src/chat/discord/connect/description.ts';
import type { OptionJson } from '../../../../src/chat/discord/connect/description.ts';
import { inLanguage } from '../../../../src/words/index.ts';

/** Discord's limits of a command: entries of one level, and characters of all names, descriptions and values together. */
const most = { entries: 25, characters: 8_000 } as const;

const levels = ({ options = [], choices = [] }: Partial<OptionJson>): readonly number[] => [
  options.length,
  choices.length,
  ...options.flatMap(levels),
];

const characters = ({ name = '', description = '', options = [], choices = [] }: Partial<OptionJson>): number =>
  [...options.map(characters), ...choices.map((one) => one.name.length + one.value.length)].reduce(
    (sum, one) => sum + one,
    name.length + description.length,
  );

describe('the registered command', () => {
  it.each(['en', 'de'] as const)('keeps Discord’s limits, in %s', (language) => {
    const { name, description, options } = inLanguage(language, () => commandJson(descriptions));
    expect(Math.max(...levels({ options }))).toBeLessThanOrEqual(most.entries);
    expect(characters({ name, description, options })).toBeLessThanOrEqual(most.characters);
  });

  it.each(['approve', 'deny', 'cancel'])('takes %s without an ID, which lists what waits', (name) => {
    const found = commandJson(descriptions).options.find((one) => one.name === name);
    expect(found?.options?.filter(({ required }) => required)).toEqual([]);
    expect(found?.options?.map((one) => one.name)).toContain('id');
  });
});
