/** Lists and counts of one language, by `Intl`. */
export interface Format {
  /** `A, B and C`. */
  readonly and: (names: readonly string[]) => string;
  /** `A, B or C`. */
  readonly or: (names: readonly string[]) => string;
  /** `1 request`, `12 requests`: the number with the form that fits it. */
  readonly count: (count: number, forms: PluralForms) => string;
  /** `1 hour 30 minutes`, rounded to the minute; weeks only where they divide it whole. `ms`: at least a second. */
  readonly length: (ms: number) => string;
  /** `18:00` of the day of `now`, else `2 Dec, 18:00`; on the clocks of `zone` (an IANA name). Times in ms. */
  readonly moment: (at: number, zone: string, now: number) => string;
  /** The form that fits a number. */
  readonly plural: (count: number, forms: PluralForms) => string;
}

/** The forms of a word by the language's plural categories. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

const minuteMs = 60_000;
const unitsMs = { week: 10_080 * minuteMs, day: 1_440 * minuteMs, hour: 60 * minuteMs, minute: minuteMs } as const;

export function createFormat(locale: string): Format {
  const and = new Intl.ListFormat(locale, { type: 'conjunction' });
  const or = new Intl.ListFormat(locale, { type: 'disjunction' });
  const numbers = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const unit = (count: number, name: string): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(count);
  const length = (ms: number): string => {
    if (ms < minuteMs) return unit(Math.max(1, Math.round(ms / 1_000)), 'second');
    let rest = Math.round(ms / minuteMs) * minuteMs;
    const names = rest % unitsMs.week === 0 ? (['week'] as const) : (['day', 'hour', 'minute'] as const);
    return names
      .flatMap((name) => {
        const count = Math.floor(rest / unitsMs[name]);
        rest -= count * unitsMs[name];
        return count > 0 ? [unit(count, name)] : [];
      })
      .join(' ');
  };
  const plural = (count: number, forms: PluralForms): string => forms[rules.select(count)] ?? forms.other;
  const moment = (at: number, zone: string, now: number): string => {
    const day = new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'short' });
    const clock = new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at);
    return day.format(at) === day.format(now) ? clock : `${day.format(at)}, ${clock}`;
  };
  return {
    moment,
    and: (names) => and.format(names),
    or: (names) => or.format(names),
    plural,
    length,
    count: (count, forms) => `${numbers.format(count)} ${plural(count, forms)}`,
  };
}
