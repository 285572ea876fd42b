import { describe, expect, it } from 'vitest';
import { accessesOf, email, openHouses } from '../support/open-house.ts';

const open = openHouses(['ada', 'bob', 'grace']);
const console_ = { kind: 'console', product: 'acme-prod' };
const dayMs = 24 * 3_600_000;

describe('a command that waited for long', () => {
  it('is decided up to a day after its receipt where it widens, and answered later', async () => {
    const { chat, house, store } = await open();
    await house.call('Ubob', 'request', console_);
    house.pass(dayMs + 1);
    await house.settle();
    expect(chat.answers.at(-1)?.message.summary).toContain('do it again');
    expect(await accessesOf(store, 'bob')).toEqual([]);
    await house.call('Ubob', 'request', console_);
    house.pass(dayMs);
    await house.settle();
    expect((await accessesOf(store, 'bob')).map(({ state }) => state)).toEqual(['requested']);
  });

  it('approves nothing after a day', async () => {
    const { house, store } = await open();
    await house.say('Ubob', 'request', console_);
    const [access] = await accessesOf(store, 'bob');
    await house.call('Uada', 'approve', { id: access?.id });
    house.pass(dayMs + 1);
    await house.settle();
    expect((await accessesOf(store, 'bob')).map(({ state }) => state)).toEqual(['requested']);
  });

  it('takes away however late it comes', async () => {
    const { house, store } = await open();
    await house.say('Uada', 'grant', { ...console_, who: [email('bob')], duration: '2w' });
    const person = await store.people.byEmail('bob@acme.test');
    await house.call('Uada', 'revoke-confirmed', { entitlement: 'console:acme-prod', people: [person?.id] });
    house.pass(3 * dayMs);
    await house.settle();
    expect((await accessesOf(store, 'bob')).map(({ state }) => state)).toEqual(['ended']);
  });
});
