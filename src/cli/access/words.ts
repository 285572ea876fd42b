import { parseAccountKey } from '../../domain/identity.ts';
import type { Who } from '../../domain/identity.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { done, fail, literalEntitlement, readEntitlement } from '../../services/arguments.ts';
import type { EntitlementWords, Read } from '../../services/arguments.ts';
import type { Directory } from '../../services/directory.ts';

/** How an entitlement is written, for every sentence that says so. */
export const entitlementUsage = '“console PRODUCT”, “role ROLE on INSTANCE”, “item RIGHT on INSTANCE/ITEM” or “kind:…”';

/** The words of an entitlement as typed in chat, or its written form (`console:acme-prod`); null: they name none. */
export function entitlementWordsOf(text: string): EntitlementWords | null {
  if (/^(console|role|item):/i.test(text)) return { entitlement: text };
  const [, kind = '', rest = ''] = /^(console|role|item)(?:\s+(.*))?$/is.exec(text) ?? [];
  switch (kind.toLowerCase()) {
    case 'console':
      return { kind, product: rest };
    case 'role': {
      const [, role = rest, instance] = /^(.*?)\s+on\s+(\S+)$/is.exec(rest) ?? [];
      return { kind, role, ...(instance !== undefined && { instance }) };
    }
    case 'item': {
      const [, right = rest, instance, item] = /^(\S+)\s+on\s+([^/\s]+)\/(.+)$/is.exec(rest) ?? [];
      return { kind, right, ...(instance !== undefined && { instance }), ...(item !== undefined && { item }) };
    }
    default:
      return null;
  }
}

/**
 * The entitlement that is meant. What latchkey.yml doesn't name any more is read as it was written in full: people can still
 * have it.
 */
export function readWanted(text: string, directory: Directory): Read<Entitlement> {
  const words = entitlementWordsOf(text);
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
