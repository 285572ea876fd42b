import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formView, readForm, suggest } from '../../../../src/chat/slack/inbound/form.ts';
import { emptyForm, keyOf, readState } from '../../../../src/chat/slack/inbound/form-state.ts';
import type { FormState } from '../../../../src/chat/slack/inbound/form-state.ts';
import type { Choices } from '../../../../src/domain/call.ts';
import { permissionLabels } from '../../../../src/services/policy-questions.ts';
import { choices } from '../listening.ts';

interface Option {
  text: { text: string };
  value: string;
}
interface Input {
  type: string;
  block_id?: string;
  dispatch_action?: boolean;
  element?: { type: string; action_id: string; options?: Option[]; initial_option?: Option };
}
const draw = (state: Partial<FormState> = {}, given = choices) => {
  const view = formView(given, { ...emptyForm, ...state }, '{}');
  return { view, blocks: view.blocks as Input[] };
};
const ids = (blocks: Input[]) => blocks.map(({ block_id, type }) => block_id ?? type);
const values = (block: Input | undefined) => block?.element?.options?.map(({ value }) => value);

describe('the form', () => {
  it('asks for a product first', () => {
    const { blocks } = draw();
    expect(ids(blocks)).toEqual(['kind', 'product', 'duration', 'reason']);
    expect(values(blocks[1])).toEqual(['acme-prod']);
    expect(JSON.stringify(blocks[2])).toContain('usually 8h');
  });

  it('asks for the instance before its roles when there are several', () => {
    const [mdm] = choices.instances;
    const two = { ...choices, instances: [mdm!, { ...mdm!, id: 'mdm-us', name: 'US' }] };
    expect(ids(draw({ kind: 'role' }, two).blocks)).toEqual(['kind', 'instance', 'context', 'duration', 'reason']);
    const { blocks } = draw({ kind: 'role', instance: 'mdm-us' }, two);
    expect(ids(blocks)).toEqual(['kind', 'instance', 'role:mdm-us', 'permission', 'duration', 'reason']);
    expect(blocks[1]).toMatchObject({ dispatch_action: true, element: { initial_option: { value: 'mdm-us' } } });
  });

  it('asks what a role is needed for, and never insists on it', () => {
    const { blocks } = draw({ kind: 'role' });
    expect(blocks[3]).toMatchObject({
      block_id: 'permission',
      optional: true,
      label: { text: 'What do you need to do?' },
    });
    expect(values(blocks[3])).toEqual(choices.permissions);
    const all = draw({ kind: 'role' }, { ...choices, permissions: permissionLabels });
    expect(all.blocks[3]?.element).toMatchObject({ type: 'static_select' });
    expect(values(all.blocks[3])).toHaveLength(47);
    const read = (given: FormState['values']) => {
      const state: FormState = { kind: 'role', instance: 'mdm-eu', values: { 'role:mdm-eu': 'Help desk', ...given } };
      return readForm({ ...choices, permissions: permissionLabels }, state);
    };
    const args = { kind: 'role', instance: 'mdm-eu', role: 'Help desk' };
    expect(read({})).toEqual({ ok: true, typed: { command: 'request', args } });
    expect(read({ permission: 'of another version' })).toEqual({ ok: true, typed: { command: 'request', args } });
    for (const permission of permissionLabels) {
      const typed = { command: 'request', args: { ...args, permission } };
      expect(read({ permission: keyOf(permission) })).toEqual({ ok: true, typed });
    }
    expect(ids(draw({ kind: 'role' }, { ...choices, permissions: [] }).blocks)).not.toContain('permission');
    expect(ids(draw({ kind: 'item' }).blocks)).not.toContain('permission');
  });

  it('offers assets only, and no limit as a right', () => {
    const { blocks } = draw({ kind: 'item' });
    expect(ids(blocks)).toEqual(['kind', 'instance', 'item:mdm-eu', 'right', 'duration', 'reason']);
    expect(values(blocks[2])).toEqual(['pc-12', 'pc-13']);
    expect(values(blocks[3])).toEqual(['read', 'write', 'recovery-key']);
  });

  it('leaves out what nobody can ask for, and says when that is everything', () => {
    const products = draw({}, { ...choices, instances: [] });
    expect(values(products.blocks[0])).toEqual(['console']);
    const instances = draw({}, { ...choices, products: [], instances: [{ ...choices.instances[0]!, items: [] }] });
    expect(values(instances.blocks[0])).toEqual(['role']);
    const { view, blocks } = draw({}, { ...choices, products: [], instances: [] });
    expect(view.submit).toBeUndefined();
    expect(JSON.stringify(blocks)).toContain('There’s nothing to request yet');
  });

  it('looks options up as one types where there are more than a hundred', () => {
    const many = Array.from({ length: 250 }, (_, index) => ({ id: `product-${index}`, name: `Product ${index}` }));
    const given = { ...choices, products: many };
    expect(draw({}, given).blocks[1]?.element).toMatchObject({ type: 'external_select', min_query_length: 0 });
    expect(suggest(given, 'product', '')).toHaveLength(100);
    expect(suggest(given, 'product', ' PRODUCT 24').map(({ value }) => value)).toEqual([
      'product-24',
      ...Array.from({ length: 10 }, (_, index) => `product-24${index}`),
    ]);
    expect(suggest(given, 'constructor', '')).toEqual([]);
  });

  it('reads what was submitted, also for ids longer than Slack can carry', () => {
    const long = 'p'.repeat(200);
    const given = { ...choices, products: [{ id: long, name: 'Long' }] };
    const selected = (value: string) => ({ a: { type: 'static_select', selected_option: { value } } });
    const state = readState(
      { kind: selected('console'), product: selected(keyOf(long)), reason: { a: { value: ' why ' } }, duration: {} },
      given,
    );
    expect(readForm(given, state)).toEqual({
      ok: true,
      typed: { command: 'request', args: { kind: 'console', product: long, reason: 'why' } },
    });
  });

  it('does not take the role of another instance, chosen a moment before', () => {
    const state: FormState = { kind: 'role', instance: 'mdm-eu', values: { 'role:mdm-us': 'Help desk' } };
    expect(readForm(choices, state)).toMatchObject({ ok: false, block: 'role:mdm-eu' });
    expect(readForm(choices, { ...state, instance: null })).toMatchObject({ ok: false, block: 'instance' });
  });
});

const word = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }),
  fc.constant('<!channel>'.repeat(20)),
);
const anyChoices: fc.Arbitrary<Choices> = fc.record({
  products: fc.array(fc.record({ id: word, name: word }), { maxLength: 120 }),
  instances: fc.array(
    fc.record({
      id: word,
      name: word,
      roles: fc.array(word, { maxLength: 120 }),
      items: fc.array(fc.record({ id: word, kind: fc.constantFrom('asset', 'tool') }), { maxLength: 20 }),
    }),
    { maxLength: 3 },
  ),
  permissions: fc.array(word, { maxLength: 60 }),
  defaultDuration: fc.constant('8h'),
});

describe('any form at all', () => {
  it('stays within the limits of Slack', () => {
    const kind = fc.constantFrom('console', 'role', 'item');
    fc.assert(
      fc.property(anyChoices, kind, fc.nat(2), (given, wanted, at) => {
        const { view, blocks } = draw({ kind: wanted, instance: given.instances[at]?.id ?? null }, given);
        expect(view.title.text.length).toBeLessThanOrEqual(24);
        expect(blocks.length).toBeLessThanOrEqual(100);
        expect(new Set(ids(blocks)).size).toBe(blocks.length);
        for (const { block_id, element } of blocks) {
          expect(block_id?.length ?? 0).toBeLessThanOrEqual(255);
          if (!element?.options) continue;
          expect(element.options.length).toBeGreaterThan(0);
          expect(element.options.length).toBeLessThanOrEqual(100);
          for (const { text, value } of element.options) {
            expect(text.text.length).toBeLessThanOrEqual(75);
            expect(value.length).toBeLessThanOrEqual(75);
            expect(text.text).not.toMatch(/[<>]/);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
