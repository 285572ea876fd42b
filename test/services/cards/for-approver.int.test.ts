import { expect, it } from 'vitest';
import { email, accessesOf, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob', 'mia']);
const hour = 3_600_000;
const access = { kind: 'console', product: 'acme-prod' };

it('each who may decide reads why on their own card, and is offered no more than they can give', async () => {
  const { chat, house, store } = await open();
  await house.say('Uada', 'grant', { ...access, who: [email('mia')], duration: '2h' });
  const ends = house.now() + 2 * hour;
  chat.byUser.get('Umia')!.timeZone = 'Europe/Berlin';
  await house.say('Ubob', 'request', { ...access, duration: '1d' });
  const [asked] = await accessesOf(store, 'bob');
  const card = (channel: string) =>
    chat.posts.findLast((post) => post.channel === channel && JSON.stringify(post).includes(asked!.id))!.message;
  const labels = (channel: string) => card(channel).buttons?.map(({ label }) => label);
  expect(JSON.stringify(card('D-Uada').blocks)).toContain('because you administer ACME production');
  expect(JSON.stringify(card('D-Umia').blocks)).toContain('because you have console access to ACME production');
  expect(JSON.stringify(card('C0APPROVE').blocks)).not.toContain('You can decide');
  expect(labels('D-Uada')).toEqual(['Approve', 'Approve for less…', 'Deny']);
  expect(labels('D-Umia')).toEqual(['Approve until 15:00', 'Approve for less…', 'Deny']);
  const [until] = card('D-Umia').buttons!;
  expect(await house.say('Umia', until!.command, until!.args)).toContain('which is less than was requested');
  expect((await accessesOf(store, 'bob'))[0]).toMatchObject({ state: 'active', until: ends });
});

it('who presses Approve in the channel is told that it ends sooner', async () => {
  const { house, store } = await open();
  await house.say('Uada', 'grant', { ...access, who: [email('mia')], duration: '2h' });
  await house.say('Ubob', 'request', { ...access, duration: '1d' });
  const [asked] = await accessesOf(store, 'bob');
  const answer = await house.say('Umia', 'approve', { id: asked!.id });
  expect(answer).toContain('It ends 2026-11-22 14:00, when your right to decide ends.');
});
