import { expect, it } from 'vitest';
import { testCatalogue } from '../support/catalogue.ts';
import { openHouses } from '../support/open-house.ts';

const open = openHouses(['bob', 'lena', 'otto']);

it('a Latchkey administrator whose word comes too late is told so, and the record says so', async () => {
  const latchkey = { administrators: ['lena@acme.test', 'otto@acme.test'], auditors: [] };
  const { house, store, chat } = await open(testCatalogue({ latchkey }));
  await house.say('Ubob', 'mine', {});
  chat.byUser.get('Ubob')!.email = 'robert@acme.test';
  await house.say('Ubob', 'mine', {});
  const [waiting] = await store.people.waiting();
  const settle = store.people.settle.bind(store.people);
  store.people.settle = async (id, accept, at) => {
    await settle(id, false, at);
    return settle(id, accept, at);
  };
  expect(await house.say('Ulena', 'confirm-person', { waiting: waiting!.id })).toContain('was faster');
  const told = (await store.chain.search({}, 50)).filter((entry) => entry.event === 'person');
  expect(told.map((entry) => entry.facts['what']).slice(0, 2)).toEqual(['outdone', 'confirmed']);
  expect((await store.people.byAccount(chat.account('Ubob')))?.email).toBe('bob@acme.test');
});
