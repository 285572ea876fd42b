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
