import { expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { openHouses } from '../../support/open-house.ts';

const many = Array.from({ length: 30 }, (_, index) => `adm${index}`);
const open = openHouses(['mia', ...many]);

it('of many who could decide, the same twenty are told, and no more are looked up', async () => {
  const plain = testCatalogue();
  const members = many.map((name) => ({ role: 'Administrator', email: `${name}@acme.test` }));
  const { house, chat, store } = await open({
    ...plain,
    instances: plain.instances.map((instance) => ({ ...instance, members })),
    rules: [{ ...plain.rules[0]!, match: {} }],
  });
  const asked = new Set<string>();
  const profile = chat.chat.profile.bind(chat.chat);
  Object.assign(chat.chat, {
    profile: (account: { user: string }, options: object) => {
      asked.add(account.user);
      return profile({ platform: 'slack', workspace: 'T1', user: account.user }, options);
    },
  });
  const read: number[] = [];
  const page = store.accesses.activePage.bind(store.accesses);
  Object.assign(store.accesses, {
    activePage: async (...given: Parameters<typeof page>) => {
      const found = await page(...given);
      read.push(found.length);
      return found;
    },
  });
  await house.say('Umia', 'request', { kind: 'role', role: 'Reader', instance: 'mdm-eu' });
  const told = () => new Set(chat.posts.map((post) => post.channel).filter((channel) => channel.startsWith('D-Uadm')));
  expect(told().size).toBe(20);
  expect(asked.size).toBe(21);
  // Nor are more of them read: a page, whatever there are.
  expect(read).toEqual([21]);
  const first = [...told()][0]!;
  const card = chat.posts.find((post) => post.channel === first)!;
  const approve = card.message.buttons?.find((button) => button.label === 'Approve');
  await house.say(first.replace('D-', ''), approve!.command, approve!.args);
  expect(told().size).toBe(20);
});
