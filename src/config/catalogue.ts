import type { Catalogue } from '../domain/catalogue.ts';
import { buildCatalogue } from './build-catalogue.ts';
import { bothWarnings, checkAuthority, checkWeakTargets } from './checks/authority.ts';
import { checkClients } from './checks/clients.ts';
import { checkDurations } from './checks/durations.ts';
import { checkGroups } from './checks/groups.ts';
import { checkHumans } from './checks/humans.ts';
import { checkInbound } from './checks/inbound.ts';
import { checkIds, checkSomething } from './checks/ids.ts';
import { checkPeople, peopleWarnings } from './checks/people.ts';
import { checkRules } from './checks/rules.ts';
import { checkShape } from './checks/shape.ts';
import { checkTargets } from './checks/targets.ts';
import { checkWebhooks } from './checks/webhooks.ts';
import { collectNames } from './names.ts';
import type { BuiltInGroups } from './names.ts';
import type { ConfigProblem, Finding } from './problem.ts';
import { showPath } from './problem.ts';
import type { FileShape } from './shape.ts';
import { readYaml } from './yaml-file.ts';
import type { YamlFile } from './yaml-file.ts';

export type LoadedCatalogue =
  | { readonly ok: true; readonly catalogue: Catalogue; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[]; readonly warnings: readonly string[] };

/**
 * Reads and checks the text of `latchkey.yml` whole (CONTRACT "Configuration"): the catalogue, or every problem at once in
 * the order of the file. Pure; never throws. `builtIn` comes from the policy.
 */
export function loadCatalogue(text: string, builtIn: BuiltInGroups): LoadedCatalogue {
  const yaml = readYaml(text);
  if (!yaml.readable) return { ok: false, problems: yaml.problems, warnings: yaml.warnings };
  if (yaml.data === null || yaml.data === undefined) return emptyFile;
  const shape = checkShape(yaml.data);
  const file = shape.rest;
  const names = collectNames(file, builtIn);
  const findings = [
    ...shape.findings,
    ...checkSomething(yaml.data),
    ...checkIds(file),
    ...checkGroups(file, builtIn),
    ...checkPeople(file, names),
    ...checkHumans(file, names),
    ...checkDurations(file),
    ...checkRules(file, names, brokenMatches(shape.findings)),
    ...checkTargets(file, names, shape.findings),
    ...checkAuthority(file, names, shape.findings),
    ...checkClients(file, names),
    ...checkWebhooks(file, names),
    ...checkInbound(file, names),
  ];
  const warnings = [...yaml.warnings, ...peopleWarnings(file)];
  const refused = (all: readonly Finding[]): LoadedCatalogue => {
    const problems = [...yaml.problems, ...all.map(toProblem(yaml))].sort(byLine);
    return { ok: false, problems, warnings };
  };
  if (findings.length > 0 || yaml.problems.length > 0) return refused(findings);
  const catalogue = buildCatalogue(file as FileShape, names);
  const weak = checkWeakTargets(catalogue, file);
  if (weak.length > 0) return refused(weak);
  return { ok: true, catalogue, warnings: [...warnings, ...bothWarnings(catalogue, file)] };
}

function brokenMatches(findings: readonly Finding[]): ReadonlySet<unknown> {
  return new Set(findings.flatMap(({ path }) => (path[0] === 'approvals' && path[2] === 'match' ? [path[1]] : [])));
}

const emptyFile: LoadedCatalogue = {
  ok: false,
  problems: [{ path: '', sentence: 'The file is empty: list products or instances.', line: null }],
  warnings: [],
};

function toProblem(yaml: YamlFile): (finding: Finding) => ConfigProblem {
  return ({ path, sentence }) => ({ path: showPath(path), sentence, line: yaml.lineOf(path) });
}

function byLine(one: ConfigProblem, other: ConfigProblem): number {
  return (one.line ?? 0) - (other.line ?? 0);
}
