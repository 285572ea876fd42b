import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { email, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob', 'lena', 'otto']);

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
  expect(told.map((entry) => entry.facts['what']).slice(0, 2)).toEqual(['outdone', 'rejected']);
  expect((await store.people.byAccount(chat.account('Ubob')))?.email).toBe('bob@acme.test');
});

describe('a changed e-mail by which somebody was given access already', () => {
  const change = async (own: boolean) => {
    const opened = await open();
    const { house, store, chat } = opened;
    await house.say('Ubob', 'mine', {});
    if (own) await house.say('Uada', 'grant', { kind: 'console', product: 'acme-prod', who: [email('bob')] });
    await house.say('Uada', 'grant', { kind: 'console', product: 'acme-prod', who: [email('robert')] });
    chat.byUser.get('Ubob')!.email = 'robert@acme.test';
    await house.say('Ubob', 'mine', {});
    const [waiting] = await store.people.waiting();
    return { ...opened, answer: await house.say('Ulena', 'confirm-person', { waiting: waiting!.id }) };
  };

  it('brings the account to the person who holds it', async () => {
    const { store, chat, answer } = await change(false);
    expect(answer).toContain('You confirmed');
    const robert = await store.people.byEmail('robert@acme.test');
    expect(await store.people.byAccount(chat.account('Ubob'))).toMatchObject({ person: robert?.id });
    expect(await store.accesses.openOf(robert!.id)).toHaveLength(1);
  });

  it('is refused where both hold something, and nothing is left behind', async () => {
    const { store, chat, answer } = await change(true);
    expect(answer).toContain('Revoke what one of them has');
    expect((await store.people.byAccount(chat.account('Ubob')))?.email).toBe('bob@acme.test');
    expect(await store.people.waiting()).toHaveLength(1);
  });
});
