import type { types } from '@slack/bolt';
import type { Choices, Outcome } from '../../../domain/call.ts';
import type { Typed } from './grammar.ts';
import type { FormState } from './form-state.ts';
import { chosen, keyOf } from './form-state.ts';
import { escapeWithin, mrkdwn } from '../outbound/text.ts';
import { words } from '../../../words/index.ts';

export const formCallback = 'access_request';

type Instance = Choices['instances'][number];
interface Option {
  readonly id: string;
  readonly shown: string;
}

const kinds = () =>
  [
    { id: 'console', shown: words.form.kinds.console },
    { id: 'role', shown: words.form.kinds.role },
    { id: 'item', shown: words.form.kinds.item },
  ] as const;

/** What can be asked for of one item: no limits (A6). */
const rights: readonly Option[] = [
  { id: 'read', shown: 'read' },
  { id: 'write', shown: 'write' },
  { id: 'recovery-key', shown: 'recovery-key' },
];

/** Slack shows at most 100 options; beyond, they are looked for as one types. */
const mostOptions = 100;

/** The form “Request access” for what is chosen so far. With nothing to ask for, a text that says so. */
export function formView(choices: Choices, state: FormState, metadata: string): types.ModalView {
  const open = kinds().filter(({ id }) => offers(choices, id));
  const kind = open.find(({ id }) => id === state.kind) ?? open[0];
  const base = {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: metadata,
    title: plain(words.form.title, 24),
    close: plain(words.form.cancel, 24),
  } as const;
  if (!kind) {
    const text = mrkdwn(words.chats.nothingToRequest(), { workspace: '', mentions: new Map() }, 3_000);
    return { ...base, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] };
  }
  return {
    ...base,
    submit: plain(words.form.submit, 24),
    blocks: [
      {
        type: 'input',
        block_id: 'kind',
        dispatch_action: true,
        label: plain(words.form.what, 2_000),
        element: {
          type: 'radio_buttons',
          action_id: 'form:kind',
          options: open.map(option),
          initial_option: option(kind),
        },
      },
      ...partBlocks(choices, kind.id, state.instance),
      ...endBlocks(choices.defaultDuration),
    ],
  };
}

function partBlocks(choices: Choices, kind: FormState['kind'], wanted: string | null): types.KnownBlock[] {
  if (kind === 'console') return [select('product', 'form:product', 'product', products(choices))];
  const instances = choices.instances.filter((one) => (kind === 'role' ? one.roles : assets(one)).length > 0);
  const instance = instances.find(({ id }) => id === wanted) ?? (instances.length === 1 ? instances[0] : undefined);
  const place = {
    ...select('instance', 'form:instance', 'instance', instances.map(named), instance && named(instance)),
    dispatch_action: true,
  };
  if (!instance) return [place, hint(words.form.instanceFirst)];
  const key = keyOf(instance.id);
  if (kind === 'role') {
    const needed = permissions(choices);
    return [
      place,
      select(`role:${key}`, 'form:role', 'role', roles(instance)),
      ...(needed.length === 0 ? [] : [optionalSelect('permission', needed)]),
    ];
  }
  return [
    place,
    select(`item:${key}`, 'form:item', 'item', assets(instance)),
    select('right', 'form:right', 'right', rights),
  ];
}

function endBlocks(defaultDuration: string): types.KnownBlock[] {
  return [
    {
      type: 'input',
      block_id: 'duration',
      optional: true,
      label: plain(words.form.duration, 2_000),
      hint: plain(words.form.durationHint(defaultDuration), 2_000),
      element: {
        type: 'plain_text_input',
        action_id: 'form:duration',
        max_length: 40,
        placeholder: plain(defaultDuration, 150),
      },
    },
    {
      type: 'input',
      block_id: 'reason',
      optional: true,
      label: plain(words.form.reason, 2_000),
      hint: plain(words.form.reasonHint, 2_000),
      element: { type: 'plain_text_input', action_id: 'form:reason', multiline: true, max_length: 1_000 },
    },
  ];
}

/** Options of a select that holds more than 100, filtered as one types. */
export function suggest(choices: Choices, blockId: string, typed: string): types.PlainTextOption[] {
  const [name = '', key = ''] = blockId.split(/:(.*)/s);
  const instance = choices.instances.find(({ id }) => keyOf(id) === key);
  const all = {
    product: () => products(choices),
    instance: () => choices.instances.map(named),
    role: () => (instance ? roles(instance) : []),
    item: () => (instance ? assets(instance) : []),
    permission: () => permissions(choices),
  };
  const list = Object.hasOwn(all, name) ? all[name as keyof typeof all]() : [];
  const word = typed.trim().toLowerCase();
  const found = list.filter(({ id, shown }) => `${id} ${shown}`.toLowerCase().includes(word));
  return found.slice(0, mostOptions).map(option);
}

/** The request that a submitted form makes, or where in the form something is still missing. */
export function readForm(
  choices: Choices,
  state: FormState,
):
  | { readonly ok: true; readonly typed: Typed }
  | { readonly ok: false; readonly block: string; readonly sentence: string } {
  const { kind, values } = state;
  const miss = (block: string, sentence: string) => ({ ok: false, block, sentence }) as const;
  const texts = words.form;
  const end = { ...optional('duration', values['duration']), ...optional('reason', values['reason']) };
  const typed = (args: object) =>
    ({ ok: true, typed: { command: 'request', args: { kind, ...args, ...end } } }) as const;
  if (kind === 'console') {
    const product = chosen(choices.products, values['product']);
    return product ? typed({ product: product.id }) : miss('product', texts.missing.product);
  }
  const instance = choices.instances.find(({ id }) => id === state.instance);
  if (!instance) return miss('instance', texts.missing.instance);
  const key = keyOf(instance.id);
  if (kind === 'role') {
    const role = chosen(roles(instance), values[`role:${key}`]);
    const need = optional('permission', chosen(permissions(choices), values['permission'])?.id);
    return role
      ? typed({ instance: instance.id, role: role.id, ...need })
      : miss(`role:${key}`, texts.missingOf('role', instance.name));
  }
  const item = chosen(assets(instance), values[`item:${key}`]);
  if (!item) return miss(`item:${key}`, texts.missingOf('item', instance.name));
  const right = chosen(rights, values['right']);
  return right ? typed({ instance: instance.id, item: item.id, right: right.id }) : miss('right', texts.missing.right);
}

/** The block of the form that a refusal is best shown at: the field that it is about, else what was asked for. */
export function blockFor(field: Outcome['field'], blocks: readonly string[]): string {
  const at = (name: string) => blocks.find((block) => block === name || block.startsWith(`${name}:`));
  return (field && at(field)) ?? at('role') ?? at('item') ?? at('product') ?? at('instance') ?? blocks[0] ?? 'kind';
}

function offers(choices: Choices, kind: FormState['kind']): boolean {
  if (kind === 'console') return choices.products.length > 0;
  return choices.instances.some((one) => (kind === 'role' ? one.roles : assets(one)).length > 0);
}

function products(choices: Choices): readonly Option[] {
  return choices.products.map(named);
}

function roles(instance: Instance): readonly Option[] {
  return instance.roles.map((role) => ({ id: role, shown: role }));
}

/** What a role can be needed for. */
function permissions(choices: Choices): readonly Option[] {
  return choices.permissions.map((label) => ({ id: label, shown: label }));
}

/** Packages and tools carry only their flag: rights are on assets (R4). */
function assets(instance: Instance): readonly Option[] {
  return instance.items.filter(({ kind }) => kind === 'asset').map(({ id }) => ({ id, shown: id }));
}

function named({ id, name }: { readonly id: string; readonly name: string }): Option {
  return { id, shown: name === id ? id : `${name} (${id})` };
}

function select(
  blockId: string,
  actionId: string,
  what: keyof typeof words.form.labels,
  options: readonly Option[],
  initial?: Option,
): types.InputBlock {
  const common = {
    action_id: actionId,
    placeholder: plain(words.form.choose[what], 150),
    ...(initial ? { initial_option: option(initial) } : {}),
  };
  return {
    type: 'input',
    block_id: blockId,
    label: plain(words.form.labels[what], 2_000),
    element:
      options.length > mostOptions
        ? { ...common, type: 'external_select', min_query_length: 0 }
        : { ...common, type: 'static_select', options: options.map(option) },
  };
}

function optionalSelect(what: 'permission', options: readonly Option[]): types.InputBlock {
  return {
    ...select(what, `form:${what}`, what, options),
    optional: true,
    hint: plain(words.form.permissionHint, 2_000),
  };
}

function option({ id, shown }: Option): types.PlainTextOption {
  return { text: plain(shown, 75), value: keyOf(id) };
}

function hint(text: string): types.KnownBlock {
  return { type: 'context', elements: [plain(text, 2_000)] };
}

function plain(text: string, limit: number): types.PlainTextElement {
  return { type: 'plain_text', text: escapeWithin(text, limit), emoji: false };
}

function optional(name: string, value: string | undefined): Record<string, string> {
  const text = value?.trim();
  return text ? { [name]: text } : {};
}
