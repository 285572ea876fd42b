import type { Token } from '../tokens.ts';
import { join } from './words.ts';

interface EntitlementFields {
  readonly kind?: string;
  readonly product?: string;
  readonly instance?: string;
  readonly role?: string;
  readonly item?: string;
  readonly right?: string;
}

/** Whether an entitlement begins here: `console`, `role`, `item`, or `role:…` as it is written elsewhere. */
export function isEntitlement(token: Token): boolean {
  return token.who === null && /^(console|role|item)(:|$)/i.test(token.text);
}

/** What is named by the words before `on` and those after it; `extra`: what fits nowhere. */
export function readEntitlement(
  main: readonly Token[],
  on: readonly Token[],
): { readonly fields: EntitlementFields; readonly extra: readonly Token[] } {
  const [first, ...rest] = main;
  if (!first) return { fields: {}, extra: on };
  const written = /^(console|role|item):(.*)$/is.exec(join(main) ?? '');
  if (written?.[1] && isEntitlement(first)) {
    return { fields: writtenFields(written[1].toLowerCase(), written[2] ?? ''), extra: on };
  }
  if (!isEntitlement(first)) return { fields: { kind: first.text }, extra: [...rest, ...on] };
  const kind = first.text.toLowerCase();
  const words = join(rest);
  if (kind === 'role') return { fields: { kind, role: words, instance: join(on) }, extra: [] };
  if (kind === 'console') {
    return words === undefined
      ? { fields: { kind, product: join(on) }, extra: [] }
      : { fields: { kind, product: words }, extra: on };
  }
  const [instance, item] = cut(join(on) ?? '');
  return { fields: { kind, right: words, instance, item }, extra: [] };
}

function writtenFields(kind: string, body: string): EntitlementFields {
  if (kind === 'console') return { kind, product: body.trim() || undefined };
  const [instance, rest = ''] = cut(body);
  if (kind === 'role') return { kind, instance, role: rest || undefined };
  const [item, right] = cut(rest);
  return { kind, instance, item, right };
}

/** Two halves at the first slash. */
function cut(text: string): [string | undefined, string | undefined] {
  const at = text.indexOf('/');
  if (at < 0) return [text.trim() || undefined, undefined];
  return [text.slice(0, at).trim() || undefined, text.slice(at + 1).trim() || undefined];
}
