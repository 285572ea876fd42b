import { describe, expect, it } from 'vitest';
import { colorOf, looksOf } from '../../../sandbox/page/app/discord/looks.ts';
import { placed } from '../../../sandbox/page/app/discord/message/fields.ts';
import { checkModal, inputsOf, startingValues } from '../../../sandbox/page/app/discord/modal-values.ts';
import type { Component, World } from '../../../sandbox/page/app/discord/types.ts';

describe('an embed’s fields', () => {
  const places = (...inline: boolean[]) =>
    placed(inline.map((one, n) => ({ name: String(n), value: 'x', inline: one }))).map(({ at, of }) => `${at}/${of}`);

  it('share a line where they are inline, three at most', () => {
    expect(places(true, true)).toEqual(['1/2', '2/2']);
    expect(places(true, true, true, true)).toEqual(['1/3', '2/3', '3/3', '1/1']);
  });

  it('have a line of their own otherwise', () => {
    expect(places(false, true, true, false, true)).toEqual(['1/1', '1/2', '2/2', '1/1', '1/1']);
  });
});

describe('a form', () => {
  const components: Component[] = [
    { type: 10, content: 'Think twice.' },
    { type: 18, label: 'Reason', component: { type: 4, custom_id: 'why', min_length: 3, max_length: 5, value: 'abc' } },
    { type: 1, components: [{ type: 4, custom_id: 'more', label: 'More', required: false }] },
    {
      type: 18,
      label: 'Kind',
      component: { type: 3, custom_id: 'kind', options: [{ label: 'A', value: 'a', default: true }] },
    },
  ];

  it('has inputs in labels and in rows, and begins with what the app gave', () => {
    expect(inputsOf(components).map((one) => one.custom_id)).toEqual(['why', 'more', 'kind']);
    expect(startingValues(components)).toEqual({ why: 'abc', more: '', kind: ['a'] });
  });

  it('is checked before it is sent', () => {
    expect(checkModal(components, { why: 'abc', more: '', kind: ['a'] })).toEqual({});
    expect(checkModal(components, { why: ' ', more: '', kind: [] })).toEqual({
      why: 'This field is required.',
      kind: 'Choose one.',
    });
    expect(checkModal(components, { why: 'ab', kind: ['a'] })).toEqual({ why: 'Must be 3 or more in length.' });
    expect(checkModal(components, { why: 'abcdef', kind: ['a'] })).toEqual({ why: 'Must be 5 or fewer in length.' });
  });
});

describe('names in Discord', () => {
  const world: World = {
    ...{ guild: { id: '1', name: 'ACME' }, app: { id: '9', name: 'Latchkey', user: '9', inGuild: true } },
    ...{
      channels: [],
      deletedChannels: [],
      roles: [],
      commands: [],
      gateway: { connections: 0, open: true, sessions: 0 },
    },
  };

  it('have the colour of the highest role that has one', () => {
    expect(colorOf([{ color: 0 }, { color: 0x2ecc71 }, { color: 0xff0000 }])).toBe('#2ecc71');
    expect(colorOf([{ color: 0x00000f }])).toBe('#00000f');
    expect(colorOf([{ color: 0 }])).toBeUndefined();
  });

  it('come with a picture that needs no network', () => {
    for (const id of ['9', '5']) expect(looksOf(id, world, [], 'Some <Body>').avatar).toMatch(/^data:image\/svg\+xml,/);
    expect(looksOf('9', world, [])).toMatchObject({ name: 'Latchkey', isApp: true });
    expect(looksOf('5', world, [], 'Somebody')).toMatchObject({ name: 'Somebody', isApp: false });
  });
});
