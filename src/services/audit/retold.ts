import type { Json } from '../../domain/events/index.ts';
import { asReason } from '../../domain/reason.ts';
import type { RecordedReason } from '../../domain/reason.ts';
import type { RefusalArgs } from '../../domain/refusal-args.ts';
import { currentLanguage, defaultLanguage, words } from '../../words/index.ts';

/**
 * What was recorded, for its reader: in English as it was said then, in another language from the code and the arguments that
 * stand beside the sentence. The oldest have none, and a later version may have codes that this one doesn't know: they stay as
 * they were said.
 */
export function retoldReasons(because: readonly RecordedReason[]): readonly RecordedReason[] {
  return because.map((one) => ({
    ...one,
    sentence: retold(one.sentence, one.code, () => words.reason(asReason(one))),
  }));
}

/** Why something was refused, in the same way; `sentence`: as it was recorded. */
export function retoldRefusal(sentence: string, args: Json | undefined): string {
  return retold(sentence, args, () => words.refusal(args as unknown as RefusalArgs));
}

function retold(recorded: string, code: unknown, say: () => string): string {
  if (code === undefined || currentLanguage() === defaultLanguage) return recorded;
  try {
    return say();
  } catch {
    return recorded;
  }
}
