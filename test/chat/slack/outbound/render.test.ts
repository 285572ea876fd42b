import { describe, expect, it } from 'vitest';
import { createRender } from '../../../../src/chat/slack/outbound/render.ts';
import type { Block, Button, Message, Text } from '../../../../src/domain/message.ts';
import { say } from '../../../../src/domain/message.ts';

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
  it('draws an approval card with its headline, quote, note and buttons', () => {
    const card = message(
      [
        { kind: 'quote', value: '<!channel> *now* & `then`\n:tada: > or later' },
        { kind: 'note', text: ['Lapses ', { time: Date.UTC(2026, 10, 22, 16, 20) }, '.'] },
      ],
      {
        headline: [{ person: grace }, ' wants ', { strong: 'console access' }],
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
              "text": "⏳ <@U123> wants *console access*",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "text": {
              "text": "&gt; &lt;!channel&gt; ∗now∗ &amp; ˋthenˋ
      &gt; :​tada: &gt; or later",
              "type": "mrkdwn",
              "verbatim": true,
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
