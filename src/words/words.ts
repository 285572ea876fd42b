import type { en } from './en/index.ts';

/** Everything that people read in chat, by area: what each language's folder has to have. */
export type Words = Widened<typeof en>;

/** The same shape with any text in place of the English one. What is drawn or decided by (tones, spans) stays as it is. */
type Widened<T> = T extends string
  ? string
  : T extends (...args: infer Args) => infer Result
    ? Result extends string
      ? (...args: Args) => string
      : T
    : T extends object
      ? { readonly [Key in keyof T]: Widened<T[Key]> }
      : T;
