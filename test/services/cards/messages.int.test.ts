import { expect, it } from 'vitest';
import type { Message } from '../../../src/domain/message.ts';
import { plain } from '../../../src/domain/message.ts';
import { testCatalogue } from '../../support/catalogue.ts';
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

const linesOf = (message: Message | undefined): readonly string[] =>
  message?.blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(plain) : [])) ?? [];

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
    .filter((line) => line.includes('bob@acme.test') && line.includes('console access'));
  expect(lines).toHaveLength(4);
  for (const event of ['requested', 'approved', 'started', 'expired']) {
    expect(lines.filter((line) => line.includes(`"${event}"`))).toHaveLength(1);
  }
});

it('what many people get from the configuration is one line in the audit channel', async () => {
  const members = Array.from({ length: 40 }, (_, index) => ({ role: 'Reader', email: `m${index + 1}@acme.test` }));
  const catalogue = testCatalogue();
  const instances = catalogue.instances.map((one) => ({ ...one, members }));
  const { chat, house } = await open({ ...catalogue, instances });
  const lines = chat.posts
    .filter(({ channel }) => channel === 'C0AUDIT')
    .flatMap(({ message }) => message.blocks)
    .flatMap((block) => (block.kind === 'text' ? [plain(block.text)] : []));
  expect(lines.filter((line) => line.includes('the role Reader on mdm-eu'))).toEqual([
    expect.stringContaining(' and 37 more have '),
  ]);
  expect(lines.filter((line) => line.includes('named as people'))).toHaveLength(1);
  const button = chat.posts.findLast(({ channel }) => channel === 'C0AUDIT')?.message.buttons?.[0];
  const { message } = await house.call('Ubob', button?.command ?? '', { ...button?.args });
  expect(message.summary).toContain('no audit entries');
});

it('a grant to two tells each of them once, and the granter of both in one message with a line each', async () => {
  const { chat, house } = await open();
  await house.say('Uada', 'grant', {
    kind: 'console',
    product: 'acme-prod',
    who: [email('bob'), email('mia')],
    duration: '1h',
  });
  const { posts } = counted(chat);
  expect(posts).toMatchObject({ 'D-Ubob': 1, 'D-Umia': 1, C0APPROVE: 2 });
  expect(posts['D-Uada'] ?? 0).toBe(0);
  expect(counted(chat).answers).toEqual({ Uada: 1 });
  expect(linesOf(chat.answers[0]?.message)).toEqual([
    'You granted console access to acme-prod to bob@acme.test for 1 hour. It starts now.',
    'You granted console access to acme-prod to mia@acme.test for 1 hour. It starts now.',
  ]);
});

it('each of several has an outcome of their own, and what is the same for all is said once', async () => {
  const { chat, house } = await open();
  const who = [email('bob'), email('ada'), email('mia')];
  await house.say('Uada', 'grant', { kind: 'console', product: 'acme-prod', who, duration: '1h' });
  expect(linesOf(chat.answers[0]?.message)).toEqual([
    expect.stringMatching(/^You granted .* bob@acme.test/),
    expect.stringMatching(/^⛔ /),
    expect.stringMatching(/^You granted .* mia@acme.test/),
  ]);
  await house.say('Umia', 'grant', {
    kind: 'role',
    instance: 'mdm-eu',
    role: 'Reader',
    who: [email('bob'), email('grace')],
  });
  expect(chat.answers).toHaveLength(2);
  // The sentence once, and beneath it the rule.
  expect(chat.answers[1]?.message.blocks).toMatchObject([
    { kind: 'text' },
    { kind: 'note', text: [expect.stringContaining('R5')] },
  ]);
  expect(chat.answers[1]?.message.summary).toMatch(/^You’d have to|^You /);
});

it('what is given together is answered together when one of it can’t be decided at once, or is given up', async () => {
  const { chat, house } = await open();
  const who = [email('bob'), email('mia')];
  const outcome = await house.call('Uada', 'grant', { kind: 'console', product: 'acme-prod', who, duration: '1h' });
  const [first, second] = house.jobs.splice(0, 2);
  if (first?.kind !== 'command' || second?.kind !== 'command') throw new Error('There are no two commands');
  await house.handlers.command(first.job, { attempt: 1, last: false });
  expect(chat.answers).toEqual([]);
  house.jobs.push(second);
  expect(await outcome.pending?.()).toBe(true);
  house.jobs.length = 0;
  await house.handlers.gaveUp('commands', second.job, new Error('broken'));
  expect(await outcome.pending?.()).toBe(false);
  expect(chat.answers).toHaveLength(1);
  expect(linesOf(chat.answers[0]?.message)).toEqual([
    expect.stringMatching(/^You granted .* bob@acme.test/),
    expect.stringContaining('wasn’t carried out'),
  ]);
  // Taken up again by another process, it says the same.
  await house.handlers.command(first.job, { attempt: 2, last: false });
  expect(chat.answers[1]).toEqual(chat.answers[0]);
});
