import { expect, it } from 'vitest';
import { accessesOf, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob']);
const consoleProd = { kind: 'console', product: 'acme-prod' };

it('a request that comes to its decision after what its giver typed later is not made, and they are told why (DESIGN §4)', async () => {
  const { house, store, chat } = await open();
  await house.say('Ubob', 'request', consoleProd);
  const [first] = await accessesOf(store, 'bob');
  // One worker is slow with a second request, and another one carries out what was typed after it.
  await house.call('Ubob', 'request', consoleProd);
  const [slow] = house.jobs.splice(0);
  house.pass(2_000);
  await house.say('Ubob', 'cancel', { id: first!.id });
  house.pass(1_000);
  house.jobs.push(slow!);
  await house.settle();
  expect(await accessesOf(store, 'bob')).toMatchObject([{ state: 'closed' }]);
  expect(chat.answers.at(-1)?.message.summary).toContain('You cancelled or gave this back after you requested it');

  // What is requested afterwards, however slowly, is requested.
  await house.call('Ubob', 'request', consoleProd);
  house.pass(5_000);
  await house.settle();
  expect((await accessesOf(store, 'bob')).map(({ state }) => state).toSorted()).toEqual(['closed', 'requested']);
});

it('a request that was typed again before an answer came is made once, also where the first comes last (DESIGN §4)', async () => {
  const { house, store, chat } = await open();
  await house.call('Ubob', 'request', consoleProd);
  // The first one waits for a store that answers errors; the second, typed because nobody answered, is decided and over before it.
  const [slow] = house.jobs.splice(0);
  house.pass(45_000);
  await house.say('Ubob', 'request', { ...consoleProd, duration: '1m' });
  const [made] = await accessesOf(store, 'bob');
  await house.say('Uada', 'approve', { id: made!.id });
  house.pass(61_000);
  await house.sweep();
  expect(await accessesOf(store, 'bob')).toMatchObject([{ state: 'ended' }]);
  house.jobs.push(slow!);
  await house.settle();
  expect(await accessesOf(store, 'bob')).toMatchObject([{ state: 'ended' }]);
  expect(chat.answers.at(-1)?.message.summary).toContain('You requested this twice');

  // What is requested after that is requested.
  await house.say('Ubob', 'request', consoleProd);
  expect((await accessesOf(store, 'bob')).map(({ state }) => state).toSorted()).toEqual(['ended', 'requested']);
});
