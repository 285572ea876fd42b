import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../../sandbox/discord/limits/messages.ts';
import { keyHash, keyOf, readComponentId, readPressed } from '../../../../src/chat/discord/outbound/custom-id.ts';
import { createRender } from '../../../../src/chat/discord/outbound/render.ts';
import type { MessageBody } from '../../../../src/chat/discord/outbound/render.ts';
import { request } from '../../../../commands/request.ts';
import type { Block, Button, Message, Text } from '../../../../src/domain/message.ts';
import { say } from '../../../../src/domain/message.ts';
import { anyMessage, wellFormed } from '../../../support/any-message.ts';

const render = createRender({ mention: (words) => `</access ${words.join(' ')}:7>`, firstOption: () => null });
const ada = { id: 'p1', label: 'ada@acme.test' };
const mentions = new Map([['p1', { platform: 'discord', workspace: '', user: '42' }]]);
const key = keyHash('card 1');
const message = (blocks: readonly Block[], more: Partial<Message> = {}): Message => ({
  summary: 'Summary',
  tone: 'plain',
  blocks,
  ...more,
});
const approve: Button = { label: 'Approve', style: 'primary', command: 'approve', args: { id: 'A1', stage: 0 } };
const deny: Button = {
  label: 'Deny',
  style: 'danger',
  command: 'deny',
  args: { id: 'A1' },
  confirm: { title: 'Deny?', text: 'This closes it.', yes: 'Deny', no: 'Back', reason: 'Why?' },
};
const idsOf = (body: MessageBody) =>
  body.components.flatMap((row) => row.components.flatMap(({ custom_id: id }) => id ?? []));
const embedOf = (given: Message, posted: string | null = null) => render(given, mentions, posted).body.embeds[0]!;

describe('drawing a message for Discord', () => {
  it('draws an approval card: its headline once, as the words of the message, what was typed as a quotation, buttons', () => {
    const card = message(
      [
        { kind: 'quote', value: '<@1> *now*\n# soon' },
        { kind: 'text', text: ['Needs 1 approval'] },
        { kind: 'list', items: [['one'], ['two']] },
        { kind: 'note', text: ['Lapses ', { time: Date.UTC(2026, 10, 22, 16, 20) }, '.'] },
      ],
      {
        headline: [{ strong: 'Ada' }, ' (', { person: ada }, ') wants ', { strong: 'console access' }],
        tone: 'waiting',
        buttons: [approve, deny],
      },
    );
    const { body, stash } = render(card, mentions, key);
    expect(body.content).toBe('⏳ **Ada** (<@42>) wants **console access**');
    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(body.embeds).toEqual([
      {
        description:
          '> \\<@1> \\*now\\*\n> \\# soon\nNeeds 1 approval\n- one\n- two\n-# Lapses <t:1795364400:f> (<t:1795364400:R>).',
        color: 0xf0b232,
      },
    ]);
    expect(body.components).toEqual([
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: 'Approve', custom_id: `run:0:approve:{"id":"A1","stage":0}#${key}` },
          { type: 2, style: 4, label: 'Deny', custom_id: `ask:1:${stash[0]?.key ?? ''}` },
        ],
      },
    ]);
    expect(readPressed(stash[0]?.text ?? '')).toEqual({ command: 'deny', args: deny.args, confirm: deny.confirm });
  });

  it('tells the tone of a short answer by a sign, too', () => {
    expect(render(say('Not allowed.', 'bad'), undefined, null).body).toEqual({
      content: '',
      embeds: [{ description: '⛔ Not allowed.', color: 0xda373c }],
      components: [],
      allowed_mentions: { parse: [] },
    });
  });

  it('makes a head line that names an account a heading, where Discord shows mentions', () => {
    const { title, description } = embedOf(message([{ kind: 'text', text: ['x'] }], { title: 'What discord:42 has' }));
    expect({ title, description }).toEqual({ title: undefined, description: '### What <@42> has\nx' });
  });

  it('carries the key of a posted message in its first button, else where nobody sees it', () => {
    const withButton = render(message([], { buttons: [deny, approve] }), undefined, key).body;
    expect(idsOf(withButton)[0]).toMatch(new RegExp(`#${key}$`));
    expect(keyOf(withButton)).toBe(key);
    const without = render(message([], { links: [{ label: 'Sign in', url: 'https://a.test' }] }), undefined, key).body;
    expect(without.embeds[0]).toMatchObject({ url: `https://discord.com/#${key}` });
    expect(without.embeds[0]).not.toHaveProperty('footer');
    expect(without.embeds[0]).not.toHaveProperty('title');
    expect(keyOf(without)).toBe(key);
    // As older messages carry it.
    expect(keyOf({ embeds: [{ footer: { text: `#${key}` } }] })).toBe(key);
    expect(keyOf(render(message([]), undefined, null).body)).toBeNull();
  });

  it('says which row a button belongs to', () => {
    const blocks: Block[] = [1, 2].map((n) => ({ kind: 'row', text: [`row ${n}`], buttons: [approve, deny] }));
    const { body } = render(message(blocks), undefined, null);
    expect(body.embeds[0]?.description).toBe('**1** · row 1\n**2** · row 2');
    expect(body.components.map((row) => row.components.map(({ label }) => label))).toEqual([
      ['1 · Approve', '1 · Deny'],
      ['2 · Approve', '2 · Deny'],
    ]);
  });

  it('shows rows beyond twenty-five buttons without one, and says so', () => {
    const blocks: Block[] = Array.from({ length: 30 }, (_, n) => ({
      kind: 'row',
      text: [`row ${n}`],
      buttons: [approve],
    }));
    const { body } = render(message(blocks, { buttons: [approve] }), undefined, null);
    expect(body.embeds[0]?.description).toContain('row 29');
    expect(body.embeds[0]?.description).toContain('and 10 more without a button');
    expect(body.components.map((row) => row.components.length)).toEqual([5, 5, 5, 5, 1]);
    expect(body.components.at(-1)?.components[0]?.label).toBe('Approve');
  });

  it('counts what does not fit', () => {
    const items = Array.from({ length: 900 }, (_, index): Text => [`item ${index}`]);
    const { description = '' } = embedOf(message([{ kind: 'list', items }]));
    const shown = description.split('- item').length - 1;
    expect(shown).toBeGreaterThan(200);
    expect(description).toContain(`and ${900 - shown} more`);
  });

  it('shows a command the way Discord takes it', () => {
    const { description = '' } = embedOf(message([{ kind: 'usage', command: request.description }]));
    expect(description.split('\n').slice(0, 2)).toEqual([
      '- </access request console:7> `product` `[duration]` `[reason]`',
      '-# product: Which product · duration: How long, such as 30m, 8h, 5d, until 18:00 or until tomorrow · reason: Why: approvers read this',
    ]);
  });

  it('opens web addresses by buttons, and writes others out', () => {
    const links = [
      { label: 'Sign in', url: 'https://a.test/x' },
      { label: 'Long', url: `https://a.test/${'y'.repeat(600)}` },
    ];
    const { body } = render(message([], { links }), undefined, null);
    expect(body.components).toEqual([
      { type: 1, components: [{ type: 2, style: 5, label: 'Sign in', url: 'https://a.test/x' }] },
    ]);
    expect(body.embeds[0]?.description).toMatch(/^Long: https\\:\/\/a\.test\/y+$/);
  });
});

const marks = ['@everyone', '<@1>', '<@&1>', '<t:1:R>', '**b**', '[a](https://b)', '`c`', '\n> q', 'discord:42'];

describe('any message at all', () => {
  it('is one that Discord takes, and pings nobody', () => {
    fc.assert(
      fc.property(
        anyMessage(marks, ada, (nasty) => fc.oneof(fc.webUrl(), nasty)),
        fc.constantFrom(key, null),
        (given, posted) => {
          const { body, stash } = render(given, mentions, posted);
          const taken = contentOf(JSON.parse(JSON.stringify(body)) as Record<string, unknown>);
          expect(taken.mentions).toEqual({ users: [], roles: [], everyone: false });
          expect(body.content.length).toBeLessThanOrEqual(2_000);
          expect(JSON.stringify(body, wellFormed)).toBe(JSON.stringify(body));
          expect(body.embeds).toHaveLength(1);
          expect(body.embeds[0]).not.toMatchObject({
            title: expect.anything() as unknown,
            url: expect.anything() as unknown,
          });
          const [{ title = '', description = '', fields = [] }] = body.embeds as [MessageBody['embeds'][0]];
          const parts = [title, description, ...fields.flatMap(({ name, value }) => [name, value])];
          expect(parts.join('').length).toBeLessThanOrEqual(6_000);
          expect(description.length).toBeLessThanOrEqual(4_096);
          expect(fields.length).toBeLessThanOrEqual(25);
          expect(parts.filter((part) => /@(everyone|here)\b/.test(part))).toEqual([]);
          const ids = idsOf(body);
          expect(new Set(ids).size).toBe(ids.length);
          expect(body.components.length).toBeLessThanOrEqual(5);
          for (const id of ids) expect(readComponentId(id)).not.toBeNull();
          for (const { text: kept } of stash) {
            expect(kept.length).toBeLessThanOrEqual(10_000);
            expect(readPressed(kept)).not.toBeNull();
          }
          if (posted !== null) expect(keyOf(body)).toBe(posted);
        },
      ),
      { numRuns: 300 },
    );
  });
});
