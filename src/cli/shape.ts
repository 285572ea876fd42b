const wrongShape = Symbol('wrong shape');

/** Gives up on a value that is not what it should be, with one sentence; see {@link orSentence}. */
export function refuse(sentence: string): never {
  throw new Error(sentence, { cause: wrongShape });
}

/** Runs a reading; where it was given up with {@link refuse}, returns that sentence. */
export function orSentence<Value>(read: () => Value): Value | { readonly error: string } {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof Error && fault.cause === wrongShape) return { error: fault.message };
    throw fault;
  }
}

/** Finds the nearest valid word, or null where none is near. Handed in: the policy knows no packages. */
export type Nearest = (word: string, candidates: readonly string[]) => string | null;

export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object with no other fields than the known ones. */
export function fieldsOf(value: unknown, what: string, known: readonly string[], nearest: Nearest): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(`${what} must be an object with ${known.join(', ')}.`);
  }
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  if (stranger !== undefined) refuse(unknownWord(`${what} has the unknown field`, stranger, known, nearest));
  return value as Fields;
}

export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string' || value.trim() === '') refuse(`${what} must be a text.`);
  return value;
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) refuse(`${what} must be a list.`);
  return value as readonly unknown[];
}

export function flagOf(value: unknown, what: string): boolean {
  if (typeof value !== 'boolean') refuse(`${what} must be true or false.`);
  return value;
}

/** One of a few words, spelt exactly. */
export function oneOf<Word extends string>(
  value: unknown,
  what: string,
  words: readonly Word[],
  nearest: Nearest,
): Word {
  const text = textOf(value, what);
  const found = words.find((word) => word === text);
  if (found === undefined) refuse(unknownWord(`${what} is unknown:`, text, words, nearest));
  return found;
}

/** `… "wrod"; did you mean "word"?`, or all the words where none is near and they are few. */
export function unknownWord(what: string, text: string, words: readonly string[], nearest: Nearest): string {
  const near = nearest(text, words);
  if (near !== null) return `${what} "${text}"; did you mean "${near}"?`;
  return words.length <= 6 ? `${what} "${text}"; use one of ${words.join(', ')}.` : `${what} "${text}".`;
}
