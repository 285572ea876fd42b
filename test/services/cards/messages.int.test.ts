import { expect, it } from 'vitest';
import type { FakeChat } from '../../support/fake-chat.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob', 'mia', 'grace']);
const hour = 3_600_000;

/** How many messages stand in each place, and how many private answers each person had. */
function counted({ posts, answers }: FakeChat) {
  const count = (places: readonly string[]) =>
    Object.fromEntries(
      [...new Set(places)].sort().map((place) => [place, places.filter((one) => one === place).length]),
    );
  return { posts: count(posts.map(({ channel }) => channel)), answers: count(answers.map(({ to }) => to)) };
}

it('from a request to its end there is one card in each place, one outcome each, and every event once in the audit channel', async () => {
  const { chat, house, store } = await open();
  await house.say('Ubob', 'request', { kind: 'console', product: 'acme-prod', duration: '1h' });
  const [access] = await accessesOf(store, 'bob');
  await house.say('Uada', 'approve', { id: access?.id });
  house.pass(hour);
  await house.sweep();
  expect((await accessesOf(store, 'bob'))[0]?.state).toBe('ended');
  const { posts, answers } = counted(chat);
  expect({ ...posts, C0AUDIT: undefined }).toEqual({
    // The card, edited as it goes on.
    C0APPROVE: 1,
    'D-Uada': 1,
    // That it has begun, and that it has ended.
    'D-Ubob': 2,
    C0AUDIT: undefined,
  });
  expect(answers).toEqual({ Uada: 1, Ubob: 1 });
  const lines = chat.posts
    .filter(({ channel }) => channel === 'C0AUDIT')
    .flatMap(({ message }) => message.blocks.filter(({ kind }) => kind === 'text'))
    .map((line) => JSON.stringify(line))
    .filter((line) => line.includes(access?.id ?? ''));
  expect(lines).toHaveLength(4);
  for (const event of ['requested', 'approved', 'started', 'expired']) {
    expect(lines.filter((line) => line.includes(`"${event}"`))).toHaveLength(1);
  }
});

it('a grant to two tells each of them once', async () => {
  const { chat, house } = await open();
  await house.say('Uada', 'grant', {
    kind: 'console',
    product: 'acme-prod',
    who: [email('bob'), email('mia')],
    duration: '1h',
  });
  expect(counted(chat).posts).toMatchObject({ 'D-Ubob': 1, 'D-Umia': 1, C0APPROVE: 2 });
});
