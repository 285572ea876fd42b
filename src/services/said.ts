import { saidRefusal as refusalOf } from '../domain/refusal.ts';
import type { Refusal, RefusalCode, Refused } from '../domain/refusal.ts';
import { inRecord } from '../words/index.ts';

/**
 * A refusal that has a sentence and no code of its own. Its reader reads it in their language, and the record keeps it in
 * English, so it's said twice where they aren't the same.
 */
export function saidRefusal(code: RefusalCode, sentence: () => string): Refusal {
  return refusalOf(code, sentence(), inRecord(sentence));
}

export function refuse(code: RefusalCode, sentence: () => string): Refused {
  return { ok: false, refusal: saidRefusal(code, sentence) };
}

export function notYours(sentence: () => string): Refused {
  return refuse('not-yours', sentence);
}
