import { readDomain } from '../../lib/address.ts';
import { normalEmail } from '../../domain/identity.ts';
import { isMember, isPerson } from '../members.ts';
import { present } from '../names.ts';
import type { Names } from '../names.ts';
import type { Finding, Path } from '../problem.ts';
import { showPath } from '../problem.ts';
import type { LooseFile } from '../shape.ts';

export interface Mention {
  readonly path: Path;
  /** Lower-cased; also a member by id. */
  readonly email: string;
}

/** R6: a default administrator is an account and no person, so it is listed nowhere as one. */
export function checkPeople(file: LooseFile, names: Names): Finding[] {
  return everybody(file).flatMap(({ path, email }): Finding[] => {
    const instance = names.defaultAdministrators.get(email);
    if (instance === undefined) return [];
    const sentence = `${email} is the default administrator of ${instance}: an account that nobody can edit or remove, and no person (R6). Take it out here.`;
    return [{ path, sentence }];
  });
}

/** What is worth knowing and no fault: an address outside `people.domains`, somebody listed twice in one list. */
export function peopleWarnings(file: LooseFile): string[] {
  const domains = present(file.people?.domains).map(([, domain]) => readDomain(domain.trim()) ?? domain.trim());
  const seen = new Set<string>();
  return everybody(file).flatMap(({ path, email }) => {
    const warnings: string[] = [];
    const outside =
      domains.length > 0 && !isMember(email) && !domains.includes(email.slice(email.lastIndexOf('@') + 1));
    if (outside) warnings.push(`${showPath(path)}: ${email} is outside people.domains (${domains.join(', ')}).`);
    const key = `${showPath(path.slice(0, -1))} ${email}`;
    if (seen.has(key)) warnings.push(`${showPath(path)}: ${email} is in this list already.`);
    seen.add(key);
    return warnings;
  });
}

/** Everybody whom the file names by their id, each once, lower-cased. */
export function declaredMembers(file: LooseFile): string[] {
  return [...new Set(everybody(file).flatMap(({ email }) => (isMember(email) ? [email] : [])))];
}

/** Everybody whom the file names as a person, once for each place. What it says of two persons (A7) is none of these. */
export function everybody(file: LooseFile): Mention[] {
  return [
    ...mentions(['latchkey', 'administrators'], file.latchkey?.administrators),
    ...mentions(['latchkey', 'auditors'], file.latchkey?.auditors),
    ...mentions(['people', 'members'], file.people?.members),
    ...present(file.products).flatMap(([index, product]) =>
      mentions(['products', index, 'administrators'], product.administrators),
    ),
    ...present(file.instances).flatMap(([index, instance]) => [
      ...Object.entries(instance.members ?? {}).flatMap(([role, emails]) =>
        mentions(['instances', index, 'members', role], emails),
      ),
      ...present(instance.groups).flatMap(([place, group]) =>
        mentions(['instances', index, 'groups', place, 'members'], group.members),
      ),
    ]),
    ...present(file.approvals).flatMap(([index, rule]) =>
      present(rule.stages).flatMap(([place, stage]) =>
        mentions(['approvals', index, 'stages', place, 'of'], Array.isArray(stage.of) ? (stage.of as unknown[]) : []),
      ),
    ),
  ];
}

export function mentions(path: Path, values: readonly unknown[] | undefined): Mention[] {
  return (values ?? []).flatMap((value, index) =>
    typeof value === 'string' && isPerson(value) ? [{ path: [...path, index], email: normalEmail(value) }] : [],
  );
}
