import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { currentLanguage, defaultLanguage, inLanguage, languageOf, words } from '../../src/words/index.ts';
import { de } from '../../src/words/de/index.ts';
import { en } from '../../src/words/en/index.ts';

describe('the language of a call', () => {
  it.each([null, undefined, '', 'en', 'en-US', 'fr', 'fr-FR', 'x', '__proto__', 'constructor'])(
    'is English for the locale %s',
    (locale) => {
      expect(languageOf(locale)).toBe('en');
    },
  );

  it.each(['de', 'de-AT', 'de_DE', 'DE', ' de-CH '])('is German for the locale %s', (locale) => {
    expect(languageOf(locale)).toBe('de');
  });

  it('is English outside of any call', () => {
    expect(currentLanguage()).toBe(defaultLanguage);
    expect(words.commands).toBe(en.commands);
    expect(Object.keys(words)).toEqual(Object.keys(en));
  });

  it('lasts as long as what was started in it, and ends with it', async () => {
    const seen = inLanguage('de', async () => {
      await setImmediate();
      return [currentLanguage(), words.commands.tooFast, inLanguage('en', () => words.commands.tooFast)];
    });
    expect(currentLanguage()).toBe(defaultLanguage);
    expect(await seen).toEqual(['de', de.commands.tooFast, en.commands.tooFast]);
    expect(currentLanguage()).toBe(defaultLanguage);
  });
});

/** Everything that says something, without the file that starts a process when it is loaded. */
const modules = ['src', 'commands', 'workers']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.ts') && !/^src\/(words|cli\/latchkey)/.test(file))
  .filter((file) => readFileSync(file, 'utf8').includes("/words/index.ts'"));

describe('a module that is being loaded', () => {
  afterAll(() => {
    vi.doUnmock('../../src/words/index.ts');
    vi.resetModules();
  });

  it('says nothing yet: nobody knows who is going to read it', async () => {
    const early: string[] = [];
    const real = { currentLanguage, defaultLanguage, inLanguage, languageOf };
    const watched = new Proxy(en, {
      get: (areas, area) => {
        early.push(`${String(area)}: ${new Error('read').stack?.split('\n')[2]?.trim() ?? ''}`);
        return areas[area as keyof typeof en];
      },
    });
    vi.resetModules();
    vi.doMock('../../src/words/index.ts', () => ({ ...real, words: watched }));
    for (const file of modules) await import(join(process.cwd(), file));
    expect(modules.length).toBeGreaterThan(100);
    expect(early).toEqual([]);
  });
});
