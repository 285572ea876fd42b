import type { Form, Option } from '../src/domain/command-description.ts';
import { itemRights } from '../src/domain/entitlement.ts';
import { words } from '../src/words/index.ts';

export const product: Option = text('product', () => words.help.options.product, 'product', true);
export const instance: Option = text('instance', () => words.help.options.instance, 'instance', true);
export const role: Option = text('role', () => words.help.options.role, 'role', true);
export const item: Option = text('item', () => words.help.options.item, 'item', true);
export const duration: Option = text('duration', () => words.help.options.duration, 'duration', false);
export const reason: Option = {
  name: 'reason',
  summary: () => words.help.options.reason,
  kind: 'text',
  required: false,
  maxLength: 1_000,
};
/** What a role is needed for: approvers see whether a smaller one would do. */
export const need: Option = text('permission', () => words.help.options.need, 'permission', false);
export const accessId: Option = text('id', () => words.help.options.access, 'access', true);
/** Not required here, so that the command can say what is missing in its own words. */
export const who: Option = { name: 'who', summary: () => words.help.options.who, kind: 'person', required: false };
export const people: Option = {
  name: 'who',
  summary: () => words.help.options.people,
  kind: 'people',
  required: false,
};

/** Item rights that can be asked for: no limits (A6). */
const askable: readonly string[] = itemRights.filter((right) => right !== 'no-read');

export function right(choices: readonly string[]): Option {
  return { name: 'right', summary: () => words.help.options.right, kind: 'text', required: true, choices };
}

/** The three kinds of access as three forms; `end` is what follows, as options and as grammar. */
export function entitlementForms(
  command: string,
  end: {
    readonly options: readonly Option[];
    /** Further ones of a role. */
    readonly roleOptions?: readonly Option[];
    readonly usage: string;
    readonly limits: boolean;
  },
): readonly Form[] {
  const rights = end.limits ? itemRights : askable;
  const tail = end.usage === '' ? '' : ` ${end.usage}`;
  return [
    {
      name: 'console',
      summary: () => words.help.forms.console,
      usage: `${command} console PRODUCT${tail}`,
      args: { kind: 'console' },
      options: [product, ...end.options],
    },
    {
      name: 'role',
      summary: () => words.help.forms.role,
      usage: `${command} role ROLE on INSTANCE${tail}`,
      args: { kind: 'role' },
      options: [instance, role, ...end.options, ...(end.roleOptions ?? [])],
    },
    {
      name: 'item',
      summary: () => words.help.forms.item,
      usage: `${command} item ${rights.join('|')} on INSTANCE/ITEM${tail}`,
      args: { kind: 'item' },
      options: [right(rights), instance, item, ...end.options],
    },
  ];
}

/** The one form of a command that has no others. */
export function onlyForm(summary: () => string, usage: string, options: readonly Option[] = []): readonly Form[] {
  return [{ name: null, summary, usage, args: {}, options }];
}

function text(
  name: string,
  summary: () => string,
  complete: NonNullable<Option['complete']>,
  required: boolean,
): Option {
  return { name, summary, kind: 'text', required, complete };
}
