import { createAmbient } from '../lib/ambient.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import type { Words } from './words.ts';

export type { Words } from './words.ts';

/** Every language that people can read: one folder and one line each. The first one is for everybody else. */
const languages = { en, de } satisfies Readonly<Record<string, Words>>;

export type Language = keyof typeof languages;

export const defaultLanguage: Language = 'en';

const ambient = createAmbient<Language>(defaultLanguage);

/** The language of a locale as chats write it (`de`, `de-AT`, `de_DE`, any case); the default for what we don't speak. */
export function languageOf(locale: string | null | undefined): Language {
  const [tag = ''] = (locale ?? '').trim().toLowerCase().split(/[-_]/);
  return isLanguage(tag) ? tag : defaultLanguage;
}

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}

/** Runs something for a reader: whatever `words` says in it, also after a wait, is in their language. */
export function inLanguage<Result>(language: Language, run: () => Result): Result {
  return ambient.run(language, run);
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
    { enumerable: true, get: () => languages[ambient.get()][area as keyof Words] },
  ]);
  return Object.defineProperties({} as Words, Object.fromEntries(perArea) as PropertyDescriptorMap);
}
