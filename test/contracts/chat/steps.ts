import { until } from '../../support/until.ts';
import type { Phrases } from './phrases.ts';
import { names } from './seat.ts';
import type { Name, Place, Seat, Seen } from './seat.ts';

/** What journeys do and look for again and again, on any platform and in any language. */
export function stepsOf(seat: () => Seat, say: Phrases) {
  /** The newest message that says all of these, once it is there. */
  const reads = (name: Name, place: Place, ...words: readonly string[]): Promise<Seen> =>
    until(`${name} to read “${words.join('”, “')}” (${place})`, async () =>
      (await seat().look(name, place)).findLast((one) => words.every((word) => one.words.includes(word))),
    );
  const idIn = (message: Seen): string => /\b[0-9a-hjkmnp-tv-z]{12}\b/.exec(message.words)?.[0] ?? '';
  const greeted = new Set<string>();
  return {
    reads,
    idIn,
    /** Everybody does something, so that a platform that says their language with it has said it. */
    greet: async (): Promise<void> => {
      for (const name of names) await seat().give(name, 'help', null);
      for (const name of names) greeted.add((await reads(name, 'here', '/access')).id);
    },
    /** The private answers that somebody has there since, without what a slow machine makes them wait for. */
    privately: async (name: Name, place: Place) =>
      (await seat().look(name, place)).filter(
        ({ id, isPrivate, words }) => isPrivate && !greeted.has(id) && !say.stillWorking.test(words),
      ),
    cancelled: async (name: Name, card: Seen, reason: string): Promise<void> => {
      await seat().give(name, 'cancel', null, { id: idIn(card), reason: 'not needed' });
      await reads('ada', 'approvals', say.closed, reason);
    },
    ask: (name: Name, reason: string) =>
      seat().give(name, 'request', 'console', { product: 'acme-prod', duration: '4h', reason }),
  };
}

export type Steps = ReturnType<typeof stepsOf>;
