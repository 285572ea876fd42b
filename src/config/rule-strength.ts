import type { BindingRule } from '../domain/approval-rule.ts';
import type { Stage, StageOf } from '../domain/catalogue.ts';

/** In what one rule asks for less than another, as words to follow “it”; null: it is at least as strong. */
export function weakness(rule: BindingRule, than: BindingRule): string | null {
  if (!covers(rule.stages, than.stages)) return 'asks for fewer people, or for others';
  if (rule.always && !than.always) return 'allows access without end';
  if (than.maxMs !== null && (rule.maxMs === null || rule.maxMs > than.maxMs)) return 'allows a longer time';
  return null;
}

/** Whether the people of `wanted` are all asked for: each voice counts once, and any of them has authority (A4, A5). */
function covers(stages: readonly Stage[], wanted: readonly Stage[]): boolean {
  const left = stages.map(({ of, count }) => ({ of, count }));
  const narrowFirst = [...wanted].sort((one, other) => breadth(one.of) - breadth(other.of));
  const same = narrowFirst.map((stage) => take(left, stage, (of) => key(of) === key(stage.of)));
  return narrowFirst.every((stage, index) => {
    const missing = same[index] ?? 0;
    return take(left, { ...stage, count: missing }, (of) => isWithin(of, stage.of)) === 0;
  });
}

/** Takes voices out of what fits; gives how many are missing then. */
function take(left: { of: StageOf; count: number }[], { count }: Stage, fits: (of: StageOf) => boolean): number {
  let missing = count;
  for (const stage of left) {
    if (!fits(stage.of)) continue;
    const taken = Math.min(stage.count, missing);
    stage.count -= taken;
    missing -= taken;
  }
  return missing;
}

function isWithin(narrow: StageOf, wide: StageOf): boolean {
  if (wide.kind === 'authority') return true;
  if (narrow.kind !== 'people' || wide.kind !== 'people') return key(narrow) === key(wide);
  return narrow.emails.every((email) => wide.emails.includes(email));
}

function breadth(of: StageOf): number {
  if (of.kind === 'people') return of.emails.length;
  return of.kind === 'role' ? 1_000 : 2_000;
}

function key(of: StageOf): string {
  return JSON.stringify(of.kind === 'people' ? [...of.emails].sort() : of);
}
