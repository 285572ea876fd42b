/** Lists and counts of one language, by `Intl`. */
export interface Format {
  /** `A, B and C`. */
  readonly and: (names: readonly string[]) => string;
  /** `A, B or C`. */
  readonly or: (names: readonly string[]) => string;
  /** `1 request`, `12 requests`: the number with the form that fits it. */
  readonly count: (count: number, forms: PluralForms) => string;
  /** The form that fits a number. */
  readonly plural: (count: number, forms: PluralForms) => string;
}

/** The forms of a word by the language's plural categories. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

export function createFormat(locale: string): Format {
  const and = new Intl.ListFormat(locale, { type: 'conjunction' });
  const or = new Intl.ListFormat(locale, { type: 'disjunction' });
  const numbers = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const plural = (count: number, forms: PluralForms): string => forms[rules.select(count)] ?? forms.other;
  return {
    and: (names) => and.format(names),
    or: (names) => or.format(names),
    plural,
    count: (count, forms) => `${numbers.format(count)} ${plural(count, forms)}`,
  };
}
