import { expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { email, openHouses } from '../../support/open-house.ts';
import type { OpenHouse } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob', 'lena', 'grace', 'new']);
const latchkey = { administrators: ['lena@acme.test', 'grace@acme.test'], auditors: [] };

/** Bob has console access, and a new account of the workspace shows his e-mail. */
async function taken(): Promise<OpenHouse & { readonly waiting: string; readonly buttons: readonly Args[] }> {
  const opened = await open(testCatalogue({ latchkey }));
  const { house, store, chat } = opened;
  await house.say('Ubob', 'mine', {});
  await house.say('Uada', 'grant', { kind: 'console', product: 'acme-prod', who: [email('bob')] });
  chat.byUser.get('Unew')!.email = 'bob@acme.test';
  await house.say('Unew', 'mine', {});
  const [waiting] = await store.people.waiting();
  const asked = chat.posts.filter(({ message }) => message.title === 'Is this your account?');
  expect(asked.map(({ channel }) => channel)).toEqual(['D-Ubob']);
  return { ...opened, waiting: waiting!.id, buttons: asked[0]!.message.buttons!.map(({ args }) => args) };
}

type Args = Readonly<Record<string, string | number | readonly string[]>>;

it('an account becomes somebody’s who has its e-mail only after they agreed and an administrator confirmed (A7)', async () => {
  const { house, store, chat, waiting, buttons } = await taken();
  const refused = await house.say('Ulena', 'confirm-person', { waiting });
  expect(refused).toContain('has been asked and has 24 hours to agree');
  const { message } = await house.call('Ulena', 'people', {});
  expect(JSON.stringify(message.blocks)).toContain('has been asked and has 24 hours to agree');
  expect(await house.say('Uada', 'consent-person', buttons[0]!)).toContain('no longer open');
  expect(await house.say('Ubob', 'consent-person', buttons[0]!)).toContain('has to confirm it now');
  expect(chat.posts.filter(({ message: one }) => one.title === 'A decision about people')).toHaveLength(2);
  const bob = (await store.people.byEmail('bob@acme.test'))!.id;
  expect(await house.say('Ulena', 'confirm-person', { waiting })).toContain('You confirmed');
  expect(await store.people.byAccount(chat.account('Unew'))).toMatchObject({ person: bob });
});

it('who says that it isn’t theirs keeps everything; the account can be somebody else’s', async () => {
  const { house, store, chat, waiting, buttons } = await taken();
  expect(await house.say('Ubob', 'consent-person', buttons[1]!)).toContain('won’t become yours');
  expect(await house.say('Ubob', 'consent-person', buttons[0]!)).toContain('already answered');
  house.pass(25 * 3_600_000);
  expect(await house.say('Ulena', 'confirm-person', { waiting })).toContain('says that this account isn’t theirs');
  expect(await house.say('Ulena', 'separate-person', { waiting })).toContain('is someone else');
  expect((await store.people.byAccount(chat.account('Ubob')))!.person).not.toBe(
    (await store.people.byAccount(chat.account('Unew')))!.person,
  );
});

it('is not asked again soon about the same account: their “not me” is remembered for 30 days', async () => {
  const { house, store, chat, waiting, buttons } = await taken();
  await house.say('Ubob', 'consent-person', buttons[1]!);
  await house.say('Ulena', 'refuse-person', { waiting });
  house.pass(60_000);
  await house.say('Unew', 'mine', {});
  const questions = () => chat.posts.filter(({ message }) => message.title === 'Is this your account?');
  expect(await store.people.waiting()).toHaveLength(1);
  expect(questions()).toHaveLength(1);
  house.pass(25 * 3_600_000);
  expect(await house.say('Ulena', 'confirm-person', { waiting })).toContain('says that this account isn’t theirs');
  await house.say('Ulena', 'refuse-person', { waiting });
  house.pass(30 * 24 * 3_600_000);
  await house.say('Unew', 'mine', {});
  expect(questions()).toHaveLength(2);
});

it.each(['silent for a day', 'deactivated'])('where they are %s, an administrator decides', async (why) => {
  const { house, chat, waiting } = await taken();
  if (why === 'deactivated') chat.byUser.get('Ubob')!.outside = 'deactivated';
  else house.pass(24 * 3_600_000);
  expect(await house.say('Ulena', 'confirm-person', { waiting })).toContain('You confirmed');
});

it.each(['no-email', 'unconfirmed'] as const)(
  'where their profile has %s, they can’t be judged now, and have a day like anybody (A7)',
  async (why) => {
    const { house, chat, waiting } = await taken();
    chat.byUser.get('Ubob')!.outside = why;
    expect(await house.say('Ulena', 'confirm-person', { waiting })).toContain('has 24 hours to agree');
    house.pass(24 * 3_600_000);
    expect(await house.say('Ulena', 'confirm-person', { waiting })).toContain('You confirmed');
  },
);
