import { describe, expect, it } from 'vitest';
import { accessesOf, openHouses } from '../../support/open-house.ts';
import { deliver, withHook } from './deliver.ts';

const open = openHouses(['ada', 'lena', 'mia']);
const wanted = { person: 'mia@acme.test', entitlement: 'console:acme-prod' };

describe('“This wasn’t me”, below what a system requested', () => {
  it('withdraws it, bars the system from it for a day, and tells the Latchkey administrators', async () => {
    const { house, store, chat } = await open(withHook());
    for (const user of ['Uada', 'Ulena', 'Umia']) await house.say(user, 'mine', {});
    await deliver(house, 'access.request', wanted);
    await house.settle();
    const [access] = await accessesOf(store, 'mia');
    const told = chat.posts.find(({ message }) => message.summary.startsWith('The system hr requested'))?.message;
    expect(told?.buttons).toMatchObject([
      { label: 'This wasn’t me', command: 'not-asked', args: { id: access?.id, by: 'hook:hr' } },
    ]);
    expect(await house.say('Uada', 'not-asked', { id: access?.id, by: 'hook:hr' })).toContain('can cancel');
    expect((await accessesOf(store, 'mia'))[0]?.state).toBe('requested');
    expect(await house.say('Umia', 'not-asked', { id: access?.id, by: 'hook:hr' }, 'click')).toContain('was withdrawn');
    const [after] = await accessesOf(store, 'mia');
    expect(after?.state).toBe('closed');
    expect(after?.events.at(-1)).toMatchObject({ event: 'cancelled', because: [{ code: 'not-asked' }] });
    const reports = () =>
      chat.posts.filter(({ message }) => message.title === 'Someone didn’t ask for what a system requested');
    expect(reports()).toHaveLength(1);
    await house.say('Umia', 'not-asked', { id: access?.id, by: 'hook:hr' }, 'click');
    expect(reports()).toHaveLength(1);

    expect(await deliver(house, 'access.request', wanted)).toMatchObject({
      status: 400,
      detail: expect.stringContaining('hadn’t asked for this'),
    });
    expect(await deliver(house, 'access.request', { ...wanted, entitlement: 'role:mdm-eu/Reader' })).toMatchObject({
      status: 202,
    });
    house.pass(86_400_001);
    expect(await deliver(house, 'access.request', wanted)).toMatchObject({ status: 202 });
  });

  it('ends what is active only because of that', async () => {
    const { house, store } = await open(withHook());
    for (const user of ['Uada', 'Ulena', 'Umia']) await house.say(user, 'mine', {});
    await deliver(house, 'access.request', wanted);
    const [access] = await accessesOf(store, 'mia');
    await house.say('Uada', 'approve', { id: access?.id });
    expect((await accessesOf(store, 'mia'))[0]?.state).toBe('active');
    expect(await house.say('Umia', 'not-asked', { id: access?.id, by: 'hook:crm' })).toContain('nothing left');
    await house.say('Umia', 'not-asked', { id: access?.id, by: 'hook:hr' });
    expect((await accessesOf(store, 'mia'))[0]).toMatchObject({ state: 'ended' });
    expect(await house.say('Umia', 'not-asked', { id: access?.id, by: 'hook:hr' })).toContain('');
  });
});
