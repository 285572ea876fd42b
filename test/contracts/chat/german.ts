import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Running } from '../../../src/main.ts';
import { until } from '../../support/until.ts';
import { startWith } from './latchkey.ts';
import type { Name, Place, Seat, Seen } from './seat.ts';

/** The journey of an access where everybody's chat is German, and so are the channels: commands stay English. */
export function chatInGerman(open: (locale: string) => Promise<Seat>): void {
  let seat: Seat;
  let latchkey: Running;
  beforeAll(async () => {
    seat = await open('de');
    latchkey = await startWith(seat, null, 'de');
  }, 120_000);
  afterAll(async () => {
    await latchkey.close();
    await seat.stop();
  });

  const reads = (name: Name, place: Place, ...words: readonly string[]): Promise<Seen> =>
    until(`${name} to read “${words.join('”, “')}” (${place})`, async () =>
      (await seat.look(name, place)).findLast((one) => words.every((word) => one.words.includes(word))),
    );

  it('is asked for, approved, told, listed, given back and audited in German', async () => {
    // Discord says somebody's language with what they do there.
    for (const name of ['ada', 'sven'] as const) {
      await seat.give(name, 'mine', null);
      await reads(name, 'here', 'Konsolenzugriff auf acme-prod');
    }
    await seat.give('mia', 'request', 'console', { product: 'acme-prod', duration: '4h', reason: 'Rechnungen' });
    await reads('mia', 'here', 'Du hast Konsolenzugriff auf acme-prod', 'angefragt');
    const card = await reads('ada', 'approvals', ' möchte ', 'Konsolenzugriff auf ACME production für 4 Stunden');
    expect(card.words).toContain('Braucht 1 Genehmigung');
    expect(card.buttons).toEqual(['Genehmigen', 'Kürzer genehmigen…', 'Ablehnen']);
    await reads('sven', 'direct', ' möchte ', 'Rechnungen');
    await seat.press('ada', 'approvals', card, 'Genehmigen');
    await reads('ada', 'approvals', 'Du hast Konsolenzugriff auf acme-prod für @mia genehmigt');
    const told = await reads('mia', 'direct', 'Du hast Konsolenzugriff auf acme-prod', '4h');
    await reads('ada', 'approvals', ' hat ', 'genehmigt von @ada');
    await seat.give('mia', 'home', null);
    await reads('mia', 'here', 'Was du hast (', 'Gerade wartet nichts auf deine Genehmigung.');
    await seat.press('mia', 'direct', told, 'Zurückgeben', 'fertig');
    await reads('ada', 'approvals', ' hat nicht mehr ', 'Rechnungen');
    for (const word of ['angefragt', 'genehmigt', 'gestartet', 'entzogen']) await reads('otto', 'audit', word, '@mia');
  });

  it('refuses in German, and says in English what is to be typed', async () => {
    await seat.give('mia', 'request', 'console', { product: 'acme-prod', duration: 'soon' });
    await reads('mia', 'here', '„soon“ ist keine Dauer', 'until tomorrow');
    await seat.give('mia', 'help', null);
    await reads('mia', 'here', 'Was du tun kannst', '/access request', 'Zugriff für dich selbst anfragen');
  });
}
