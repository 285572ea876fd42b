import { stringify } from 'yaml';

/** What the first latchkey.yml says. */
export interface FirstConfiguration {
  readonly administrators: readonly string[];
  readonly products: readonly { readonly id: string; readonly administrators: readonly string[] }[];
  readonly instances: readonly { readonly id: string; readonly administrators: readonly string[] }[];
  /** Channel ids by platform. */
  readonly approvals: Readonly<Record<string, string>>;
  readonly audit: Readonly<Record<string, string>>;
}

/** The text of a latchkey.yml with these, and where the rest is described. */
export function configText({ administrators, products, instances, approvals, audit }: FirstConfiguration): string {
  const channels = {
    ...(Object.keys(approvals).length > 0 && { approvals }),
    ...(Object.keys(audit).length > 0 && { audit }),
  };
  const file = {
    latchkey: { administrators },
    ...(products.length > 0 && { products }),
    ...(instances.length > 0 && {
      instances: instances.map(({ id, administrators: people }) => ({ id, members: { Administrator: people } })),
    }),
    ...(Object.keys(channels).length > 0 && { channels }),
  };
  return `# What can be requested, and who decides. Every key: docs/configuration.md.
# After a change: latchkey config check, then restart.

${stringify(file, { defaultStringType: 'PLAIN', singleQuote: true, aliasDuplicateObjects: false })}`;
}
