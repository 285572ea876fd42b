import type { RecordedReason, RuleId } from './recorded-reason.ts';
import type { AccessReasonArgs } from './reasons/access.ts';
import type { ConsoleReasonArgs, RightsReasonArgs } from './reasons/rights.ts';

export type { RecordedReason, RuleId } from './recorded-reason.ts';

export interface ReasonArgs extends AccessReasonArgs, RightsReasonArgs, ConsoleReasonArgs {
  /** A reason as it was recorded before reasons had codes. */
  readonly said: { readonly sentence: string };
}

export type ReasonCode = keyof ReasonArgs;

export type ReasonOf<Code extends ReasonCode> = {
  readonly [One in Code]: { readonly rule: RuleId; readonly code: One; readonly args: ReasonArgs[One] };
}[Code];

/** One reason of an answer: the rule that decided, and what decided as a code with arguments; `words` makes the sentence. */
export type Reason = ReasonOf<ReasonCode>;

/** The engine's answer: never a bare boolean. `because` holds only what decided, at least one reason. */
export interface Answer {
  readonly effect: 'allow' | 'deny';
  readonly because: readonly Reason[];
}

/** Makes a reason; what needs no arguments needs none here. */
export function reason<Code extends ReasonCode>(
  rule: RuleId,
  code: Code,
  ...[args]: object extends ReasonArgs[Code] ? [] : [ReasonArgs[Code]]
): ReasonOf<Code> {
  return { rule, code, args: args ?? {} } as ReasonOf<Code>;
}

/** The reasons of an event that was recorded, as they were given then. */
export function asReason({ rule, sentence, code, args }: RecordedReason): Reason {
  if (code === undefined) return { rule, code: 'said', args: { sentence } };
  return { rule, code, args } as Reason;
}
