import type { ReasonArgs } from '../domain/reason.ts';
import type { RefusalArgsByName, RefusalName } from '../domain/refusal-args.ts';

/** A sentence for each reason; a new one doesn't compile until it has its sentence. */
export type ReasonWords<Args = ReasonArgs> = { readonly [Code in keyof Args]: (args: Args[Code]) => string };

/** A sentence for each refusal. */
export type RefusalWords = { readonly [Name in RefusalName]: (args: RefusalArgsByName[Name]) => string };
