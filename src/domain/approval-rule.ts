import type { ApprovalRule, Catalogue, Stage } from './catalogue.ts';
import type { Entitlement } from './entitlement.ts';
import { isLimit } from './entitlement.ts';

/** What binds one ask: every rule that matches the entitlement or a group it newly leads to, together (R7). */
export interface BindingRule {
  readonly stages: readonly Stage[];
  /** The duration where none is typed, in ms; null for a limit (A6): without end unless said. */
  readonly defaultMs: number | null;
  /** The longest allowed, in ms; null: no bound (limits, or `always` allowed). */
  readonly maxMs: number | null;
  readonly always: boolean;
  readonly lapseMs: number;
}

const oneWithAuthority: readonly Stage[] = [{ of: { kind: 'authority' }, count: 1 }];

/**
 * The rules that bind an ask for `entitlement`. `newlyIn` names every group that the person would newly be in,
 * effectively (R7); for consoles and items it is empty. Stages of different rules follow one another, a rule binds
 * once, and the shortest of their durations holds. No matching rule means one person with authority.
 */
export function bindingRule(catalogue: Catalogue, entitlement: Entitlement, newlyIn: readonly string[]): BindingRule {
  const groups = entitlement.kind === 'role' ? newlyIn.filter((role) => role !== entitlement.role) : [];
  return together(catalogue, entitlement, [entitlement, ...groups.map((role) => inGroup(entitlement, role))]);
}

/** The rules of groups alone, which a start meets for groups that nobody knew of when it was asked for (R7); null: none. */
export function groupsRule(
  catalogue: Catalogue,
  entitlement: Entitlement,
  groups: readonly string[],
): BindingRule | null {
  if (entitlement.kind !== 'role' || groups.length === 0) return null;
  return together(
    catalogue,
    entitlement,
    groups.map((role) => inGroup(entitlement, role)),
  );
}

function inGroup(entitlement: Entitlement, role: string): Entitlement {
  return entitlement.kind === 'role' ? { ...entitlement, role } : entitlement;
}

/** The rules that match any of `asked`, as one. */
function together(catalogue: Catalogue, entitlement: Entitlement, asked: readonly Entitlement[]): BindingRule {
  const rules = [...new Set(asked.map((one) => catalogue.rules.find((rule) => matches(rule, one))))].filter(
    (rule): rule is ApprovalRule => rule !== undefined,
  );
  const { defaults } = catalogue;
  const stages = rules.flatMap((rule) => rule.stages);
  const own = rules.flatMap((rule) => (rule.maxDurationMs === null ? [] : [rule.maxDurationMs]));
  const always =
    rules.length === 0
      ? defaults.always
      : rules.every((rule) => rule.always ?? (rule.maxDurationMs === null && defaults.always));
  if (isLimit(entitlement)) {
    const bound = own.length > 0 ? Math.min(...own) : null;
    return {
      stages: stages.length > 0 ? stages : oneWithAuthority,
      defaultMs: null,
      maxMs: bound,
      always: bound === null,
      lapseMs: defaults.lapseMs,
    };
  }
  const maxMs = own.length > 0 ? Math.min(...own) : defaults.maxDurationMs;
  const typical = rules.map((rule) => rule.durationMs ?? defaults.durationMs);
  const defaultMs = Math.min(maxMs, ...(typical.length > 0 ? typical : [defaults.durationMs]));
  return { stages: stages.length > 0 ? stages : oneWithAuthority, defaultMs, maxMs, always, lapseMs: defaults.lapseMs };
}

/** Whether a rule's `match` covers an entitlement: every key it names must be the same, names without regard to case. */
export function matches(rule: ApprovalRule, entitlement: Entitlement): boolean {
  const facts: Readonly<Record<string, string>> = { ...entitlement };
  return Object.entries(rule.match).every(([key, value]) => facts[key]?.toLowerCase() === value.toLowerCase());
}
