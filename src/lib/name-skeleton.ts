/** Characters that are not seen, or that turn the direction of what stands around them. */
const hidden = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Cc}]/gu;

/** Letters and digits of other alphabets that look like Latin ones. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    в: 'b',
    с: 'c',
    е: 'e',
    н: 'h',
    і: 'i',
    ј: 'j',
    к: 'k',
    м: 'm',
    о: 'o',
    р: 'p',
    ѕ: 's',
    т: 't',
    у: 'y',
    х: 'x',
  },
  ...{ α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', μ: 'm', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x' },
  ...{ '0': 'o', '1': 'l', '3': 'e', '5': 's', ı: 'i', ł: 'l', ø: 'o', đ: 'd' },
};

/** A name without characters that are not seen or turn its direction; the same where it has none. */
export function withoutHidden(name: string): string {
  return name.replace(hidden, '');
}

/** A text of several lines without such characters: its lines stay, and a tab is a space. */
export function linesWithoutHidden(text: string): string {
  return text.replaceAll('\t', ' ').split(/\r?\n/).map(withoutHidden).join('\n');
}

/** What a name looks like: two names that people would take for one another have the same. */
export function nameSkeleton(name: string): string {
  const letters = withoutHidden(name.normalize('NFKD'))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return Array.from(letters, (char) => lookAlikes[char] ?? char)
    .join('')
    .replace(/[il]/g, 'l')
    .replaceAll('rn', 'm');
}
