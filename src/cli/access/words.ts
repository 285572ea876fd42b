import { parseAccountKey } from '../../domain/identity.ts';
import type { Who } from '../../domain/identity.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { readEntitlementText } from '../../domain/entitlement-text.ts';
import { done, fail, literalEntitlement, readEntitlement } from '../../services/arguments.ts';
import type { Read } from '../../services/arguments.ts';
import type { Directory } from '../../services/directory.ts';

/** How an entitlement is written, for every sentence that says so. */
export const entitlementUsage = '“console PRODUCT”, “role ROLE on INSTANCE”, “item RIGHT on INSTANCE/ITEM” or “kind:…”';

/**
 * The entitlement that is meant. What latchkey.yml doesn't name any more is read as it was written in full: people can still
 * have it.
 */
export function readWanted(text: string, directory: Directory): Read<Entitlement> {
  const words = readEntitlementText(text);
  if (words === null) return fail(`“${text}” is no access. Write ${entitlementUsage}.`);
  const read = readEntitlement(words, directory);
  if (read.ok) return read;
  const literal = words.entitlement === undefined ? null : literalEntitlement(words);
  return literal === null ? read : done(literal);
}

/** A person as written on the command line: an e-mail, an account such as `slack:T1/U1`, or a person's id. */
export function whoOf(text: string): Who {
  const account = parseAccountKey(text);
  if (account !== null) return { kind: 'account', account, shown: text };
  return text.includes('@') ? { kind: 'email', email: text } : { kind: 'person', id: text };
}
