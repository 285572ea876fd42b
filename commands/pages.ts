import { z } from 'zod';
import type { Button } from '../src/domain/message.ts';
import { words } from '../src/words/index.ts';

/** Which page of a list a button asks for, from 1; typed words never name one. */
export const pageArg = z.number().int().min(1).max(10_000).optional();

/** One page of a list, and the button that shows the next one. */
export function pageOf<T>(all: readonly T[], page: number, size: number) {
  const rows = all.slice((page - 1) * size, page * size);
  const isLast = all.length <= page * size;
  const next = (command: string): readonly Button[] =>
    isLast ? [] : [{ label: words.lists.next, style: 'plain', command, args: { page: page + 1 } }];
  return { rows, isLast, next };
}
