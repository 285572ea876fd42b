import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRender } from '../../../src/chat/slack/render.ts';
import type { Block, Button, Message, Span, Text } from '../../../src/domain/message.ts';
import { say } from '../../../src/domain/message.ts';

const render = createRender('T1');
const grace = { id: 'p1', label: 'grace@acme.test' };
const mentions = new Map([['p1', { platform: 'slack', workspace: 'T1', user: 'U123' }]]);
const message = (blocks: readonly Block[], more: Partial<Message> = {}): Message => ({
  summary: 'Summary',
  tone: 'plain',
  blocks,
  ...more,
});
const firstText = (text: Text, given = new Map<string, never>()) =>
  (render(message([{ kind: 'text', text }]), given).blocks[0] as unknown as { text: { text: string } }).text.text;
const approve: Button = { label: 'Approve', style: 'primary', command: 'approve', args: { id: 'A1', stage: 0 } };

describe('drawing a message for Slack', () => {
  it('draws an approval card with head line, facts, quote, note and buttons', () => {
    const card = message(
      [
        { kind: 'facts', rows: [{ label: 'Who', value: [{ person: grace }] }] },
        { kind: 'quote', label: 'Reason', value: '<!channel> *now* & `then`' },
        { kind: 'note', text: ['Lapses ', { time: Date.UTC(2026, 10, 22, 16, 20) }, '.'] },
      ],
      {
        title: 'Access request',
        tone: 'waiting',
        buttons: [
          approve,
          {
            label: 'Deny',
            style: 'danger',
            command: 'deny',
            args: { id: 'A1' },
            confirm: { title: 'Deny?', text: 'This closes it.', yes: 'Deny', no: 'Back' },
          },
        ],
      },
    );
    expect(render(card, mentions)).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "text": {
              "emoji": false,
              "text": "⏳ Access request",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "fields": [
              {
                "text": "*Who*
      <@U123>",
                "type": "mrkdwn",
                "verbatim": true,
              },
            ],
            "type": "section",
          },
          {
            "text": {
              "emoji": false,
              "text": "Reason: “&lt;!channel&gt; *now* &amp; \`then\`”",
              "type": "plain_text",
            },
            "type": "section",
          },
          {
            "elements": [
              {
                "text": "Lapses <!date^1795364400^{date_short_pretty} {time}|2026-11-22 16:20 UTC>.",
                "type": "mrkdwn",
                "verbatim": true,
              },
            ],
            "type": "context",
          },
          {
            "elements": [
              {
                "action_id": "access:approve:0",
                "style": "primary",
                "text": {
                  "emoji": false,
                  "text": "Approve",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "{"id":"A1","stage":0}",
              },
              {
                "action_id": "access:deny:1",
                "confirm": {
                  "confirm": {
                    "emoji": false,
                    "text": "Deny",
                    "type": "plain_text",
                  },
                  "deny": {
                    "emoji": false,
                    "text": "Back",
                    "type": "plain_text",
                  },
                  "style": "danger",
                  "text": {
                    "emoji": false,
                    "text": "This closes it.",
                    "type": "plain_text",
                  },
                  "title": {
                    "emoji": false,
                    "text": "Deny?",
                    "type": "plain_text",
                  },
                },
                "style": "danger",
                "text": {
                  "emoji": false,
                  "text": "Deny",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "{"id":"A1"}",
              },
            ],
            "type": "actions",
          },
        ],
        "text": "⏳ Summary",
      }
    `);
  });

  it('shows the label of a person without an account in this workspace', () => {
    const elsewhere = new Map([['p1', { platform: 'slack', workspace: 'T2', user: 'U123' }]]);
    expect(firstText([{ person: grace }])).toBe('grace@acme.test');
    expect(firstText([{ person: grace }], elsewhere as never)).toBe('grace@acme.test');
    expect(firstText([{ person: grace }], mentions as never)).toBe('<@U123>');
  });

  it('tells the tone of a short answer by a sign, not by colour', () => {
    expect(render(say('Not allowed.', 'bad'))).toEqual({
      text: '⛔ Not allowed.',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', verbatim: true, text: '⛔ Not allowed.' } }],
    });
  });

  it.each([
    ['*bold* and _it_ and ~gone~ and `code`', '∗bold∗ and ˍitˍ and ∼gone∼ and ˋcodeˋ'],
    ['my_product_id and a*b', 'my_product_id and a*b'],
    ['a\n> b', 'a\n\u200b&gt; b'],
    ['<!channel> <@U1> <#C1> & <https://x|y>', '&lt;!channel&gt; &lt;@U1&gt; &lt;#C1&gt; &amp; &lt;https://x|y&gt;'],
  ])('keeps the literal “%s” literal', (literal, drawn) => {
    expect(firstText([literal])).toBe(drawn);
  });

  it('keeps marks effective where they touch words, and on one line', () => {
    expect(firstText(['a', { strong: 'b *c*\nd' }, 'e', { code: 'f`g' }, '.'])).toBe(
      'a\u200b*b ∗c∗ d*\u200be\u200b`fˋg`.',
    );
  });

  it('puts a single button of a row beside it, several below', () => {
    const blocks = render(
      message([
        { kind: 'row', text: ['one'], buttons: [approve] },
        { kind: 'row', text: ['two'], buttons: [approve, approve] },
      ]),
    ).blocks;
    expect(blocks.map(({ type }) => type)).toEqual(['section', 'section', 'actions']);
    expect(blocks[0]).toMatchObject({ accessory: { action_id: 'access:approve:0', value: '{"id":"A1","stage":0}' } });
    expect(blocks[2]).toMatchObject({
      elements: [{ action_id: 'access:approve:1' }, { action_id: 'access:approve:2' }],
    });
  });

  it('splits long lists, and says how many more there are', () => {
    const items = Array.from({ length: 2_000 }, (_, index): Text => [`item ${index}`]);
    const { blocks } = render(message([{ kind: 'list', items }], { buttons: [approve] }));
    const shown = JSON.stringify(blocks).split('• ').length - 1;
    expect(shown).toBeGreaterThan(500);
    expect(JSON.stringify(blocks.at(-2))).toContain(`… and ${2_000 - shown} more`);
    expect(blocks.at(-1)).toMatchObject({ type: 'actions' });
  });

  it('keeps the buttons when fifty rows do not fit', () => {
    const rows = Array.from({ length: 60 }, (): Block => ({ kind: 'row', text: ['x'], buttons: [] }));
    const { blocks } = render(message(rows, { title: 'T', buttons: [approve] }));
    expect(blocks).toHaveLength(50);
    expect(blocks.at(-2)).toMatchObject({ elements: [{ text: '… and 13 more' }] });
  });
});

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
