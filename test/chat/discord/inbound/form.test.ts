import { describe, expect, it } from 'vitest';
import { createForm } from '../../../../src/chat/discord/inbound/form.ts';
import type { FormStep } from '../../../../src/chat/discord/inbound/form.ts';
import { createRender } from '../../../../src/chat/discord/outbound/render.ts';
import { modalOf } from '../../../../sandbox/discord/limits/modals.ts';
import { contentOf } from '../../../../sandbox/discord/limits/messages.ts';
import type { Choices } from '../../../../src/domain/call.ts';

const render = createRender({ mention: () => null, firstOption: () => null });
const many = (count: number, start: string) => Array.from({ length: count }, (_, n) => `${start} ${n}`);
const large: Choices = {
  products: many(30, 'product').map((id) => ({ id, name: `${id} ${'x'.repeat(120)}` })),
  instances: many(60, 'instance').map((id) => ({
    id,
    name: id,
    roles: many(40, 'role'),
    items: many(130, 'item').map((item) => ({ id: item, kind: 'asset' })),
  })),
  permissions: ['Create assets', 'Distribute installation packages'],
  defaultDuration: '8h',
};

interface Select {
  readonly custom_id: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}
/** What is sent, as Discord reads it: a message's body or a modal. */
interface Sent {
  readonly title: string;
  readonly custom_id: string;
  readonly embeds: readonly { readonly description: string }[];
  readonly components: readonly {
    readonly components: readonly (Select & { readonly disabled?: boolean })[];
    readonly component: Select;
  }[];
}
const plain = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
const bodyOf = (step: FormStep) => {
  if (!('body' in step)) throw new Error('that is no message');
  contentOf(plain(step.body));
  return plain(step.body) as unknown as Sent;
};
const modalIn = (step: FormStep) => {
  if (!('modal' in step)) throw new Error('that is no modal');
  modalOf(plain(step.modal));
  return plain(step.modal) as unknown as Sent;
};
const selectOf = (step: FormStep): Select => bodyOf(step).components[0]!.components[0]!;
const stateOf = (id: string) => id.replace(/^form:/, '');

/** Chooses by label, turning pages until it is there. */
function choose(form: ReturnType<typeof createForm>, from: FormStep, label: string): FormStep {
  for (let step = from; ;) {
    const select = selectOf(step);
    const option = select.options.find((one) => one.label === label);
    if (option) return form.chosen(stateOf(select.custom_id), option.value);
    const [, next] = bodyOf(step).components[1]?.components ?? [];
    if (!next || next.disabled) throw new Error(`${label} is not offered`);
    step = form.chosen(stateOf(next.custom_id), undefined);
  }
}

describe('the form', () => {
  const form = createForm(large, render);

  it('reaches every choice, however many there are', () => {
    const kind = choose(form, form.begin(), 'A right on one item');
    const instance = choose(form, kind, 'instance 59');
    const modal = modalIn(choose(form, instance, 'item 129'));
    expect(modal.title).toBe('Request a right on item 129');
    expect(form.submitted(stateOf(modal.custom_id), { right: 'write', duration: '', reason: 'x' })).toEqual({
      command: 'request',
      args: { kind: 'item', instance: 'instance 59', item: 'item 129', right: 'write', reason: 'x' },
    });
    const product = choose(form, form.begin(), 'Console access to a product');
    expect(selectOf(product).options).toHaveLength(25);
    expect(selectOf(product).options[0]?.label).toHaveLength(100);
  });

  it('asks what a role is needed for, which may stay empty', () => {
    const instance = choose(form, choose(form, form.begin(), 'A role in an instance'), 'instance 7');
    const modal = modalIn(choose(form, instance, 'role 3'));
    expect(modal.components.map(({ component }) => component.custom_id)).toEqual(['permission', 'duration', 'reason']);
    expect(modal.components[0]).toMatchObject({ label: 'What do you need to do?', component: { required: false } });
    const args = { kind: 'role', instance: 'instance 7', role: 'role 3' };
    const submitted = (permission: string) => form.submitted(stateOf(modal.custom_id), { permission })?.args;
    expect(submitted('')).toEqual(args);
    expect(submitted(' create assets ')).toEqual({ ...args, permission: 'create assets' });
    const item = choose(form, choose(form, choose(form, form.begin(), 'A right on one item'), 'instance 7'), 'item 1');
    expect(modalIn(item).components.map(({ component }) => component.custom_id)).not.toContain('permission');
  });

  it('means the same after the configuration was changed, or says that it has gone', () => {
    const instance = choose(form, choose(form, form.begin(), 'A role in an instance'), 'instance 7');
    const modal = modalIn(choose(form, instance, 'role 3'));
    const state = stateOf(modal.custom_id);
    const reversed = createForm({ ...large, instances: large.instances.toReversed() }, render);
    expect(reversed.submitted(state, {})?.args).toEqual({ kind: 'role', instance: 'instance 7', role: 'role 3' });
    const without = createForm({ ...large, instances: large.instances.slice(10) }, render);
    expect(without.submitted(state, {})).toBeNull();
    const { embeds } = bodyOf(without.chosen(stateOf(selectOf(instance).custom_id), 'x'));
    expect(embeds[0]?.description).toContain('have changed');
  });

  it('asks at once where there is only one thing to choose', () => {
    const products = [{ id: 'acme-prod', name: 'ACME' }];
    const small = createForm({ products, instances: [], permissions: [], defaultDuration: '8h' }, render);
    const modal = modalIn(small.begin());
    const { value } = modal.components[0]!.component.options[0]!;
    expect(small.submitted(stateOf(modal.custom_id), { product: value })?.args).toEqual({
      kind: 'console',
      product: 'acme-prod',
    });
  });

  it('says so where nothing can be asked for', () => {
    const empty = createForm({ products: [], instances: [], permissions: [], defaultDuration: '8h' }, render);
    expect(bodyOf(empty.begin()).embeds[0]?.description).toContain('There’s nothing to request yet');
  });

  it.each(['', 'kind', 'role', 'role.x.pick', 'item..page9', 'console..', '..', 'role.0000000000000000.pick'])(
    'answers a state that it never wrote: %j',
    (state) => {
      expect(() => form.chosen(state, 'nothing')).not.toThrow();
      expect(form.submitted(state, { product: 'x', right: 'write' })).toBeNull();
    },
  );
});
