import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRender } from '../../../src/chat/slack/render.ts';
import type { Block, Button, Message, Span } from '../../../src/domain/message.ts';

const render = createRender('T1');
const grace = { id: 'p1', label: 'grace@acme.test' };
const mentions = new Map([['p1', { platform: 'slack', workspace: 'T1', user: 'U123' }]]);

const nasty = fc.oneof(
  fc.constantFrom('<!channel>', '<@U1>', '<#C1|x>', '<!here|here>', '*b*', '_i_', '`c`', '&amp;', '>q\n>r', '', ' '),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 1, max: 4_000 }).map((length) => '<&>'.repeat(length).slice(0, length)),
  fc.integer({ min: 1, max: 4_000 }).map((length) => '😀"\n'.repeat(length).slice(0, length)),
);
const span: fc.Arbitrary<Span> = fc.oneof(
  nasty,
  nasty.map((strong) => ({ strong })),
  nasty.map((code) => ({ code })),
  nasty.map((label) => ({ person: { id: 'nobody', label } })),
  fc.constant({ person: grace }),
  fc.double().map((time) => ({ time })),
);
const text = fc.array(span, { maxLength: 6 });
const button: fc.Arbitrary<Button> = fc.record(
  {
    label: nasty,
    style: fc.constantFrom('primary', 'danger', 'plain'),
    command: fc.constantFrom('approve', 'deny'),
    args: fc.record({ id: nasty }),
    confirm: fc.record({ title: nasty, text: nasty, yes: nasty, no: nasty }),
  },
  { requiredKeys: ['label', 'style', 'command', 'args'] },
);
const buttons = fc.array(button, { maxLength: 28 });
const block: fc.Arbitrary<Block> = fc.oneof(
  text.map((one): Block => ({ kind: 'text', text: one })),
  fc.array(fc.record({ label: nasty, value: text }), { maxLength: 25 }).map((rows): Block => ({ kind: 'facts', rows })),
  fc.array(text, { maxLength: 40 }).map((items): Block => ({ kind: 'list', items })),
  fc.record({ label: nasty, value: nasty }).map((quote): Block => ({ kind: 'quote', ...quote })),
  text.map((one): Block => ({ kind: 'note', text: one })),
  fc.record({ text, buttons }).map((row): Block => ({ kind: 'row', ...row })),
  fc.constant<Block>({ kind: 'divider' }),
);
const anyMessage: fc.Arbitrary<Message> = fc.record(
  {
    summary: nasty,
    tone: fc.constantFrom('plain', 'waiting', 'good', 'bad', 'ended'),
    title: nasty,
    blocks: fc.array(block, { maxLength: 55 }),
    buttons,
  },
  { requiredKeys: ['summary', 'tone', 'blocks'] },
);

interface Any {
  type: string;
  text?: Any & string;
  fields?: Any[];
  elements?: Any[];
  accessory?: Any;
  action_id?: string;
  value?: string;
  confirm?: Record<string, Any>;
}

const wellFormed = (_: string, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value);

describe('any message at all', () => {
  it('stays within every limit of Slack, and pings nobody', () => {
    fc.assert(
      fc.property(anyMessage, (given) => {
        const drawn = render(given, mentions);
        const blocks = drawn.blocks as unknown as Any[];
        expect(drawn.text.length).toBeLessThanOrEqual(3_000);
        expect(drawn.text).not.toBe('');
        expect(blocks.length).toBeGreaterThan(0);
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(JSON.stringify(drawn).length).toBeLessThanOrEqual(13_000);
        expect(JSON.stringify(drawn, wellFormed)).toBe(JSON.stringify(drawn));
        const ids: string[] = [];
        for (const one of blocks) {
          if (one.text) expectText(one.text, one.type === 'header' ? 150 : 3_000);
          expect(one.fields?.length ?? 1).toBeLessThanOrEqual(10);
          one.fields?.forEach((each) => expectText(each, 2_000));
          expect(one.elements?.length ?? 1).toBeLessThanOrEqual(one.type === 'context' ? 10 : 25);
          expect(one.elements?.length ?? 1).toBeGreaterThan(0);
          const controls = [...(one.elements ?? []), ...(one.accessory ? [one.accessory] : [])];
          for (const control of controls) {
            if (control.type !== 'button') expectText(control, 2_000);
            else {
              ids.push(control.action_id ?? '');
              expectText(control.text!, 75);
              expect(control.value!.length).toBeLessThanOrEqual(2_000);
              JSON.parse(control.value!);
              const { title, text: asked, confirm, deny } = control.confirm ?? {};
              for (const [part, limit] of [
                [title, 100],
                [asked, 300],
                [confirm, 30],
                [deny, 30],
              ] as const) {
                if (part) expectText(part, limit);
              }
            }
          }
        }
        expect(new Set(ids).size).toBe(ids.length);
        expect(unescaped(drawn.text)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  function expectText(one: Any, limit: number) {
    const words: string = one.text ?? '';
    expect(words.length).toBeLessThanOrEqual(limit);
    expect(words.length).toBeGreaterThan(0);
    expect(unescaped(words)).toEqual([]);
    expect(words).not.toMatch(/&(?!amp;|lt;|gt;)/);
  }

  /** Everything in angle brackets that we did not put there ourselves. */
  function unescaped(words: string): string[] {
    const ours = /<@U123>|<!date\^-?\d+\^\{date_short_pretty\} \{time\}\|[^<>|]* UTC>/g;
    return words.replace(ours, '').match(/[<>]/g) ?? [];
  }
});
