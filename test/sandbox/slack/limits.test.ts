import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebAPIPlatformError } from '@slack/web-api';
import { openSlack } from './support.ts';

let open: Awaited<ReturnType<typeof openSlack>>;
beforeAll(async () => {
  open = await openSlack();
});
afterAll(() => open.slack.stop());

const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const options = (count: number, length = 5) =>
  Array.from({ length: count }, (_, index) => ({ text: plain('x'.repeat(length)), value: `v${index}` }));
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const select = (count: number, length = 5) => ({
  type: 'static_select',
  action_id: 's',
  options: options(count, length),
});

interface Refused {
  error: string;
  response_metadata?: { messages?: string[] };
}

async function post(blocks: object[]): Promise<Refused | 'fine'> {
  try {
    await open.client.apiCall('chat.postMessage', { channel: 'C0GENERAL', text: 'card', blocks });
    return 'fine';
  } catch (error) {
    return (error as WebAPIPlatformError).data;
  }
}

describe('a message at its limits', () => {
  it.each<[string, object[]]>([
    ['50 blocks', Array.from({ length: 50 }, () => ({ type: 'divider' }))],
    ['3000 characters in a section', [section('x'.repeat(3000))]],
    ['10 fields', [{ type: 'section', fields: Array.from({ length: 10 }, () => plain('x'.repeat(1000))) }]],
    ['a header of 150', [{ type: 'header', text: plain('x'.repeat(150)) }]],
    [
      'a button of 75 with a value of 2000',
      [actions(button({ text: plain('x'.repeat(75)), value: 'x'.repeat(2000) }))],
    ],
    ['100 options of 75', [actions(select(100, 75))]],
  ])('%s is taken', async (_what, blocks) => {
    expect(await post(blocks)).toBe('fine');
  });

  it.each<[string, object[], string]>([
    [
      '51 blocks',
      Array.from({ length: 51 }, () => ({ type: 'divider' })),
      'no more than 50 items allowed [json-pointer:/blocks]',
    ],
    [
      'a section of 3001',
      [section('x'.repeat(3001))],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty section', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    ['11 fields', [{ type: 'section', fields: Array.from({ length: 11 }, () => plain('x')) }], '/blocks/0/fields]'],
    ['a field of 2001', [{ type: 'section', fields: [plain('x'.repeat(2001))] }], '/blocks/0/fields/0/text]'],
    ['a header of 151', [{ type: 'header', text: plain('x'.repeat(151)) }], 'must be less than 151 characters'],
    ['a button of 76', [actions(button({ text: plain('x'.repeat(76)) }))], '/blocks/0/elements/0/text/text]'],
    ['a value of 2001', [actions(button({ value: 'x'.repeat(2001) }))], '/blocks/0/elements/0/value]'],
    ['101 options', [actions(select(101))], '/blocks/0/elements/0/options]'],
    ['an option of 76', [actions(select(1, 76))], '/blocks/0/elements/0/options/0/text/text]'],
    [
      '26 buttons',
      [actions(...Array.from({ length: 26 }, (_, n) => button({ action_id: `a${n}` })))],
      'no more than 25 items',
    ],
    ['one action twice in a block', [actions(button(), button())], '`action_id` `a` already exists'],
    [
      'one block_id twice',
      [
        { type: 'divider', block_id: 'b' },
        { type: 'divider', block_id: 'b' },
      ],
      '`block_id` `b` already exists',
    ],
    ['an unknown block', [{ type: 'carousel' }], 'unsupported type: carousel'],
    ['a wrong style', [actions(button({ style: 'warning' }))], 'must be a valid enum value'],
    [
      'a long confirmation',
      [actions(button({ confirm: { title: plain('x'.repeat(101)), text: plain('x') } }))],
      '/confirm/title/text]',
    ],
  ])('%s is refused, and it says where', async (_what, blocks, where) => {
    const refused = await post(blocks);
    expect(refused).toMatchObject({ error: 'invalid_blocks' });
    expect((refused as Refused).response_metadata?.messages?.join()).toContain(where);
  });

  it('is refused as a whole when it is too long, empty, or no blocks at all', async () => {
    expect(await post(Array.from({ length: 5 }, () => section('x'.repeat(2900))))).toMatchObject({
      error: 'msg_blocks_too_long',
    });
    const say = (given: object) =>
      open.client.apiCall('chat.postMessage', { channel: 'C0GENERAL', ...given }).then(
        () => 'fine',
        (error: unknown) => (error as WebAPIPlatformError).data.error,
      );
    expect(await say({ text: 'x'.repeat(40_001) })).toBe('msg_too_long');
    expect(await say({ text: '' })).toBe('no_text');
    expect(await say({ text: 'x', blocks: '{broken' })).toBe('invalid_blocks_format');
  });
});

describe('a modal at its limits', () => {
  const input = { type: 'input', label: plain('Why'), element: { type: 'plain_text_input', action_id: 'why' } };
  const modal = { type: 'modal', title: plain('x'.repeat(24)), blocks: [section('hello')] };
  const tell = async (view: object): Promise<string> => {
    try {
      await open.client.apiCall('views.open', { trigger_id: 'none', view });
      return 'fine';
    } catch (error) {
      const { error: code, response_metadata: more } = (error as WebAPIPlatformError).data;
      return [code, ...(more?.messages ?? [])].join(' ');
    }
  };

  it('gets as far as its trigger when it is within them', async () => {
    const full = { ...modal, private_metadata: 'x'.repeat(3000), submit: plain('Go'), blocks: [input] };
    expect(await tell(full)).toBe('invalid_trigger_id');
  });

  it.each<[string, object]>([
    ['/view/title/text', { ...modal, title: plain('x'.repeat(25)) }],
    ['/view/private_metadata', { ...modal, private_metadata: 'x'.repeat(3001) }],
    ['/view/blocks', { ...modal, blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }],
    ['`submit` is required', { ...modal, blocks: [input] }],
    ['/view/type', { ...modal, type: 'window' }],
  ])('is refused for %s', async (where, view) => {
    const told = await tell(view);
    expect(told).toContain('invalid_arguments');
    expect(told).toContain(where);
  });
});
