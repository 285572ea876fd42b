import { expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { openHouses } from '../../support/open-house.ts';
import type { OpenHouse } from '../../support/open-house.ts';

const latchkey = { administrators: ['lena@acme.test', 'grace@acme.test', 'ada@acme.test'], auditors: [] };
const catalogue = testCatalogue({ latchkey });
const open = openHouses(['ada', 'bob', 'lena', 'grace']);

/** What was sent to each administrator in private, a title each. */
function told({ chat }: Pick<OpenHouse, 'chat'>, user: string): readonly string[] {
  return chat.posts.flatMap(({ channel, message }) =>
    channel === `D-U${user}` && ['Who is this?', 'A decision about people'].includes(message.title ?? '')
      ? [message.title === 'Who is this?' ? message.title : message.summary]
      : [],
  );
}

async function renamed({ house, chat }: OpenHouse, next: string): Promise<void> {
  chat.byUser.get('Ubob')!.email = `${next}@acme.test`;
  await house.say('Ubob', 'mine', {});
}

it('administrators are told once of an e-mail that waits, and again when the same one waits a second time', async () => {
  const opened = await open(catalogue);
  const { house, store } = opened;
  await house.say('Ubob', 'mine', {});
  await renamed(opened, 'robert');
  for (let again = 0; again < 2; again++) await house.say('Ubob', 'mine', {});
  await house.sweep();
  for (const user of ['lena', 'grace', 'ada']) expect(told(opened, user)).toEqual(['Who is this?']);
  house.pass(60_000);
  await renamed(opened, 'bob');
  expect(await store.people.waiting()).toEqual([]);
  await renamed(opened, 'robert');
  for (const user of ['lena', 'grace', 'ada']) expect(told(opened, user)).toEqual(['Who is this?', 'Who is this?']);
});

it('what an administrator decides is told to the others, and neither to whom it concerns nor to whoever decided', async () => {
  const opened = await open(catalogue);
  const { house, store, chat } = opened;
  await house.say('Uada', 'mine', {});
  chat.byUser.get('Uada')!.email = 'augusta@acme.test';
  await house.say('Uada', 'mine', {});
  const [waiting] = await store.people.waiting();
  await house.say('Ulena', 'confirm-person', { waiting: waiting!.id });
  await house.sweep();
  expect(told(opened, 'grace')).toEqual([
    'Who is this?',
    'lena@acme.test confirmed the e-mail augusta@acme.test of slack:T1/Uada: it’s the same person.',
  ]);
  expect(told(opened, 'lena')).toEqual(['Who is this?']);
  expect(told(opened, 'ada')).toEqual([]);
});

it.each([
  ['separate-person', 'is someone else.'],
  ['refuse-person', 'rejected the e-mail robert@acme.test of slack:T1/Ubob.'],
])('%s is told to the other administrators', async (command, sentence) => {
  const opened = await open(catalogue);
  const { house, store } = opened;
  await house.say('Ubob', 'mine', {});
  await renamed(opened, 'robert');
  const [waiting] = await store.people.waiting();
  await house.say('Ugrace', command, { waiting: waiting!.id });
  expect(told(opened, 'lena').at(-1)).toContain(sentence);
  expect(told(opened, 'grace')).toEqual(['Who is this?']);
});

it('a notice that a process left behind is sent by the next one', async () => {
  const opened = await open(catalogue);
  const { house } = opened;
  await house.say('Ubob', 'mine', {});
  opened.chat.byUser.get('Ubob')!.email = 'robert@acme.test';
  await house.call('Ubob', 'mine', {});
  house.jobs.splice(0);
  expect(told(opened, 'lena')).toEqual([]);
  await house.sweep();
  expect(told(opened, 'lena')).toEqual(['Who is this?']);
});
