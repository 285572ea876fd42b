import { expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import type { Phrases } from './phrases.ts';
import type { Name, Place, Seat } from './seat.ts';
import type { Steps } from './steps.ts';

/** From the asking to the end, as people read it in their language. */
export function accessJourneys(
  seat: () => Seat,
  { reads, privately, idIn, ask, cancelled }: Steps,
  say: Phrases,
): void {
  it('is heard at once, decided with one click, told to who asked, given back, and audited', async () => {
    await ask('mia', 'the invoices of May');
    const answer = await reads('mia', 'here', ...say.asked);
    expect(await privately('mia', 'here')).toEqual([answer]);

    const card = await reads('ada', 'approvals', say.wants, 'the invoices of May');
    expect(card.words).toContain('@mia');
    expect(card.words).toContain('mia (@mia');
    expect(card.words).toContain(say.headline);
    expect(card.words).toContain(`${say.needs}: `);
    expect(card.buttons).toEqual([say.approve, say.less, say.deny]);
    expect(card.isPrivate).toBe(false);
    await reads('sven', 'direct', say.wants, 'the invoices of May', say.mayDecide);
    expect(card.words).not.toContain(say.mayDecide);

    await seat().press('ada', 'approvals', card, say.approve);
    const approved = await reads('ada', 'approvals', ...say.approved);
    expect(await privately('ada', 'approvals')).toEqual([approved]);
    const told = await reads('mia', 'direct', say.started, say.fourHours);
    const after = await reads('ada', 'approvals', say.has, 'the invoices of May');
    expect(after.id).toBe(card.id);
    expect(after.buttons).toEqual([say.details]);
    expect(after.words).toContain(say.approvedBy);
    expect((await reads('sven', 'direct', say.has, 'the invoices of May')).buttons).toEqual([say.details]);
    await seat().press('mia', 'approvals', after, say.details);
    await reads('mia', 'approvals', idIn(told), ...say.events.slice(0, 3));

    expect(told.buttons).toEqual([say.giveBack]);
    await seat().press('mia', 'direct', told, say.giveBack, 'done early');
    await reads('ada', 'approvals', say.noLonger, 'the invoices of May');
    for (const word of say.events) await reads('otto', 'audit', word, '@mia');
  });

  it('is denied with a reason that the requester reads', async () => {
    await ask('bob', 'curiosity');
    const card = await reads('sven', 'approvals', say.wants, 'curiosity');
    await seat().press('sven', 'approvals', card, say.deny, 'not without a ticket');
    await reads('bob', 'direct', ...say.denied, 'not without a ticket');
    await reads('ada', 'approvals', say.closed, 'curiosity', ...say.deniedBy);
  });

  it('is denied without a reason, too', async () => {
    await ask('bob', 'no reason needed');
    const card = await reads('sven', 'approvals', say.wants, 'no reason needed');
    await seat().press('sven', 'approvals', card, say.deny);
    await reads('ada', 'approvals', say.closed, 'no reason needed', ...say.deniedBy);
  });

  it('is denied with a smaller role that would do, which the requester requests with one click', async () => {
    const wanted = { instance: 'mdm-us', role: 'Editor', permission: 'Create assets', reason: 'new laptops' };
    await seat().fillRoleForm('mia', wanted);
    const card = await reads('ada', 'approvals', say.wants, 'new laptops', say.enough);
    expect(card.buttons).toEqual(expect.arrayContaining([say.approve, say.less, say.suggest, say.deny]));
    await seat().press('otto', 'approvals', card, say.suggest);
    const answer = await reads('otto', 'approvals', ...say.deniedInstead);
    const told = await reads('mia', 'direct', ...say.suggested);
    expect(told.buttons).toEqual([say.requestOperator]);
    const closed = await reads('ada', 'approvals', say.closed, 'new laptops', say.suggestedOnCard);
    expect(closed.id).toBe(card.id);
    expect(closed.buttons).toEqual([say.details]);
    await reads('bob', 'audit', say.suggestedInAudit, '@otto');

    await seat().press('mia', 'direct', told, say.requestOperator);
    const smaller = await reads('ada', 'approvals', say.wants, say.operator, 'new laptops', say.neededFor);
    expect(smaller.id).not.toBe(card.id);
    expect(smaller.buttons).not.toContain(say.suggest);
    await seat().press('ada', 'approvals', smaller, say.approve);
    await reads('mia', 'direct', say.startedRole('Operator', 'mdm-us'));
    // One card each, one outcome each, one answer.
    const shown = async (name: Name, place: Place, words: string) =>
      (await seat().look(name, place)).filter((one) => one.words.includes(words)).map(({ id }) => id);
    const cards = (await seat().look('ada', 'approvals')).filter((one) => one.words.includes('new laptops'));
    expect(cards.filter(({ isPrivate }) => !isPrivate).map(({ id }) => id)).toEqual([card.id, smaller.id]);
    expect(await shown('mia', 'direct', say.suggested[0] ?? '')).toEqual([told.id]);
    expect((await privately('otto', 'approvals')).filter(({ id }) => id >= answer.id)).toEqual([answer]);
  });

  it('is approved for less with a comment, by the form behind a button', async () => {
    await ask('mia', 'an hour will do');
    const card = await reads('sven', 'approvals', say.wants, 'an hour will do');
    await seat().press('sven', 'approvals', card, say.less, 'that is enough', '1h');
    await reads('sven', 'approvals', ...say.approvedLess);
    await reads('ada', 'approvals', say.has, 'an hour will do', 'that is enough');
    const told = await reads('mia', 'direct', say.started, say.oneHour);
    await seat().press('mia', 'direct', told, say.giveBack, 'done');
    await reads('ada', 'approvals', say.noLonger, 'an hour will do');
  });

  it('takes two people where the rule says so, counts one person once, and tells the late what happened', async () => {
    await seat().give('mia', 'request', 'role', { instance: 'mdm-eu', role: 'Administrator', reason: 'on call' });
    const card = await reads('ada', 'approvals', say.wants, say.administrator, 'on call');
    await seat().press('ada', 'approvals', card, say.approve);
    const half = await reads('ada', 'approvals', say.half, 'on call');
    await seat().press('ada', 'approvals', half, say.approve);
    await reads('ada', 'approvals', say.already);
    await seat().press('sven', 'approvals', half, say.approve);
    await reads('mia', 'direct', say.startedRole('Administrator', 'mdm-eu'));
    const direct = (await seat().look('sven', 'direct')).find((one) => one.words.includes('on call'));
    expect(direct?.buttons).toEqual([say.details]);
  });

  it('is approved by another human than the requester, whatever accounts they have (A7)', async () => {
    const wanted = { instance: 'mdm-us', role: 'Reader', reason: 'two accounts' };
    await seat().give('bob', 'request', 'role', wanted);
    const card = await reads('otto', 'approvals', say.wants, 'two accounts');
    await seat().press('otto', 'approvals', card, say.approve);
    await reads('otto', 'approvals', say.oneHuman);
    expect((await reads('otto', 'approvals', say.wants, 'two accounts')).words).toContain(say.needs);
    expect((await seat().look('otto', 'direct')).some((one) => one.words.includes('two accounts'))).toBe(false);
    await seat().press('ada', 'approvals', card, say.approve);
    await reads('bob', 'direct', say.startedRole('Reader', 'mdm-us'));
  });

  it('is given to several people, each with an outcome of their own', async () => {
    await seat().give('ada', 'grant', 'role', {
      instance: 'mdm-eu',
      role: 'Reader',
      who: ['bob', 'otto'],
      duration: '1d',
      reason: 'month end',
    });
    await reads('bob', 'direct', say.startedRole('Reader', 'mdm-eu'), say.oneDay);
    await reads('otto', 'direct', say.startedRole('Reader', 'mdm-eu'));
    await reads('ada', 'here', say.granted('bob'), say.granted('otto'));
    expect(await privately('ada', 'here')).toHaveLength(1);
  });

  it('is taken away after a confirmation', async () => {
    await seat().give('sven', 'revoke', 'role', { instance: 'mdm-eu', role: 'Reader', who: ['otto'] });
    const question = await reads('sven', 'here', say.revokeQuestion);
    expect(question.isPrivate).toBe(true);
    expect((await seat().look('otto', 'direct')).some((one) => one.words.includes(say.wasRevoked))).toBe(false);
    await seat().press('sven', 'here', question, say.revoke);
    await reads('otto', 'direct', say.revokedFrom);
    await reads('sven', 'here', say.revoked);
  });

  it('is asked for with the form', async () => {
    await seat().fillForm('bob', 'by the form');
    const card = await reads('ada', 'approvals', say.wants, 'by the form');
    expect(card.words).toContain('@bob');
    await cancelled('bob', card, 'by the form');
  });

  it('is decided by typing as by clicking', async () => {
    await ask('bob', 'typed');
    const card = await reads('ada', 'approvals', say.wants, 'typed');
    await seat().give('ada', 'approve', null, { id: idIn(card), reason: 'fine' });
    await reads('bob', 'direct', say.started);
    await seat().give('ada', 'why', null, { id: idIn(card) });
    await reads('ada', 'here', idIn(card), ...say.events.slice(0, 3), 'fine');
  });
}

/** What is refused, with what would do. */
export function refusalJourneys(seat: () => Seat, { reads, ask, cancelled }: Steps, say: Phrases): void {
  it('nobody decides for themselves', async () => {
    await seat().give('ada', 'request', 'role', { instance: 'mdm-eu', role: 'Editor', reason: 'my own' });
    const card = await reads('ada', 'approvals', say.wants, 'my own');
    await seat().press('ada', 'approvals', card, say.approve);
    await reads('ada', 'approvals', say.own, 'A4');
    await cancelled('ada', card, 'my own');
  });

  it('without authority a click decides nothing', async () => {
    await ask('mia', 'no authority');
    const card = await reads('bob', 'approvals', say.wants, 'no authority');
    await seat().press('otto', 'approvals', card, say.approve);
    await reads('otto', 'approvals', say.noAuthority, 'C4');
    expect((await reads('ada', 'approvals', 'no authority', say.wants)).buttons).toEqual([
      say.approve,
      say.less,
      say.deny,
    ]);
    await cancelled('mia', card, 'no authority');
  });

  it.each([
    ['a product that there is not', { product: 'acme-prd' }, say.didYouMean],
    ['a duration that is none', { product: 'acme-prod', duration: 'soon' }, say.noDuration],
    ['a duration that is too long', { product: 'acme-prod', duration: '52w' }, say.maximum],
  ])('%s is answered with what would do', async (_what, options, words) => {
    await seat().give('mia', 'request', 'console', options);
    expect((await reads('mia', 'here', words)).isPrivate).toBe(true);
  });

  it('granting to nobody says how to name somebody', async () => {
    await seat().give('ada', 'grant', 'console', { product: 'acme-prod' });
    await reads('ada', 'here', say.sayWho);
  });

  it('what is implicit cannot be revoked', async () => {
    await seat().give('ada', 'revoke', 'console', { product: 'acme-prod', who: ['sven'] });
    await reads('ada', 'here', say.implicit);
  });
}

/** Questions, which change nothing and are answered in private. */
export function questionJourneys(seat: () => Seat, say: Phrases): void {
  it.each([
    ['mia', 'help', null, {}, say.help],
    ['mia', 'help', null, { topic: 'request' }, say.helpRequest],
    ['otto', 'who', 'console', { product: 'acme-prod' }, say.who],
    ['ada', 'who', 'person', { who: ['bob'] }, [say.whatBobHas]],
    ['mia', 'check', 'console', { who: ['mia'], permission: 'product', product: 'acme-prod' }, say.mayNot],
    ['ada', 'check', 'permission', { who: ['sven'], permission: 'Create assets', instance: 'mdm-eu' }, say.may],
    ['otto', 'audit', null, { about: ['bob'], last: '1d' }, say.audit],
    ['mia', 'pending', null, {}, [say.nothingPending]],
    ['mia', 'mine', null, {}, [say.administrator, say.until]],
    ['mia', 'people', null, {}, [say.onlyAdministrators]],
  ] as const)('%s: %s %s', async (name, command, form, options, words) => {
    const before = (await seat().look(name, 'here')).length;
    await seat().give(name, command, form, options);
    const answer = await until(`${name} to be answered`, async () =>
      (await seat().look(name, 'here')).slice(before).find((one) => words.every((word) => one.words.includes(word))),
    );
    expect(answer.isPrivate).toBe(true);
  });
}
