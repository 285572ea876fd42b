import { denyUserListing } from '../domain/entitlement.ts';
import type { Permission } from './matrix.ts';
import { builtInRoles, permissions } from './matrix.ts';

/** Names are compared in any case, with blanks collapsed. */
export const foldName = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

function spellings(role: string): string[] {
  const folded = foldName(role);
  const together = folded.replace('help desk', 'helpdesk');
  return [folded, `${folded}s`, together, `${together}s`];
}

const roleBySpelling: ReadonlyMap<string, string> = new Map([
  ...builtInRoles.flatMap((role) => spellings(role).map((spelling) => [spelling, role] as const)),
  [foldName(denyUserListing), denyUserListing],
]);

const permissionByLabel: ReadonlyMap<string, Permission> = new Map(
  permissions.flatMap((permission) => [
    [permission.label, permission],
    [foldName(permission.label), permission],
  ]),
);

/**
 * The built-in group that a text names (any case, also with a plural `s`, also Helpdesk), or Deny user listing, spelt as
 * in the table; null where it names none. Custom groups are known to an {@link InstancePolicy} only.
 */
export const findRole = (text: string): string | null => roleBySpelling.get(foldName(text)) ?? null;

/** The permission that a text names, in any case and with blanks collapsed; null where it names none. */
export const findPermission = (text: string): Permission | null =>
  permissionByLabel.get(text) ?? permissionByLabel.get(foldName(text)) ?? null;
