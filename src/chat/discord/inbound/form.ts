import { createHash } from 'node:crypto';
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Choices } from '../../../domain/call.ts';
import type { ModalJson, SelectOption } from '../outbound/modals.ts';
import { labelled, longestReason, modal, selectJson, textInput } from '../outbound/modals.ts';
import type { Typed } from './parse.ts';
import type { Render } from '../outbound/render.ts';
import { nothingToAsk, staleForm } from '../outbound/sentences.ts';
import { escapePlain } from '../outbound/text.ts';
import { words } from '../../../words/index.ts';

/** What comes next: the modal that asks for the rest, or the message with the next choice. */
export type FormStep = { readonly modal: ModalJson } | { readonly body: object };

type Kind = 'console' | 'role' | 'item';
type Instance = Choices['instances'][number];
interface Choice {
  readonly id: string;
  readonly shown: string;
}

const kinds = (): readonly { readonly id: Kind; readonly shown: string }[] => [
  { id: 'console', shown: words.form.kinds.console },
  { id: 'role', shown: words.form.kinds.role },
  { id: 'item', shown: words.form.kinds.item },
];

/** What can be asked for of one item: no limits (A6). */
const rights = ['read', 'write', 'recovery-key'] as const;

/** Discord shows at most 25 options: what is more stands on further pages. */
const perPage = 25;

/**
 * The form “Request access”: a message for each choice that the next one depends on, then a modal. What was chosen so far
 * stands in the components' ids as `KIND.INSTANCE.PAGE`, ids by their digests, so that it means the same after a restart.
 */
export function createForm(choices: Choices, render: Render) {
  const offered = () => kinds().filter(({ id }) => offers(choices, id));

  function begin(): FormStep {
    const [only, ...more] = offered();
    if (!only) return sentence(render, nothingToAsk());
    if (more.length === 0) return ofKind(only.id);
    const options = offered().map(({ id, shown }) => ({ label: shown, value: id }));
    return { body: message(words.form.what, selectJson('form:kind', options, words.form.chooseWhat)) };
  }

  function ofKind(kind: Kind): FormStep {
    if (kind === 'console') return pick(kind, null, 0);
    const [only, ...more] = instancesFor(choices, kind);
    return only && more.length === 0 ? pick(kind, only, 0) : pick(kind, null, 0);
  }

  /** The choice that comes next for a kind: the product, the instance, or what there is in the instance. */
  function pick(kind: Kind, instance: Instance | null, page: number): FormStep {
    const { what, list } = listOf(choices, kind, instance);
    const all = optionsOf(list);
    if (kind === 'console' && all.length <= perPage) return { modal: endModal(kind, null, null, all) };
    const pages = Math.ceil(all.length / perPage);
    const at = Math.min(Math.max(page, 0), pages - 1);
    const state = `${kind}.${instance ? digest(instance.id) : ''}`;
    const some = all.slice(at * perPage, (at + 1) * perPage);
    const place =
      instance && (what === 'role' || what === 'item')
        ? words.form.whichOf(what, named(instance))
        : words.form.which[what];
    return {
      body: message(
        pages > 1 ? `${place} ${words.form.page(at + 1, pages)}` : place,
        selectJson(`form:${state}.pick`, some, words.form.choose[what]),
        pages > 1 ? turning(state, at, pages) : [],
      ),
    };
  }

  /** What asks for the rest: which right, for how long, and why. */
  function endModal(
    kind: Kind,
    instance: Instance | null,
    id: string | null,
    all: readonly SelectOption[] = [],
  ): ModalJson {
    const state = `${kind}.${instance ? digest(instance.id) : ''}.${id === null ? '' : digest(id)}`;
    const title = id === null ? words.form.title : kind === 'item' ? words.form.itemTitle(id) : words.form.titleOf(id);
    return modal(`form:${state}`, title, [
      ...(all.length > 0
        ? [labelled(words.form.labels.product, undefined, selectJson('product', all, words.form.choose.product))]
        : []),
      ...(kind === 'item'
        ? [
            labelled(
              words.form.labels.right,
              undefined,
              selectJson(
                'right',
                rights.map((value) => ({ label: value, value })),
                words.form.choose.right,
              ),
            ),
          ]
        : []),
      // More than a select takes: it's typed, and read with patience.
      ...(kind === 'role'
        ? [textInput('permission', words.form.labels.permission, { most: 100, hint: words.form.permissionTyped })]
        : []),
      textInput('duration', words.form.duration, {
        most: 40,
        hint: words.form.durationHint(choices.defaultDuration),
        placeholder: choices.defaultDuration,
      }),
      textInput('reason', words.form.reason, { long: true, most: longestReason, hint: words.form.reasonHint }),
    ]);
  }

  return {
    begin,

    /** After a choice in one of the form's messages; `state` is its id's, `value` what was chosen. */
    chosen(state: string, value: string | undefined): FormStep {
      if (state === 'kind') {
        const kind = offered().find(({ id }) => id === value)?.id;
        return kind ? ofKind(kind) : sentence(render, staleForm());
      }
      const [kindWord, instanceDigest, action = ''] = state.split('.');
      const kind = offered().find(({ id }) => id === kindWord)?.id;
      const instance = instanceDigest ? byDigest(choices.instances, instanceDigest) : null;
      if (!kind || instance === undefined) return sentence(render, staleForm());
      const page = /^page(\d{1,4})$/.exec(action)?.[1];
      if (page !== undefined) return pick(kind, instance, Number(page));
      const found = value === undefined ? undefined : byDigest(listOf(choices, kind, instance).list, value);
      if (!found) return sentence(render, staleForm());
      if (kind === 'console' || instance) return { modal: endModal(kind, instance, found.id) };
      const next = choices.instances.find(({ id }) => id === found.id);
      return next ? pick(kind, next, 0) : sentence(render, staleForm());
    },

    /** The modal that was sent with this state; null when what it was about is not there any more. */
    again(state: string): ModalJson | null {
      const [kindWord, instanceDigest, idDigest] = state.split('.');
      const kind = offered().find(({ id }) => id === kindWord)?.id;
      const instance = instanceDigest ? byDigest(choices.instances, instanceDigest) : null;
      if (!kind || instance === undefined) return null;
      const { list } = listOf(choices, kind, instance);
      if (!idDigest) return endModal(kind, instance, null, optionsOf(list));
      const found = byDigest(list, idDigest);
      return found ? endModal(kind, instance, found.id) : null;
    },

    /** The request that the sent modal makes; null when what it was about is not there any more. */
    submitted(state: string, values: Readonly<Record<string, string>>): Typed | null {
      const [kindWord, instanceDigest, idDigest] = state.split('.');
      const kind = offered().find(({ id }) => id === kindWord)?.id;
      const instance = instanceDigest ? byDigest(choices.instances, instanceDigest) : null;
      const picked = idDigest || values['product'];
      if (!kind || instance === undefined || !picked) return null;
      const found = byDigest(listOf(choices, kind, instance).list, picked);
      if (!found || (kind !== 'console' && !instance)) return null;
      const end = { ...optional('duration', values['duration']), ...optional('reason', values['reason']) };
      const request = (args: object): Typed => ({ command: 'request', args: { kind, ...args, ...end } });
      if (kind === 'console') return request({ product: found.id });
      if (kind === 'role') {
        return request({ instance: instance?.id, role: found.id, ...optional('permission', values['permission']) });
      }
      const right = rights.find((one) => one === values['right']);
      return right ? request({ instance: instance?.id, item: found.id, right }) : null;
    },
  };
}

/** What is chosen from at a step. */
function listOf(
  choices: Choices,
  kind: Kind,
  instance: Instance | null,
): { readonly what: 'product' | 'instance' | 'role' | 'item'; readonly list: readonly Choice[] } {
  if (kind === 'console') return { what: 'product', list: choices.products.map(choice) };
  if (!instance) return { what: 'instance', list: instancesFor(choices, kind).map(choice) };
  return kind === 'role'
    ? { what: 'role', list: instance.roles.map((id) => ({ id, shown: id })) }
    : { what: 'item', list: assets(instance).map(({ id }) => ({ id, shown: id })) };
}

function offers(choices: Choices, kind: Kind): boolean {
  return kind === 'console' ? choices.products.length > 0 : instancesFor(choices, kind).length > 0;
}

function instancesFor({ instances }: Choices, kind: Kind): Choices['instances'] {
  return instances.filter((one) => (kind === 'role' ? one.roles : assets(one)).length > 0);
}

/** Packages and tools carry only their flag: rights are on assets (R4). */
function assets({ items }: Instance): Instance['items'] {
  return items.filter(({ kind }) => kind === 'asset');
}

function choice(one: { readonly id: string; readonly name: string }): Choice {
  return { id: one.id, shown: named(one) };
}

function named({ id, name }: { readonly id: string; readonly name: string }): string {
  return name === id ? id : `${name} (${id})`;
}

function optionsOf(list: readonly Choice[]): readonly SelectOption[] {
  return list.map(({ id, shown }) => ({ label: shown, value: digest(id) }));
}

function digest(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

function byDigest<T extends { readonly id: string }>(all: readonly T[], wanted: string): T | undefined {
  return all.find(({ id }) => digest(id) === wanted);
}

/** A message with one choice, and the buttons that turn its pages. */
function message(text: string, select: object, buttons: readonly object[] = []): object {
  const rows = [[select], ...(buttons.length > 0 ? [buttons] : [])];
  return {
    content: '',
    embeds: [{ title: words.form.title, description: escapePlain(text, 1_000), color: 0x5865f2 }],
    components: rows.map((components) => ({ type: ComponentType.ActionRow, components })),
    allowed_mentions: { parse: [] },
  };
}

function turning(state: string, page: number, pages: number): readonly object[] {
  const to = (label: string, target: number, disabled: boolean) => ({
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: `form:${state}.page${target}`,
    disabled,
  });
  return [to(words.form.previous, page - 1, page === 0), to(words.form.next, page + 1, page === pages - 1)];
}

function sentence(render: Render, texts: Parameters<Render>[0]): FormStep {
  return { body: render(texts, undefined, null).body };
}

function optional(name: string, value: string | undefined): Record<string, string> {
  const text = value?.trim();
  return text ? { [name]: text } : {};
}
