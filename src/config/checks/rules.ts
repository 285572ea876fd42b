import { normalEmail } from '../../domain/identity.ts';
import { isPerson } from '../members.ts';
import type { Names } from '../names.ts';
import { fold, present } from '../names.ts';
import { nearest, noSuch, quoted, suggest } from '../nearest.ts';
import type { Finding, Path } from '../problem.ts';
import { showPath } from '../problem.ts';
import { checkMatch, hides, scopeOf } from '../rule-match.ts';
import type { Scope } from '../rule-match.ts';
import type { LooseFile, LooseRule } from '../shape.ts';

type LooseStage = NonNullable<NonNullable<LooseRule['stages']>[number]>;

/**
 * Approval rules: what they name, whether an earlier one hides them, and whether their stages can ever be filled.
 * `broken` are the positions of rules whose match is not known whole: they hide nothing and are not hidden.
 */
export function checkRules(file: LooseFile, names: Names, broken: ReadonlySet<unknown>): Finding[] {
  const rules = present(file.approvals);
  const earlier: { readonly index: number; readonly scope: Scope }[] = [];
  return rules.flatMap(([index, rule]) => {
    const path: Path = ['approvals', index];
    const match = rule.match ?? {};
    const findings = [
      ...checkMatch([...path, 'match'], match, names),
      ...checkStages([...path, 'stages'], rule, names),
    ];
    const scope = scopeOf(match, names);
    if (scope === null || broken.has(index)) return findings;
    const hiding = earlier.find((one) => hides(one.scope, scope));
    earlier.push({ index, scope });
    if (hiding === undefined) return findings;
    const sentence = `This rule never applies: ${showPath(['approvals', hiding.index])} matches everything that it matches, and the first match wins. Put it first, or take it out.`;
    return [...findings, { path, sentence }];
  });
}

function checkStages(path: Path, rule: LooseRule, names: Names): Finding[] {
  const stages = present(rule.stages);
  const each = stages.flatMap(([index, stage]) => [
    ...stageNames([...path, index, 'of'], stage, names),
    ...stageCount([...path, index], stage),
  ]);
  return each.length > 0 ? each : allTogether(path, stages);
}

function stageNames(path: Path, { of }: LooseStage, names: Names): Finding[] {
  if (typeof of !== 'string' || of.trim().toLowerCase() === 'authority') return [];
  const role = /^\s*role:([^/]+)\/(.+)$/i.exec(of);
  if (!role) {
    const near = nearest(of, ['authority']) === null ? '' : '; did you mean “authority”?';
    const hint = isPerson(of)
      ? `; write a list: [${of}].`
      : near || '; write authority, role:INSTANCE/ROLE, or a list of e-mails.';
    return [{ path, sentence: `${quoted(of)} names nobody who could approve${hint}` }];
  }
  const [, instanceId = '', roleName = ''] = role;
  const instance = names.instances.find(({ id }) => fold(id) === fold(instanceId));
  if (instance === undefined) {
    const ids = names.instances.map(({ id }) => id);
    return [{ path, sentence: noSuch('instance', instanceId, ids) }];
  }
  if (instance.findGroup(roleName) !== null) return [];
  const sentence = `${quoted(roleName)} is neither a built-in group nor a custom group of ${instance.id}${suggest(roleName, instance.allGroups)}`;
  return [{ path, sentence }];
}

function stageCount(path: Path, { of, count }: LooseStage): Finding[] {
  const people = listedPeople(of);
  if (people === null || (count ?? 1) <= people.size) return [];
  const sentence = `${count ?? 1} approvals are asked for, but ${people.size} ${people.size === 1 ? 'person is' : 'people are'} listed: lower count, or list more people.`;
  return [{ path: [...path, 'count'], sentence }];
}

/** One person counts once over all stages (A4), so stages with lists need that many different people together. */
function allTogether(path: Path, stages: readonly (readonly [number, LooseStage])[]): Finding[] {
  const lists = stages.flatMap(([, { of, count }]) => {
    const people = listedPeople(of);
    return people === null ? [] : [{ people, count: count ?? 1 }];
  });
  const people = new Set(lists.flatMap((one) => [...one.people])).size;
  const asked = lists.reduce((sum, { count }) => sum + count, 0);
  if (asked <= people) return [];
  const sentence = `These stages ask for ${asked} different people, but list only ${people}, and one person counts once over all stages (A4): list more people.`;
  return [{ path, sentence }];
}

/** Null for anything but a list, and for a list with faults: how many it names is not known. */
function listedPeople(of: unknown): ReadonlySet<string> | null {
  if (!Array.isArray(of)) return null;
  const people = of.filter((one): one is string => typeof one === 'string').map(normalEmail);
  return people.length === of.length ? new Set(people) : null;
}
