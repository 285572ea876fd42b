/** The words of an entitlement by the names of a command's arguments, as far as they were written. */
export type EntitlementText = Readonly<
  Partial<Record<'kind' | 'product' | 'instance' | 'role' | 'item' | 'right' | 'entitlement', string>>
>;

/** The words of an entitlement as typed in a command (`role Reader on mdm-eu`), or its written form (`console:acme-prod`); null: they name none. */
export function readEntitlementText(text: string): EntitlementText | null {
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
