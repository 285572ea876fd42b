/** The languages that people can read, by their tag; the first one is for everybody else. Each is a folder of `src/words`. */
export const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

export const defaultLanguage: Language = 'en';

/** The language of a locale as chats write it (`de`, `de-AT`, `de_DE`, any case); the default for what we don't speak. */
export function languageOf(locale: string | null | undefined): Language {
  const [tag = ''] = (locale ?? '').trim().toLowerCase().split(/[-_]/);
  return languages.find((language) => language === tag) ?? defaultLanguage;
}
