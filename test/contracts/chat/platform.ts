import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Running } from '../../../src/main.ts';
import { until } from '../../support/until.ts';
import { startWith } from './latchkey.ts';
import { accessJourneys, questionJourneys, refusalJourneys } from './journeys.ts';
import { phrasesIn } from './phrases.ts';
import type { Seat } from './seat.ts';
import { stepsOf } from './steps.ts';
import { endToEnd, openSystem } from './systems.ts';
import type { System } from './systems.ts';

/**
 * What every chat platform must pass: the same journeys, the same refusals, the same words, over the real adapter, the
 * real queue and the real store. A further platform brings a `Seat`.
 */
export function chatPlatformContract(open: () => Promise<Seat>): void {
  let seat: Seat;
  let latchkey: Running;
  let system: System;

  beforeAll(async () => {
    seat = await open();
    system = await openSystem();
    latchkey = await startWith(seat, system);
  }, 120_000);
  afterAll(async () => {
    await latchkey.close();
    await seat.stop();
    await system.close();
  });

  const say = phrasesIn.en;
  const steps = stepsOf(() => seat, say);
  const { reads, ask, cancelled } = steps;

  describe('an access, from the asking to the end', () => {
    beforeEach(() => system.begin());
    afterEach(({ task }) => system.delivered(seat, task.name));

    accessJourneys(() => seat, steps, say);
  });

  describe('another system', () => {
    it('is denied, asks, gets its card and its callback, and is permitted (the profile’s § End-to-End Manager Approval)', () =>
      endToEnd({ seat, system, latchkey }, (place, ...words) => reads('ada', place, ...words)));
  });

  describe('home', () => {
    it('shows what one has, what waits for one, and one’s requests, with buttons that decide and give back', async () => {
      await ask('otto', 'seen on home');
      const card = await reads('ada', 'approvals', ' wants ', 'seen on home');
      await seat.give('otto', 'home', null);
      const own = await reads('otto', 'here', 'Your requests (1)', 'console access to ACME production', 'seen on home');
      expect(own.isPrivate).toBe(true);
      expect(own.words).toContain('Nothing needs your approval right now.');
      await seat.give('ada', 'home', null);
      const home = await reads(
        'ada',
        'here',
        'Needs your approval (1)',
        '“seen on home”',
        say.fourHours,
        'because you administer',
      );
      expect(home.words).toContain('You have no pending requests.');
      expect(home.words).toContain('For Latchkey administrators');
      expect(home.buttons).toEqual(expect.arrayContaining(['Request access', 'Show people and links']));
      const approve = home.buttons.find((label) => label.endsWith('Approve')) ?? '';
      await seat.press('ada', 'here', home, approve);
      await reads('ada', 'approvals', ' has ', 'seen on home');
      expect((await reads('ada', 'approvals', 'seen on home')).id).toBe(card.id);
      await seat.give('otto', 'home', null);
      const has = await reads('otto', 'here', 'What you have (', 'console access to ACME production', 'until');
      const giveBack = has.buttons.find((label) => label.endsWith('Give back')) ?? '';
      await seat.press('otto', 'here', has, giveBack, 'done');
      await reads('ada', 'approvals', ' no longer has ', 'seen on home');
    });

    it('opens the form with a button, and says nothing of what there is to who isn’t inside', async () => {
      await seat.give('otto', 'home', null);
      const home = await reads(
        'otto',
        'here',
        'Nothing needs your approval right now.',
        'You have no pending requests.',
      );
      expect(await seat.pressForForm('otto', home, 'Request access')).toBe(true);
      const before = (await seat.look('gus', 'here')).length;
      await seat.give('gus', 'home', null);
      const told = await until('an answer to @gus', async () => (await seat.look('gus', 'here'))[before]);
      expect(told.words).toMatch(/guests can(no|’)t|isn’t linked to a person/i);
      expect(told.buttons).toEqual([]);
    });
  });

  it('an endpoint that stopped is resumed by the button of its report, and gets what it missed', async () => {
    system.begin();
    system.isGone(true);
    await ask('mia', 'nobody takes it');
    const card = await reads('ada', 'approvals', ' wants ', 'nobody takes it');
    // In the audit channel, or told to the administrators where that has to wait for its turn.
    const [place, report] = await until('the report of the endpoint', async () => {
      for (const where of ['audit', 'direct'] as const) {
        const found = (await seat.look('ada', where)).find(({ words }) => words.includes('answered 410 Gone'));
        if (found) return [where, found] as const;
      }
      return null;
    });
    expect(report.words).toContain('The endpoint siem');
    expect(report.buttons).toEqual(['Resume']);
    await cancelled('mia', card, 'nobody takes it');
    system.isGone(false);
    await seat.press('ada', place, report, 'Resume');
    await reads('ada', place, 'The endpoint siem is resumed.', 'that it missed will be sent');
    await system.expectTold(seat, [
      'access.requested by mia: mia console:acme-prod requested',
      'access.cancelled by mia: mia console:acme-prod closed',
    ]);
  });

  describe('refusals', () => {
    it('a group is no beneficiary, and says why', async () => {
      await seat.giveToGroup('ada', 'grant', 'console', { product: 'acme-prod' });
      await reads('ada', 'here', 'C6');
    });

    refusalJourneys(() => seat, steps, say);

    it('the form opens for nobody who is not inside, and names nothing to them', async () => {
      expect(await seat.openForm('gus')).toBe(false);
      const [answer] = await until('an answer to @gus', async () => {
        const told = (await seat.look('gus', 'here')).filter(({ isPrivate }) => isPrivate);
        return told.length > 0 && told;
      });
      expect(answer?.words).toMatch(/guests can(no|’)t|isn’t linked to a person/i);
      expect(JSON.stringify(await seat.look('gus', 'here'))).not.toContain('acme-prod');
    });

    it('an id that nothing has is said to be unknown', async () => {
      await seat.give('mia', 'why', null, { id: '000000000000' });
      await reads('mia', 'here', '000000000000');
    });
  });

  describe('questions', () => {
    questionJourneys(() => seat, say);
  });

  describe('a platform that misbehaves', () => {
    it.each([
      ['answers 429', { status: 429, applied: false, times: 3 }],
      ['fails after the message is there', { status: 500, applied: true, times: 3 }],
    ] as const)('%s: the card is there once', async (what, how) => {
      await seat.spoil(how);
      await ask('mia', what);
      const card = await reads('ada', 'approvals', ' wants ', what);
      await seat.press('ada', 'approvals', card, 'Deny');
      const after = await reads('ada', 'approvals', '’s request for', what);
      const shown = (await seat.look('ada', 'approvals')).filter((one) => one.words.includes(what) && !one.isPrivate);
      expect(shown.map(({ id }) => id)).toEqual([after.id]);
    });

    it('shuts the bot out of the audit channel: the decision is not held up', async () => {
      await seat.shutOut('audit');
      await ask('mia', 'without audit channel');
      const card = await reads('ada', 'approvals', ' wants ', 'without audit channel');
      await seat.press('ada', 'approvals', card, 'Approve');
      await reads('ada', 'approvals', ' has ', 'without audit channel');
    });
  });
}
