import { itemRights } from '../domain/entitlement.ts';
import type { EntitlementWords } from './arguments.ts';
import type { Directory } from './directory.ts';

const kinds: readonly string[] = ['console', 'role', 'item'];
/** The most words that a name and its place have together. */
const mostWords = 20;

/**
 * What was typed without its kind, as people do: `acme-prod`, `Help desk on mdm-eu`, `write on mdm-eu/pc-12`. Where the words
 * name exactly one thing that there is, its kind is filled in; else they stay as they are, and are refused with what is near.
 */
export function withKind<T extends EntitlementWords>(words: T, directory: Directory): T {
  const { kind, entitlement } = words;
  if (kind === undefined || entitlement !== undefined || kinds.includes(kind.toLowerCase())) return words;
  const typed = [kind, words.extra ?? ''].join(' ').trim().split(/\s+/);
  const found = typed.length > mostWords ? [] : [...asProduct(typed, directory), ...asRoleOrRight(typed, directory)];
  const [only, ...more] = found;
  return only && more.length === 0 ? { ...words, extra: undefined, ...only } : words;
}

function asProduct(typed: readonly string[], { catalogue }: Directory): readonly EntitlementWords[] {
  const name = typed.join(' ').toLowerCase();
  const product = catalogue.products.find((one) => [one.id, one.name].some((each) => each.toLowerCase() === name));
  return product ? [{ kind: 'console', product: product.id }] : [];
}

function asRoleOrRight(typed: readonly string[], directory: Directory): readonly EntitlementWords[] {
  return typed.flatMap((_, index): readonly EntitlementWords[] => {
    const name = typed.slice(0, index + 1).join(' ');
    const place = typed.slice(index + 1).join(' ');
    const [instance, item] = place.split('/');
    if (item !== undefined) {
      const right = itemRights.find((one) => one === name.toLowerCase());
      return right ? [{ kind: 'item', right, instance, item }] : [];
    }
    const where = directory.catalogue.instances.filter(
      (one) => place === '' || [one.id, one.name].some((each) => each.toLowerCase() === place.toLowerCase()),
    );
    const role = where.map(({ id }) => directory.policy(id)?.findRole(name) ?? null).find((one) => one !== null);
    return role === undefined ? [] : [{ kind: 'role', role, instance: place === '' ? undefined : place }];
  });
}
