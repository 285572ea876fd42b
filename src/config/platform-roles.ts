import { z } from 'zod';
import { platforms } from '../chat/registry.ts';
import type { Platform } from '../domain/identity.ts';
import { listed, quoted } from './nearest.ts';
import type { Finding, Path } from './problem.ts';

/** Platforms whose roles may stand in the file by their id. */
const having = platforms.flatMap(({ name, roleId }) => (roleId === null ? [] : [{ name, roleId }]));
const names = having.map(({ name }) => name);

/** A role of a platform, and where in the file it stands. */
export interface WrittenRole {
  readonly path: Path;
  readonly platform: Platform;
  readonly role: string;
}

/** The keys by which an entry names roles: one for each platform that has any. */
export const roleKeys = Object.fromEntries(
  having.map(({ name, roleId }) => [
    name,
    z
      .string()
      .refine((id) => roleId.test(id), {
        error: ({ input }) =>
          `${quoted(String(input))} is not a role’s id: copy the id from the role’s menu in ${name}; a name is not enough.`,
      })
      .optional(),
  ]),
);

/** The roles that an entry names. */
export function rolesIn(path: Path, entry: object): readonly WrittenRole[] {
  const written = entry as Readonly<Record<string, unknown>>;
  return having.flatMap(({ name }) => {
    const id = written[name];
    return typeof id === 'string' ? [{ path: [...path, name], platform: name, role: id }] : [];
  });
}

/** An entry that names no role; `broken` are the entries whose roles were taken out since they are none. */
export function roleMissing(path: Path, entry: object, broken: boolean): Finding[] {
  if (broken || rolesIn(path, entry).length > 0) return [];
  return [{ path, sentence: `It names no role: write ${listed(names)}, and the role’s id in quotes.` }];
}
