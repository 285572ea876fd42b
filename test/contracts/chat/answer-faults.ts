import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Running } from '../../../src/main.ts';
import { until } from '../../support/until.ts';
import { startWith } from './latchkey.ts';
import type { Seat } from './seat.ts';

/** One refusal of a private answer, and where the person reads it in the end. */
export interface AnswerRow {
  readonly code: string;
  /** `here`: privately where the command was typed; `direct`: as a direct message. */
  readonly then: 'here' | 'direct';
  /** How often it is refused; always, unless given. */
  readonly times?: number;
}

/**
 * Private answers that a chat refuses (issue 9, Shows): each is read once, in its place or as a notice, whatever the
 * refusal; against the real start, queue and store.
 */
export function answerFaults(open: () => Promise<Seat>, rows: readonly AnswerRow[]): void {
  let seat: Seat;
  let latchkey: Running;
  let next = 0;
  beforeAll(async () => {
    seat = await open();
    latchkey = await startWith(seat);
    await seat.give('mia', 'mine', null);
  }, 120_000);
  afterAll(async () => {
    await latchkey.close();
    await seat.stop();
  });

  const readsIn = async (place: 'here' | 'direct', id: string) =>
    (await seat.look('mia', place)).filter(
      ({ words }) => words.includes('no access with the ID') && words.includes(id),
    );

  it.each(rows)('$code, and it is read once ($then)', async ({ code, then, times }) => {
    const id = String(next++).padStart(12, '0');
    await seat.refuse('answer', code, times);
    await seat.give('mia', 'deny', null, { id, reason: 'not needed' });
    await until(`mia to read of ${id} (${then})`, async () => (await readsIn(then, id)).length > 0);
    await seat.mend();
    // A further command is answered in its own place, and nothing comes twice.
    const after = String(next++).padStart(12, '0');
    await seat.give('mia', 'deny', null, { id: after, reason: 'not needed' });
    await until(`mia to read of ${after}`, async () => (await readsIn('here', after)).length > 0);
    const all = [...(await readsIn('here', id)), ...(await readsIn('direct', id))];
    expect(all, all.map(({ words }) => words).join('\n')).toHaveLength(1);
    expect((await readsIn(then, id))[0]?.isPrivate).toBe(then === 'here');
  });
}
