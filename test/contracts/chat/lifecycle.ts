import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Running } from '../../../src/main.ts';
import { until } from '../../support/until.ts';
import { startWith } from './latchkey.ts';
import type { Place, Seat, Seen } from './seat.ts';

/**
 * What befalls an app during its life (issue 9 §5), against the real start, queue and store: the place is blocked, whoever
 * can fix it is told once, and what waited is posted once after the return.
 */
export function chatLifecycle(open: () => Promise<Seat>, codes: { readonly channel: string; readonly chat: string }) {
  let seat: Seat;
  let latchkey: Running;
  beforeAll(async () => {
    seat = await open();
    latchkey = await startWith(seat);
    await seat.give('ada', 'mine', null);
  }, 120_000);
  afterAll(async () => {
    await latchkey.close();
    await seat.stop();
  });

  // As the seats show them, without the platform's own marks.
  const bare = (words: string): string => words.replace(/[\\_]/g, '');
  const all = async (place: Place, ...words: readonly string[]): Promise<readonly Seen[]> =>
    (await seat.look('ada', place)).filter((one) => words.every((word) => bare(one.words).includes(bare(word))));
  const reads = (place: Place, ...words: readonly string[]) =>
    until(`ada to read “${words.join('”, “')}” (${place})`, async () => (await all(place, ...words)).at(-1));
  const ready = async () => {
    const answer = await fetch(`http://127.0.0.1:${latchkey.port}/readyz`);
    return { status: answer.status, body: JSON.stringify(await answer.json()) };
  };
  const ask = (reason: string) => seat.give('mia', 'request', 'console', { product: 'acme-prod', reason });
  const cancel = async (card: Seen) => {
    await seat.give('mia', 'cancel', null, { id: /\b[0-9a-hjkmnp-tv-z]{12}\b/.exec(card.words)?.[0] ?? '' });
    await reads('approvals', '’s request for');
  };

  it('a channel that is lost: named, told once at once, and posted to after the return', async () => {
    await seat.shutOut('approvals');
    await reads('direct', 'Latchkey can’t post to the channel', seat.channel('approvals'), codes.channel);
    expect(await ready()).toMatchObject({ status: 200, body: expect.stringContaining(seat.channel('approvals')) });
    await ask('while it is away');
    await reads('direct', ' wants ', 'while it is away');
    expect(await all('approvals', 'while it is away')).toEqual([]);
    await seat.letIn('approvals');
    const card = await reads('approvals', ' wants ', 'while it is away');
    expect(await all('approvals', 'while it is away')).toHaveLength(1);
    expect(await all('direct', 'Latchkey can’t post')).toHaveLength(1);
    expect((await ready()).body).not.toContain(seat.channel('approvals'));
    await cancel(card);
  });

  it('a card that somebody deletes by hand is replaced with the next change of state, once', async () => {
    await ask('deleted by hand');
    const card = await reads('approvals', ' wants ', 'deleted by hand');
    const id = /\b[0-9a-hjkmnp-tv-z]{12}\b/.exec(card.words)?.[0] ?? '';
    await seat.remove('ada', 'approvals', card);
    expect(await all('approvals', 'deleted by hand')).toEqual([]);
    await seat.give('ada', 'approve', null, { id });
    const again = await reads('approvals', ' has ', 'deleted by hand');
    expect(again.id).not.toBe(card.id);
    await seat.give('ada', 'revoke', 'console', { product: 'acme-prod', who: ['mia'] });
    const question = await until('to be asked', async () =>
      (await seat.look('ada', 'here')).findLast(({ buttons }) => buttons.includes('Revoke')),
    );
    await seat.press('ada', 'here', question, 'Revoke');
    expect((await reads('approvals', ' no longer has ', 'deleted by hand')).id).toBe(again.id);
    expect(await all('approvals', 'deleted by hand')).toHaveLength(1);
  });

  it('the app that is removed and comes back: nothing is lost, it is told once, and it works again', async () => {
    await ask('before it went');
    const card = await reads('approvals', ' wants ', 'before it went');
    await seat.expel();
    await until('the chat to be blocked', async () => (await ready()).status === 503);
    expect((await ready()).body).toContain(codes.chat);
    await seat.invite();
    await until('the chat to be free', async () => (await ready()).status === 200);
    await seat.press('ada', 'approvals', card, 'Approve');
    await reads('approvals', ' has ', 'before it went');
    // Nobody else could be told, so it was kept until then.
    await reads('direct', 'refuses everything that Latchkey sends', codes.chat);
    await until('the command to be there again', async () => {
      await seat.give('mia', 'mine', null);
      return true;
    });
    expect(await all('approvals', 'before it went')).toHaveLength(1);
    expect(await all('direct', 'refuses everything that Latchkey sends')).toHaveLength(1);
  });
}
