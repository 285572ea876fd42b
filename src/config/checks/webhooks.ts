import type { Endpoint } from '../../domain/catalogue.ts';
import { itemRights } from '../../domain/entitlement.ts';
import { eventTypes, matches } from '../../domain/webhook/wanted.ts';
import { urlFault } from '../../webhooks/config.ts';
import type { Names } from '../names.ts';
import { fold, present, tidy } from '../names.ts';
import { nearest, quoted, suggest } from '../nearest.ts';
import type { Finding, Path } from '../problem.ts';
import type { FileShape, LooseFile } from '../shape.ts';

/** The endpoints: addresses that may be connected to, events and entitlements that exist. */
export function checkWebhooks(file: LooseFile, names: Names): Finding[] {
  const keys = entitlementKeys(names);
  return present(file.webhooks).flatMap(([index, { url, network = 'public', events, entitlements }]) => {
    const path: Path = ['webhooks', index];
    const findings: Finding[] = [
      ...unknownPatterns([...path, 'events'], events, eventTypes, 'an event'),
      ...unknownPatterns([...path, 'entitlements'], entitlements, keys, 'an entitlement of this file'),
    ];
    const fault = url === undefined ? null : urlFault(url.trim(), network);
    if (fault !== null) findings.push({ path: [...path, 'url'], sentence: fault });
    return findings;
  });
}

/** The endpoints of a file that has no faults. */
export function buildWebhooks(file: FileShape, names: Names): readonly Endpoint[] {
  const keys = entitlementKeys(names);
  return (file.webhooks ?? []).map(({ id, url, secret, events, entitlements, network }) => ({
    id,
    url: url.trim(),
    secretVariable: secret.env,
    events: asDeclared(events, eventTypes),
    entitlements: asDeclared(entitlements, keys),
    network: network ?? 'public',
  }));
}

/** Patterns that fit nothing, so that nothing would ever be delivered by them. */
function unknownPatterns(
  path: Path,
  patterns: readonly (string | undefined)[] | undefined,
  known: readonly string[],
  what: string,
): Finding[] {
  return present(patterns).flatMap(([index, pattern]) => {
    if (known.some((one) => fits(pattern, one))) return [];
    const star = pattern.trim().endsWith('*') ? '*' : '';
    const near = star === '' ? null : nearest(pattern.slice(0, -1), beginnings(known));
    const instead =
      near === null ? suggest(pattern, known, 'a trailing * stands for every ending') : `; did you mean “${near}*”?`;
    return [{ path: [...path, index], sentence: `${quoted(pattern)} is not ${what}${instead}` }];
  });
}

/** In any case, as names are written in commands. */
function fits(pattern: string, word: string): boolean {
  return matches(fold(pattern), fold(word));
}

/** What a `*` may stand behind: `console:`, `role:mdm-eu/`, `access.`. */
function beginnings(known: readonly string[]): readonly string[] {
  return [...new Set(known.flatMap((one) => [...one.matchAll(/[.:/]/g)].map(({ index }) => one.slice(0, index + 1))))];
}

/** Each pattern spelt as what it means is declared. */
function asDeclared(patterns: readonly string[] | undefined, known: readonly string[]): readonly string[] | null {
  if (patterns === undefined) return null;
  const spelt = patterns.map(tidy).map((pattern) => {
    const found = known.find((one) => fits(pattern, one)) ?? pattern;
    return pattern.endsWith('*') ? `${found.slice(0, pattern.length - 1)}*` : found;
  });
  return [...new Set(spelt)];
}

/** Every entitlement that the file can give. */
function entitlementKeys({ products, instances }: Names): readonly string[] {
  return [
    ...products.map((product) => `console:${product}`),
    ...instances.flatMap(({ id, allGroups, items }) => [
      ...allGroups.map((group) => `role:${id}/${group}`),
      ...items.flatMap((item) => itemRights.map((right) => `item:${id}/${item.id}/${right}`)),
    ]),
  ];
}
