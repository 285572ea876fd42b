import { saidRefusal as refusalOf } from '../domain/refusal.ts';
import type { Refusal, RefusalCode, Refused } from '../domain/refusal.ts';
import { inRecord } from '../words/index.ts';

/**
 * A sentence that is made when it's said, in the language of whoever reads it. What may end in a refusal is given so, because
 * the record says it again in English.
 */
export type Sentence = () => string;

/**
 * A refusal that has a sentence and no code of its own. Its reader reads it in their language, and the record keeps it in
 * English, so it's said twice where they aren't the same.
 */
export function saidRefusal(code: RefusalCode, sentence: Sentence): Refusal {
  return refusalOf(code, sentence(), inRecord(sentence));
}

export function refuse(code: RefusalCode, sentence: Sentence): Refused {
  return { ok: false, refusal: saidRefusal(code, sentence) };
}

export function notYours(sentence: Sentence): Refused {
  return refuse('not-yours', sentence);
}
