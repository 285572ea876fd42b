import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Running } from '../../../src/main.ts';
import { startWith } from './latchkey.ts';
import { accessJourneys, questionJourneys, refusalJourneys } from './journeys.ts';
import { phrasesIn } from './phrases.ts';
import type { Seat } from './seat.ts';
import { stepsOf } from './steps.ts';

/**
 * The journeys of the contract whose words differ, where everybody's chat is German, and so are the channels: commands stay
 * English.
 */
export function chatInGerman(open: (locale: string) => Promise<Seat>): void {
  let seat: Seat;
  let latchkey: Running;
  const say = phrasesIn.de;
  const steps = stepsOf(() => seat, say);
  beforeAll(async () => {
    seat = await open('de');
    latchkey = await startWith(seat, null, 'de');
    await steps.greet();
  }, 120_000);
  afterAll(async () => {
    await latchkey.close();
    await seat.stop();
  });

  describe('an access, from the asking to the end', () => accessJourneys(() => seat, steps, say));
  describe('refusals', () => refusalJourneys(() => seat, steps, say));
  describe('questions', () => questionJourneys(() => seat, say));

  it('shows what one has and what waits, and says in English what is to be typed', async () => {
    await seat.give('mia', 'home', null);
    await steps.reads('mia', 'here', 'Was du hast (', 'Gerade wartet nichts auf deine Genehmigung.');
    await seat.give('mia', 'request', 'console', { product: 'acme-prod', duration: 'soon' });
    await steps.reads('mia', 'here', say.noDuration, 'until tomorrow');
  });
}
