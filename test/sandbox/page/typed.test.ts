import { describe, expect, it } from 'vitest';
import { withTyped } from '../../../sandbox/page/app/data/typed.ts';

describe('what was typed to the app', () => {
  const first = { at: 1, text: '/access request console crm', isTaken: false };
  const second = { at: 2, text: '/access check me console', isTaken: false };

  it('is there from when it is on its way, and in its place once it is taken', () => {
    const both = withTyped(withTyped([], first), second);
    expect(both).toEqual([first, second]);
    expect(withTyped(both, { ...first, isTaken: true })).toEqual([{ ...first, isTaken: true }, second]);
  });
});
