import { describe, expect, it } from 'vitest';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'grace', 'mia']);
const wanted = { kind: 'console', product: 'acme-prod' };

describe('while MongoDB’s time is not known', () => {
  it('a request waits, says so, and is decided once it is known', async () => {
    const { house, chat, store } = await open();
    house.knowsTime(false);
    await house.call('Umia', 'request', wanted);
    await house.settle(1);
    expect(chat.answers.map(({ message }) => message.summary).join()).toContain('taking longer than usual');
    expect(await accessesOf(store, 'mia')).toEqual([]);
    house.knowsTime(true);
    await house.settle();
    expect(await accessesOf(store, 'mia')).toMatchObject([{ state: 'requested' }]);
  });

  it('what takes access away is decided', async () => {
    const { house, store } = await open();
    await house.say('Uada', 'grant', { ...wanted, who: [email('mia')] });
    expect(await accessesOf(store, 'mia')).toMatchObject([{ state: 'active' }]);
    house.knowsTime(false);
    await house.say('Umia', 'give-back', { id: (await accessesOf(store, 'mia'))[0]!.id });
    expect(await accessesOf(store, 'mia')).toMatchObject([{ state: 'ended' }]);
  });
});
