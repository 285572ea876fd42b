import { describe, expect, it } from 'vitest';
import type { OpenHouses } from '../../support/open-house.ts';
import { answersTo, breakOnce, directTo, entered, journal, open } from './house.ts';

describe('a process that dies between two steps', () => {
  it.each([
    ['bound', 'link'],
    ['recorded', 'append'],
  ])('before it was %s, is finished by the job that comes again: once', async (_, method) => {
    const houses = await open();
    const { house, chat, other, store } = houses;
    const link = await entered(houses);
    await house.say('1bob', 'link-confirm', { link }, undefined, other);
    const restore = breakOnce(method === 'link' ? store.people : store.journal, method);
    await house.call('Ubob', 'link-confirm', { link });
    const [job] = house.jobs;
    await expect(house.settle()).rejects.toThrow('killed');
    restore();
    house.jobs.push(job!);
    await house.settle();
    expect(answersTo(chat, 'Ubob').at(-1)?.summary).toContain('Linked');
    await expectLinkedOnce(houses);
  });

  it.each([
    ['it was told', 'cards', 'ensure'],
    ['it was closed', 'links', 'close'],
  ] as const)('before %s, is finished by the sweeper: once', async (_, part, method) => {
    const houses = await open();
    const { house, other, store } = houses;
    const link = await entered(houses);
    await house.say('1bob', 'link-confirm', { link }, undefined, other);
    const restore = breakOnce(store[part], method);
    await house.call('Ubob', 'link-confirm', { link });
    await expect(house.settle()).rejects.toThrow('killed');
    restore();
    house.pass(4_000);
    await house.sweep();
    await expectLinkedOnce(houses);
    expect(await store.links.byId(link)).toMatchObject({ state: 'done' });
  });

  it('and two workers that confirm at once, link once', async () => {
    const houses = await open();
    const { house, other } = houses;
    const link = await entered(houses);
    await house.call('1bob', 'link-confirm', { link }, undefined, other);
    await house.call('Ubob', 'link-confirm', { link });
    const jobs = house.jobs.splice(0);
    const run = (one: (typeof jobs)[number]) =>
      one.kind === 'command' ? house.handlers.command(one.job, { attempt: 1, last: false }) : Promise.resolve();
    await Promise.allSettled([...jobs, ...jobs].map(run));
    for (const one of jobs) await run(one);
    await house.settle();
    await expectLinkedOnce(houses);
  });

  async function expectLinkedOnce(houses: OpenHouses): Promise<void> {
    const { store, chat, other, house } = houses;
    await house.settle();
    const bob = await store.people.byEmail('bob@acme.test');
    expect(await store.people.byAccount(other.account('1bob'))).toMatchObject({ person: bob?.id });
    expect(directTo(chat, 'Ubob')).toHaveLength(1);
    expect(await journal(houses, 'link')).toHaveLength(1);
  }
});
