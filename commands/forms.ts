import type { Form, Option } from '../src/domain/command-description.ts';
import { itemRights } from '../src/domain/entitlement.ts';

export const product: Option = text('product', 'Which product', 'product', true);
export const instance: Option = text('instance', 'Which instance', 'instance', true);
export const role: Option = text('role', 'Which role: a built-in group, or one of yours', 'role', true);
export const item: Option = text('item', 'Which item of the instance', 'item', true);
export const duration: Option = text(
  'duration',
  'How long, such as 30m, 8h, 5d, until 18:00 or until tomorrow',
  'duration',
  false,
);
export const reason: Option = {
  name: 'reason',
  summary: 'Why: who decides reads this',
  kind: 'text',
  required: false,
  maxLength: 1_000,
};
export const accessId: Option = text('id', 'The id of the access', 'access', true);
/** Not required here, so that the command can say what is missing in its own words. */
export const who: Option = { name: 'who', summary: 'Who', kind: 'person', required: false };
export const people: Option = {
  name: 'who',
  summary: 'Whom: one or more people',
  kind: 'people',
  required: false,
};

/** Item rights that can be asked for: no limits (A6). */
const askable: readonly string[] = itemRights.filter((right) => right !== 'no-read');

export function right(choices: readonly string[]): Option {
  return { name: 'right', summary: 'Which right', kind: 'text', required: true, choices };
}

/** The three kinds of access as three forms; `end` is what follows, as options and as grammar. */
export function entitlementForms(
  command: string,
  end: { readonly options: readonly Option[]; readonly usage: string; readonly limits: boolean },
): readonly Form[] {
  const rights = end.limits ? itemRights : askable;
  const tail = end.usage === '' ? '' : ` ${end.usage}`;
  return [
    {
      name: 'console',
      summary: 'Console access to a product',
      usage: `${command} console PRODUCT${tail}`,
      args: { kind: 'console' },
      options: [product, ...end.options],
    },
    {
      name: 'role',
      summary: 'A role in an instance',
      usage: `${command} role ROLE on INSTANCE${tail}`,
      args: { kind: 'role' },
      options: [instance, role, ...end.options],
    },
    {
      name: 'item',
      summary: 'A right on one item of an instance',
      usage: `${command} item ${rights.join('|')} on INSTANCE/ITEM${tail}`,
      args: { kind: 'item' },
      options: [right(rights), instance, item, ...end.options],
    },
  ];
}

/** The one form of a command that has no others. */
export function onlyForm(summary: string, usage: string, options: readonly Option[] = []): readonly Form[] {
  return [{ name: null, summary, usage, args: {}, options }];
}

function text(name: string, summary: string, complete: NonNullable<Option['complete']>, required: boolean): Option {
  return { name, summary, kind: 'text', required, complete };
}
