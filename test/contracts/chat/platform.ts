import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Running } from '../../../src/main.ts';
import { until } from '../../support/until.ts';
import { startWith } from './latchkey.ts';
import type { Name, Place, Seat, Seen } from './seat.ts';
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

  /** The newest message that says all of these, once it is there. */
  const reads = (name: Name, place: Place, ...words: readonly string[]): Promise<Seen> =>
    until(`${name} to read “${words.join('”, “')}” (${place})`, async () =>
      (await seat.look(name, place)).findLast((one) => words.every((word) => one.words.includes(word))),
    );
  /** The private answers that somebody has there, without what a slow machine makes them wait for. */
  const privately = async (name: Name, place: Place) =>
    (await seat.look(name, place)).filter(({ isPrivate, words }) => isPrivate && !words.includes('Still working on'));
  const idIn = (message: Seen): string => /\b[0-9a-hjkmnp-tv-z]{12}\b/.exec(message.words)?.[0] ?? '';
  const cancelled = async (name: Name, card: Seen, reason: string): Promise<void> => {
    await seat.give(name, 'cancel', null, { id: idIn(card), reason: 'not needed' });
    await reads('ada', 'approvals', '’s request for', reason);
  };
  const ask = (name: Name, reason: string) =>
    seat.give(name, 'request', 'console', { product: 'acme-prod', duration: '4h', reason });

  describe('an access, from the asking to the end', () => {
    beforeEach(() => system.begin());
    afterEach(({ task }) => system.delivered(seat, task.name));

    it('is heard at once, decided with one click, told to who asked, given back, and audited', async () => {
      await ask('mia', 'the invoices of May');
      const answer = await reads('mia', 'here', 'You asked for console access to acme-prod');
      expect(await privately('mia', 'here')).toEqual([answer]);

      const card = await reads('ada', 'approvals', ' wants ', 'the invoices of May');
      expect(card.words).toContain('@mia');
      expect(card.words).toContain('mia (@mia');
      expect(card.words).toContain(') wants console access to ACME production for 4 hours');
      expect(card.words).toContain('Needs 1 approval: ');
      expect(card.buttons).toEqual(['Approve', 'Approve for less…', 'Deny']);
      expect(card.isPrivate).toBe(false);
      await reads('sven', 'direct', ' wants ', 'the invoices of May');

      await seat.press('ada', 'approvals', card, 'Approve');
      const approved = await reads('ada', 'approvals', 'You approved console access to acme-prod for @mia');
      expect(await privately('ada', 'approvals')).toEqual([approved]);
      const told = await reads('mia', 'direct', 'You have console access to acme-prod', '4h');
      const after = await reads('ada', 'approvals', ' has ', 'the invoices of May');
      expect(after.id).toBe(card.id);
      expect(after.buttons).toEqual(['Details']);
      expect(after.words).toContain('approved by @ada');
      expect((await reads('sven', 'direct', ' has ', 'the invoices of May')).buttons).toEqual(['Details']);
      await seat.press('mia', 'approvals', after, 'Details');
      await reads('mia', 'approvals', idIn(told), 'requested', 'approved', 'started');

      expect(told.buttons).toEqual(['Give back']);
      await seat.press('mia', 'direct', told, 'Give back', 'done early');
      await reads('ada', 'approvals', ' no longer has ', 'the invoices of May');
      for (const word of ['requested', 'approved', 'started', 'revoked']) await reads('otto', 'audit', word, '@mia');
    });

    it('is denied with a reason that who asked reads', async () => {
      await ask('bob', 'curiosity');
      const card = await reads('sven', 'approvals', ' wants ', 'curiosity');
      await seat.press('sven', 'approvals', card, 'Deny', 'not without a ticket');
      await reads(
        'bob',
        'direct',
        'Your request for console access to acme-prod was denied by @sven',
        'not without a ticket',
      );
      expect((await reads('ada', 'approvals', '’s request for', 'curiosity')).words).toContain('denied by @sven');
    });

    it('is denied without a reason, too', async () => {
      await ask('bob', 'no reason needed');
      const card = await reads('sven', 'approvals', ' wants ', 'no reason needed');
      await seat.press('sven', 'approvals', card, 'Deny');
      await reads('ada', 'approvals', '’s request for', 'no reason needed', 'denied by @sven');
    });

    it('is approved for less with a comment, by the form behind a button', async () => {
      await ask('mia', 'an hour will do');
      const card = await reads('sven', 'approvals', ' wants ', 'an hour will do');
      await seat.press('sven', 'approvals', card, 'Approve for less…', 'that is enough', '1h');
      await reads('sven', 'approvals', 'You approved console access to acme-prod for @mia for 1h, which is less');
      await reads('ada', 'approvals', ' has ', 'an hour will do', 'that is enough');
      const told = await reads('mia', 'direct', 'You have console access to acme-prod', '1h');
      await seat.press('mia', 'direct', told, 'Give back', 'done');
      await reads('ada', 'approvals', ' no longer has ', 'an hour will do');
    });

    it('takes two people where the rule says so, counts one person once, and tells the late what happened', async () => {
      await seat.give('mia', 'request', 'role', { instance: 'mdm-eu', role: 'Administrator', reason: 'on call' });
      const card = await reads('ada', 'approvals', ' wants ', 'the role Administrator on mdm-eu', 'on call');
      await seat.press('ada', 'approvals', card, 'Approve');
      const half = await reads('ada', 'approvals', '1 of 2 approvals', 'on call');
      await seat.press('ada', 'approvals', half, 'Approve');
      await reads('ada', 'approvals', 'You’ve already approved this');
      await seat.press('sven', 'approvals', half, 'Approve');
      await reads('mia', 'direct', 'You have the role Administrator on mdm-eu');
      const direct = (await seat.look('sven', 'direct')).find((one) => one.words.includes('on call'));
      expect(direct?.buttons).toEqual(['Details']);
    });

    it('is approved by another human than the requester, whatever accounts they have (A7)', async () => {
      const wanted = { instance: 'mdm-us', role: 'Reader', reason: 'two accounts' };
      await seat.give('bob', 'request', 'role', wanted);
      const card = await reads('otto', 'approvals', ' wants ', 'two accounts');
      await seat.press('otto', 'approvals', card, 'Approve');
      await reads('otto', 'approvals', 'count as one person');
      expect((await reads('otto', 'approvals', ' wants ', 'two accounts')).words).toContain('Needs 1 approval');
      expect((await seat.look('otto', 'direct')).some((one) => one.words.includes('two accounts'))).toBe(false);
      await seat.press('ada', 'approvals', card, 'Approve');
      await reads('bob', 'direct', 'You have the role Reader on mdm-us');
    });

    it('is given to several people, each with an outcome of their own', async () => {
      await seat.give('ada', 'grant', 'role', {
        instance: 'mdm-eu',
        role: 'Reader',
        who: ['bob', 'otto'],
        duration: '1d',
        reason: 'month end',
      });
      await reads('bob', 'direct', 'You have the role Reader on mdm-eu', '1d');
      await reads('otto', 'direct', 'You have the role Reader on mdm-eu');
      const granted = [
        'You granted the role Reader on mdm-eu to @bob',
        'You granted the role Reader on mdm-eu to @otto',
      ];
      await reads('ada', 'here', ...granted);
      expect(await privately('ada', 'here')).toHaveLength(1);
    });

    it('is taken away after a confirmation', async () => {
      await seat.give('sven', 'revoke', 'role', { instance: 'mdm-eu', role: 'Reader', who: ['otto'] });
      const question = await reads('sven', 'here', 'Revoke the role Reader on mdm-eu from @otto?');
      expect(question.isPrivate).toBe(true);
      expect((await seat.look('otto', 'direct')).some((one) => one.words.includes('was revoked'))).toBe(false);
      await seat.press('sven', 'here', question, 'Revoke');
      await reads('otto', 'direct', 'Your role Reader on mdm-eu was revoked by @sven');
      await reads('sven', 'here', 'You revoked the role Reader on mdm-eu from @otto');
    });

    it('is asked for with the form', async () => {
      await seat.fillForm('bob', 'by the form');
      const card = await reads('ada', 'approvals', ' wants ', 'by the form');
      expect(card.words).toContain('@bob');
      await cancelled('bob', card, 'by the form');
    });

    it('is decided by typing as by clicking', async () => {
      await ask('bob', 'typed');
      const card = await reads('ada', 'approvals', ' wants ', 'typed');
      await seat.give('ada', 'approve', null, { id: idIn(card), reason: 'fine' });
      await reads('bob', 'direct', 'You have console access to acme-prod');
      await seat.give('ada', 'why', null, { id: idIn(card) });
      await reads('ada', 'here', idIn(card), 'requested', 'approved', 'started', 'fine');
    });
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
      const own = await reads('otto', 'here', 'Your requests (1)', 'console access to acme-prod', 'seen on home');
      expect(own.isPrivate).toBe(true);
      expect(own.words).toContain('Nothing needs your approval right now.');
      await seat.give('ada', 'home', null);
      const home = await reads('ada', 'here', 'Needs your approval (1)', '“seen on home”', '4h', 'by default');
      expect(home.words).toContain('You have no pending requests.');
      expect(home.words).toContain('For Latchkey administrators');
      expect(home.buttons).toEqual(expect.arrayContaining(['Request access', 'Show people and links']));
      const approve = home.buttons.find((label) => label.endsWith('Approve')) ?? '';
      await seat.press('ada', 'here', home, approve);
      await reads('ada', 'approvals', ' has ', 'seen on home');
      expect((await reads('ada', 'approvals', 'seen on home')).id).toBe(card.id);
      await seat.give('otto', 'home', null);
      const has = await reads('otto', 'here', 'What you have (', 'console access to acme-prod', 'until');
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
    await ask('bob', 'nobody takes it');
    const card = await reads('ada', 'approvals', ' wants ', 'nobody takes it');
    const report = await reads('ada', 'audit', 'The endpoint siem', 'answered 410 Gone');
    expect(report.buttons).toEqual(['Resume']);
    await cancelled('bob', card, 'nobody takes it');
    system.isGone(false);
    await seat.press('ada', 'audit', report, 'Resume');
    await reads('ada', 'audit', 'The endpoint siem is resumed.', 'that it missed will be sent');
    await system.expectTold(seat, [
      'access.requested by bob: bob console:acme-prod requested',
      'access.cancelled by bob: bob console:acme-prod closed',
    ]);
  });

  describe('refusals', () => {
    it('a group is no beneficiary, and says why', async () => {
      await seat.giveToGroup('ada', 'grant', 'console', { product: 'acme-prod' });
      await reads('ada', 'here', 'C6');
    });

    it('nobody decides for themselves', async () => {
      await seat.give('ada', 'request', 'role', { instance: 'mdm-eu', role: 'Editor', reason: 'my own' });
      const card = await reads('ada', 'approvals', ' wants ', 'my own');
      await seat.press('ada', 'approvals', card, 'Approve');
      await reads('ada', 'approvals', 'own', 'A4');
      await cancelled('ada', card, 'my own');
    });

    it('without authority a click decides nothing', async () => {
      await ask('mia', 'no authority');
      const card = await reads('bob', 'approvals', ' wants ', 'no authority');
      await seat.press('otto', 'approvals', card, 'Approve');
      await reads('otto', 'approvals', 'You need console access', 'C4');
      expect((await reads('ada', 'approvals', 'no authority', ' wants ')).buttons).toEqual([
        'Approve',
        'Approve for less…',
        'Deny',
      ]);
      await cancelled('mia', card, 'no authority');
    });

    it.each([
      ['a product that there is not', { product: 'acme-prd' }, 'Did you mean “acme-prod”'],
      ['a duration that is none', { product: 'acme-prod', duration: 'soon' }, '“soon” isn’t a duration'],
      ['a duration that is too long', { product: 'acme-prod', duration: '52w' }, '30d'],
    ])('%s is answered with what would do', async (_what, options, words) => {
      await seat.give('mia', 'request', 'console', options);
      expect((await reads('mia', 'here', words)).isPrivate).toBe(true);
    });

    it('granting to nobody says how to name somebody', async () => {
      await seat.give('ada', 'grant', 'console', { product: 'acme-prod' });
      await reads('ada', 'here', 'Say who');
    });

    it('what is implicit cannot be revoked', async () => {
      await seat.give('ada', 'revoke', 'console', { product: 'acme-prod', who: ['sven'] });
      await reads('ada', 'here', 'emote or remove them in the product');
    });

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
    it.each([
      ['mia', 'help', null, {}, ['What you can do', '/access request', 'Request access for yourself']],
      ['mia', 'help', null, { topic: 'request' }, ['/access request', 'console']],
      ['otto', 'who', 'console', { product: 'acme-prod' }, ['@ada', '@sven', 'implicit']],
      ['ada', 'who', 'person', { who: ['bob'] }, ['@bob']],
      ['mia', 'check', 'console', { who: ['mia'], permission: 'product', product: 'acme-prod' }, ['may not', 'C5']],
      [
        'ada',
        'check',
        'permission',
        { who: ['sven'], permission: 'Create assets', instance: 'mdm-eu' },
        ['@sven', 'may', 'R2'],
      ],
      ['otto', 'audit', null, { about: ['bob'], last: '1d' }, ['requested', '@bob']],
      ['mia', 'pending', null, {}, ['Nothing needs your approval, and you have no pending requests']],
      ['mia', 'mine', null, {}, ['the role Administrator on mdm-eu', 'until']],
      ['mia', 'people', null, {}, ['Only Latchkey administrators']],
    ] as const)('%s: %s %s', async (name, command, form, options, words) => {
      const before = (await seat.look(name, 'here')).length;
      await seat.give(name, command, form, options);
      const answer = await until(`${name} to be answered`, async () =>
        (await seat.look(name, 'here')).slice(before).find((one) => words.every((word) => one.words.includes(word))),
      );
      expect(answer.isPrivate).toBe(true);
    });
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
