import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/domain/message.ts';
import type { Message } from '../../../src/domain/message.ts';
import { ChatUnavailable } from '../../../src/ports/chat.ts';
import type { FakeChat } from '../../support/fake-chat.ts';
import { openHouses } from '../../support/open-house.ts';
import type { OpenHouse } from '../../support/open-house.ts';
import { apply, asOf, deliver, mayOpen, withHook } from './deliver.ts';

const open = openHouses(['ada', 'lena', 'mia', 'petra', 'kim', 'bob', 'fay']);
const administrators = (minutes: number, ...names: string[]) => ({
  product: 'acme-prod',
  asOf: asOf(minutes),
  administrators: names.map((name) => `${name}@acme.test`),
});

/** Lena and Petra are Latchkey administrators; Petra runs the hook. */
const latchkey = { administrators: ['lena@acme.test', 'petra@acme.test', 'mia@acme.test'], auditors: [] };

/** The reports that waited, in order, also those whose messages have no buttons any more. */
const reportsIn = (chat: FakeChat) => [
  ...new Set(chat.posts.flatMap(({ key }) => /^report-waits-([^-]+)-/.exec(key)?.[1] ?? [])),
];

async function decide({ house, chat }: OpenHouse, user: string, verdict: 'confirm' | 'refuse', nth = 0) {
  const said = await house.say(user, 'settle-report', { report: reportsIn(chat)[nth], verdict });
  await apply(house);
  return said;
}

async function waiting(...names: string[]): Promise<OpenHouse> {
  const opened = await open(withHook({ latchkey }));
  for (const user of ['Ulena', 'Upetra', 'Umia']) await opened.house.say(user, 'mine', {});
  const answer = await deliver(opened.house, 'product.administrators', administrators(1, ...names));
  expect(answer).toMatchObject({ status: 202, waits: true });
  await apply(opened.house);
  return opened;
}

describe('a report that changes a lot', () => {
  it('waits, and the Latchkey administrators read what it would change, once', async () => {
    const { house, chat, store } = await waiting('kim', 'bob');
    expect([await mayOpen(house, 'ada'), await mayOpen(house, 'kim')]).toEqual([true, false]);
    await apply(house);
    const asked = chat.posts.filter(({ message }) => message.title === 'A report needs a second look');
    expect(asked).toHaveLength(3);
    expect(JSON.stringify(asked[0]?.message.blocks)).toContain('bob@acme.test and kim@acme.test');
    expect(JSON.stringify(asked[0]?.message.blocks)).toContain('ada@acme.test');
    const found = await store.journal.after(0, 100);
    expect(found.map(({ actor, facts }) => [actor, facts['what']])).toContainEqual([
      'hook:hr',
      'a report of the administrators of acme-prod changes a lot, so it waits for a Latchkey administrator',
    ]);
  });

  it('counts from the moment at which one of them confirms it', async () => {
    const opened = await waiting('kim', 'bob');
    expect(await decide(opened, 'Ulena', 'confirm')).toBe(
      'The report of the administrators of acme-prod was confirmed.',
    );
    expect([await mayOpen(opened.house, 'ada'), await mayOpen(opened.house, 'kim')]).toEqual([false, true]);
    expect(await decide(opened, 'Umia', 'refuse')).toContain('was faster');
    const found = await opened.store.journal.after(0, 100);
    expect(found.map(({ actor, via, facts }) => [actor, via, facts['what']])).toContainEqual([
      'lena@acme.test',
      'slack',
      'a report of the administrators of acme-prod was confirmed',
    ]);
    // What comes next is compared with what was confirmed.
    const next = administrators(2, 'kim', 'bob', 'fay');
    expect(await deliver(opened.house, 'product.administrators', next)).not.toHaveProperty('waits');
  });

  it('changes nothing where one of them refuses it, and what is reported next is compared as before', async () => {
    const opened = await waiting('kim', 'bob');
    expect(await decide(opened, 'Ulena', 'refuse')).toContain('was refused');
    expect([await mayOpen(opened.house, 'ada'), await mayOpen(opened.house, 'kim')]).toEqual([true, false]);
    expect(await deliver(opened.house, 'product.administrators', administrators(2, 'kim'))).toMatchObject({
      waits: true,
    });
  });

  it('isn’t for whoever runs the system, nor for whoever it names, nor for anybody else', async () => {
    const opened = await waiting('kim', 'mia');
    expect(await decide(opened, 'Upetra', 'confirm')).toContain('You run the system');
    expect(await decide(opened, 'Umia', 'confirm')).toContain('named you');
    expect(await decide(opened, 'Uada', 'refuse')).toContain('Only Latchkey administrators');
    expect(await mayOpen(opened.house, 'ada')).toBe(true);
    expect(await decide(opened, 'Ulena', 'confirm')).toContain('was confirmed');
  });

  it('gives way to a newer one', async () => {
    const opened = await waiting('kim', 'bob');
    const older = await deliver(opened.house, 'product.administrators', administrators(1, 'ada'));
    expect(older).toMatchObject({ status: 409 });
    expect(await deliver(opened.house, 'product.administrators', administrators(2, 'ada', 'fay'))).not.toHaveProperty(
      'waits',
    );
    await apply(opened.house);
    expect(await mayOpen(opened.house, 'fay')).toBe(true);
    expect(await decide(opened, 'Ulena', 'confirm')).toContain('a newer one took its place');
    expect(await mayOpen(opened.house, 'kim')).toBe(false);
  });

  const copies = (chat: FakeChat) =>
    chat.posts.filter(({ key }) => key.startsWith('report-waits-')).map(({ message }) => message);
  const textOf = (message: Message) =>
    message.blocks.flatMap((block) => (block.kind === 'text' ? [plain(block.text)] : []));

  it('has no buttons once it’s decided, and every copy says who decided', async () => {
    const opened = await waiting('kim', 'bob');
    await decide(opened, 'Ulena', 'confirm');
    const at = new Date(opened.house.now()).toISOString().slice(0, 16).replace('T', ' ');
    expect(copies(opened.chat)).toHaveLength(3);
    for (const message of copies(opened.chat)) {
      expect(message).toMatchObject({ title: 'A report was confirmed', tone: 'good' });
      expect(message.buttons).toBeUndefined();
      expect(textOf(message)).toEqual([
        `The system hr reported the administrators of acme-prod as of 2026-11-22 11:01. lena@acme.test confirmed it (${at}).`,
      ]);
    }
    const edits = () => opened.chat.posts.map((post) => post.edits);
    const before = edits();
    await opened.house.services.inbound.closeReports();
    expect(edits()).toEqual(before);
  });

  it('says so where a newer one took its place, and the newer one can be decided', async () => {
    const opened = await waiting('kim', 'bob');
    await deliver(opened.house, 'product.administrators', administrators(2, 'kim', 'fay'));
    await apply(opened.house);
    const titles = () => copies(opened.chat).map(({ title, buttons }) => `${title} ${buttons?.length ?? 0}`);
    expect(titles()).toEqual([
      ...Array<string>(3).fill('A report was replaced 0'),
      ...Array<string>(3).fill('A report needs a second look 2'),
    ]);
    expect(textOf(copies(opened.chat)[0]!)[0]).toContain('A newer report took its place.');
    await decide(opened, 'Ulena', 'refuse', 1);
    expect(titles()).toEqual([
      ...Array<string>(3).fill('A report was replaced 0'),
      ...Array<string>(3).fill('A report was refused 0'),
    ]);
  });

  it('isn’t told any more to whom it couldn’t be told before it was decided', async () => {
    const opened = await open(withHook({ latchkey }));
    for (const user of ['Ulena', 'Upetra', 'Umia']) await opened.house.say(user, 'mine', {});
    opened.chat.refuse('post', (channel) => (channel === 'D-Umia' ? new ChatUnavailable('away', 60_000) : null));
    await deliver(opened.house, 'product.administrators', administrators(1, 'kim', 'bob'));
    await apply(opened.house);
    expect(copies(opened.chat)).toHaveLength(2);
    await decide(opened, 'Ulena', 'refuse');
    opened.chat.refuse('post', null);
    opened.house.pass(120_000);
    await opened.house.services.notify.deliverDue();
    expect(copies(opened.chat)).toHaveLength(2);
  });

  it('is compared with the list of the day before, however slowly it drips', async () => {
    const { house } = await open(withHook());
    expect(
      await deliver(house, 'product.administrators', administrators(1, 'ada', 'kim', 'bob', 'fay')),
    ).not.toHaveProperty('waits');
    house.pass(3_600_000);
    const more = administrators(30, 'ada', 'kim', 'bob', 'fay', 'mia');
    expect(await deliver(house, 'product.administrators', more)).toMatchObject({ waits: true });
    house.pass(24 * 3_600_000);
    const later = { ...more, asOf: asOf(60) };
    expect(await deliver(house, 'product.administrators', later)).not.toHaveProperty('waits');
  });
});
