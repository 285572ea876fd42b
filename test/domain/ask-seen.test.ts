import { describe, expect, it } from 'vitest';
import { askSeenAt } from '../../src/domain/access.ts';
import type { Access } from '../../src/domain/access.ts';
import { requested, start } from './life.ts';

/** An access whose first ask was followed by another a minute later. */
function askedTwice(): Access {
  const access = requested();
  const first = access.asks[0]!;
  return { ...access, asks: [first, { ...first, id: 'second', askedAt: start + 60_000 }] };
}

describe('the ask that a typed decision is about', () => {
  it('is the newest that was open to be seen when it was typed', () => {
    expect(askSeenAt(askedTwice(), start + 60_000)?.id).toBe('second');
    expect(askSeenAt(askedTwice(), start + 90_000)?.id).toBe('second');
  });

  it('is never one that was opened afterwards', () => {
    expect(askSeenAt(askedTwice(), start + 59_999)?.id).toBe('start');
  });

  it('is the first where clocks disagree about which came before', () => {
    expect(askSeenAt(requested(), start - 500)?.id).toBe('start');
  });

  it('is none where nothing was asked', () => {
    expect(askSeenAt({ ...requested(), asks: [] }, start)).toBeNull();
  });
});
