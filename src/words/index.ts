import type { Language } from '../domain/language.ts';
import { defaultLanguage } from '../domain/language.ts';
import { createAmbient } from '../lib/ambient.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import type { Words } from './words.ts';

export { defaultLanguage, languageOf } from '../domain/language.ts';
export type { Language } from '../domain/language.ts';
export type { Words } from './words.ts';

/** Every language: one folder and one line each (`src/domain/language.ts` lists their tags). */
const spoken: Readonly<Record<Language, Words>> = { en, de };

const ambient = createAmbient<Language>(defaultLanguage);

/** Runs something for a reader: whatever `words` says in it, also after a wait, is in their language. */
export function inLanguage<Result>(language: Language, run: () => Result): Result {
  return ambient.run(language, run);
}

/** Says something as it is recorded and never changes: in English, whoever reads it first. */
export function inRecord<Result>(say: () => Result): Result {
  return ambient.run('en', say);
}

/** The language of the surrounding call. */
export function currentLanguage(): Language {
  return ambient.get();
}

/**
 * What people read, in the language of the surrounding call (docs/adr/0024). An area is looked up when it is used, so
 * nothing may be kept from it while a module is loaded.
 */
export const words: Words = perCall(en);

function perCall(areas: Words): Words {
  const perArea = Object.keys(areas).map((area) => [
    area,
    { enumerable: true, get: () => spoken[ambient.get()][area as keyof Words] },
  ]);
  return Object.defineProperties({} as Words, Object.fromEntries(perArea) as PropertyDescriptorMap);
}
