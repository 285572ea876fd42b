import { describe, expect, it } from 'vitest';
import { descriptions } from '../../../../commands/index.ts';
import { commandJson } from '../../../../src/chat/discord/connect/description.ts';
import type { CommandJson, OptionJson } from '../../../../src/chat/discord/connect/description.ts';

type Part = CommandJson | OptionJson;

const partsOf = (part: Part): readonly Part[] => [part, ...(part.options ?? []).flatMap(partsOf)];
const choicesOf = (part: Part) => ('choices' in part ? (part.choices ?? []) : []);
/** As Discord counts: of a description, the longest language alone. */
const sizeOf = (part: Part): number =>
  part.name.length +
  Math.max(part.description.length, ...Object.values(part.description_localizations).map(({ length }) => length)) +
  choicesOf(part).reduce((sum, { name, value }) => sum + name.length + value.length, 0);

describe('the registered command, in every language', () => {
  const parts = partsOf(commandJson(descriptions));

  it('says what everything is for in German, and keeps its English names', () => {
    for (const part of parts) {
      expect(part.description_localizations['de'], part.name).toMatch(/\S/);
      expect(part.description_localizations['de'], part.name).not.toBe(part.description);
      expect(part).not.toHaveProperty('name_localizations');
    }
  });

  it('has at most 25 entries a level, 100 characters a description, and 8,000 characters together', () => {
    for (const part of parts) {
      expect((part.options ?? []).length).toBeLessThanOrEqual(25);
      expect(choicesOf(part).length).toBeLessThanOrEqual(25);
      for (const text of [part.description, ...Object.values(part.description_localizations)])
        expect(text.length).toBeLessThanOrEqual(100);
    }
    expect(parts.reduce((sum, part) => sum + sizeOf(part), 0)).toBeLessThanOrEqual(8_000);
  });
});
