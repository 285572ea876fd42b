import type { Call, Outcome } from '../src/domain/call.ts';
import { say } from '../src/domain/message.ts';
import type { Failure, Fix } from '../src/services/arguments.ts';
import { words } from '../src/words/index.ts';

/** Longer lines are no slips of the finger, and are not repeated. */
const mostTyped = 200;

/** Why something typed can't be used, and beneath it the line as it was probably meant, where both are known. */
export function refuseTyped({ typed }: Pick<Call, 'typed'>, { sentence, fix }: Omit<Failure, 'ok'>): Outcome {
  const line = typed === undefined || fix === undefined ? null : correctedLine(typed, fix);
  if (line === null) return { ok: false, message: say(sentence, 'bad') };
  const text = words.typing.corrected(sentence, line);
  return { ok: false, message: { summary: sentence, tone: 'bad', blocks: [{ kind: 'text', text }] } };
}

/** The line with the one word changed; null where it isn't there exactly once as it was read. */
export function correctedLine(typed: string, { wrong, right }: Fix): string | null {
  if (typed.length > mostTyped || wrong === '') return null;
  const parts = typed.toLowerCase().split(wrong.toLowerCase());
  const [before = '', after = ''] = parts;
  const isWord = !/[\p{L}\p{N}-]$/u.test(before) && !/^[\p{L}\p{N}-]/u.test(after);
  if (parts.length !== 2 || !isWord) return null;
  return `/access ${typed.slice(0, before.length)}${right}${typed.slice(before.length + wrong.length)}`;
}
