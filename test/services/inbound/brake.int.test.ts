import { describe, expect, it } from 'vitest';
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

const buttonsOf = (chat: FakeChat) =>
  chat.posts
    .filter(({ message }) => message.title === 'A report needs a second look')
    .flatMap(({ message }) => message.buttons ?? []);

async function decide({ house, chat }: OpenHouse, user: string, verdict: 'confirm' | 'refuse', nth = 0) {
  const reports = [...new Set(buttonsOf(chat).map(({ args }) => args['report']))];
  const said = await house.say(user, 'settle-report', { report: reports[nth], verdict });
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
