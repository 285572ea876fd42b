import type { RoleTarget } from '../../domain/catalogue.ts';
import { entitlementKey, isLimit, itemRights } from '../../domain/entitlement.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import type { Names } from '../names.ts';
import { find, fold, present } from '../names.ts';
import { noSuch, quoted, suggest } from '../nearest.ts';
import { roleMissing, rolesIn } from '../platform-roles.ts';
import type { Finding, Path } from '../problem.ts';
import { showPath } from '../problem.ts';
import type { LooseFile } from '../shape.ts';

type Read =
  { readonly ok: true; readonly entitlement: Entitlement } | { readonly ok: false; readonly sentence: string };

/** Roles of a chat that follow an access: what they name, and whether they say one thing twice or two things of one role. */
export function checkTargets(file: LooseFile, names: Names, faults: readonly Finding[]): Finding[] {
  const seen = new Map<string, Path>();
  const drifts = new Map<string, { readonly word: string; readonly path: Path }>();
  return present(file.targets).flatMap(([index, entry]): Finding[] => {
    const path: Path = ['targets', index];
    const read = entry.entitlement === undefined ? null : readEntitlement(entry.entitlement, names);
    const findings = roleMissing(path, entry, isBroken(path, faults));
    if (read?.ok === false) findings.push({ path: [...path, 'entitlement'], sentence: read.sentence });
    const word = entry.drift ?? 'report';
    for (const { path: at, platform, role } of rolesIn(path, entry)) {
      const said = `${platform} ${role}`;
      const same = read?.ok ? `${entitlementKey(read.entitlement)} ${said}` : null;
      const first = same === null ? undefined : seen.get(same);
      if (first !== undefined) {
        findings.push({ path: at, sentence: `${showPath(first)} says the same already: take one of them out.` });
      } else if (same !== null) seen.set(same, path);
      const other = drifts.get(said);
      if (other === undefined) drifts.set(said, { word, path });
      else if (other.word !== word) {
        const sentence = `The role ${role} of ${platform} has drift: ${other.word} in ${showPath(other.path)} and drift: ${word} here: one role is either restored or only reported, so write the same word everywhere.`;
        findings.push({ path: at, sentence });
      }
    }
    return findings;
  });
}

/** The targets of a file that has been checked and has no faults. */
export function buildTargets(file: LooseFile, names: Names): RoleTarget[] {
  return present(file.targets).flatMap(([index, entry]) => {
    const read = readEntitlement(entry.entitlement ?? '', names);
    if (!read.ok) throw new Error(`The target of ${entry.entitlement ?? ''} was not checked`);
    return rolesIn(['targets', index], entry).map(({ platform, role }) => ({
      entitlement: entitlementKey(read.entitlement),
      platform,
      role,
      restore: entry.drift === 'restore',
    }));
  });
}

/** Whether the shape of something in an entry was wrong, so that it was taken out. */
export function isBroken(path: Path, faults: readonly Finding[]): boolean {
  return faults.some(({ path: [list, index, key] }) => list === path[0] && index === path[1] && key !== undefined);
}

/** What a text names in the form of `entitlementKey`, in any case, spelt as declared. */
function readEntitlement(text: string, names: Names): Read {
  const [, word = '', place = '', thing, right] =
    /^\s*(\w+)\s*:\s*([^/]+?)(?:\/([^/]+?))?(?:\/([^/]+?))?\s*$/.exec(text) ?? [];
  const kind = word.toLowerCase();
  if (kind === 'console' && thing === undefined) {
    const product = find(names.products, place);
    return product === null ? no('product', place, names.products) : yes({ kind, product });
  }
  const isRole = kind === 'role' && thing !== undefined && right === undefined;
  const isItem = kind === 'item' && thing !== undefined && right !== undefined;
  if (!isRole && !isItem) {
    const sentence = `${quoted(text)} is not an entitlement: write console:PRODUCT, role:INSTANCE/ROLE, or item:INSTANCE/ITEM/RIGHT.`;
    return { ok: false, sentence };
  }
  const instance = names.instances.find(({ id }) => fold(id) === fold(place));
  if (instance === undefined)
    return no(
      'instance',
      place,
      names.instances.map(({ id }) => id),
    );
  if (isRole) {
    const role = instance.findGroup(thing);
    if (role !== null) return yes({ kind: 'role', instance: instance.id, role });
    const sentence = `${quoted(thing)} is neither a built-in group nor a custom group of ${instance.id}${suggest(thing, instance.allGroups)}`;
    return { ok: false, sentence };
  }
  const item = instance.items.find(({ id }) => fold(id) === fold(thing));
  if (item === undefined)
    return no(
      `item of ${instance.id}`,
      thing,
      instance.items.map(({ id }) => id),
    );
  if (item.kind === 'package' || item.kind === 'tool') {
    return { ok: false, sentence: `${quoted(item.id)} is a ${item.kind}, and item rights are for assets only (R4).` };
  }
  const known = itemRights.find((one) => one === fold(right ?? ''));
  if (known === undefined) return no('right', right ?? '', itemRights);
  return yes({ kind: 'item', instance: instance.id, item: item.id, right: known });
}

function yes(entitlement: Entitlement): Read {
  if (!isLimit(entitlement)) return { ok: true, entitlement };
  const sentence = `${entitlementKey(entitlement)} is a limit, which takes away (A6): a role can only follow what gives something. Take it out.`;
  return { ok: false, sentence };
}

function no(what: string, text: string, words: readonly string[]): Read {
  return { ok: false, sentence: noSuch(what, text, words) };
}
