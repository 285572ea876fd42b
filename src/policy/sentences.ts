import type { Answer, Reason, RuleId } from '../domain/reason.ts';

/** `A`, `A and B`, `A, B and C`. */
export function listNames(names: readonly string[], word = 'and'): string {
  return names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} ${word} ${names[names.length - 1] ?? ''}`;
}

export const reason = (rule: RuleId, sentence: string): Reason => ({ rule, sentence });

/** A pre-built answer, handed out many times and therefore frozen through and through. */
export function settled(effect: Answer['effect'], because: readonly Reason[]): Answer {
  return Object.freeze({ effect, because: Object.freeze(because.map((one) => Object.freeze(one))) });
}
