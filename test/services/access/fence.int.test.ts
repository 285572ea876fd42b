import { expect, it } from 'vitest';
import type { House } from '../../support/house.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob']);
const consoleProd = { kind: 'console', product: 'acme-prod' };
const context = { attempt: 1, last: false };

const revoked = (id: string) => ({ entitlement: 'console:acme-prod', people: [id] });

/** Takes the jobs that wait, to run them by hand. */
async function run(house: House, jobs: House['jobs']): Promise<void> {
  const results = await Promise.allSettled(
    jobs.map((next) =>
      next.kind === 'command' ? house.handlers.command(next.job, context) : house.handlers.effect(next.job, context),
    ),
  );
  const failed = results.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

it('what was heard before a revocation does not start, although it is decided after it', async () => {
  const { house, store } = await open();
  await house.say('Ubob', 'mine', {});
  const bob = (await store.people.byEmail('bob@acme.test'))!;
  await house.call('Uada', 'grant', { ...consoleProd, who: [email('bob')] });
  const late = house.jobs.splice(0);
  house.pass(1_000);
  await house.say('Uada', 'revoke-confirmed', revoked(bob.id));
  house.jobs.push(...late);
  await house.settle();
  expect(await accessesOf(store, 'bob')).toMatchObject([{ state: 'closed' }]);
  house.pass(1_000);
  await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')] });
  expect((await accessesOf(store, 'bob')).map((access) => access.state)).toEqual(['active', 'closed']);
});

it('a revocation by somebody without authority is no fence', async () => {
  const { house, store } = await open();
  await house.call('Uada', 'grant', { ...consoleProd, who: [email('ada2')] });
  const late = house.jobs.splice(0);
  house.pass(1_000);
  const person = await store.people.ensureEmail('ada2@acme.test', 'p_ada2');
  await house.say('Ubob', 'revoke-confirmed', revoked(person.id));
  house.jobs.push(...late);
  await house.settle();
  expect(await accessesOf(store, 'ada2')).toMatchObject([{ state: 'active' }]);
});

it('a revocation and a start at the same moment leave nothing in force', async () => {
  const { house, store } = await open();
  await house.say('Ubob', 'mine', {});
  const bob = (await store.people.byEmail('bob@acme.test'))!;
  for (let turn = 0; turn < 5; turn++) {
    await house.call('Uada', 'grant', { ...consoleProd, who: [email('bob')] });
    await run(house, house.jobs.splice(0));
    house.pass(1_000);
    await house.call('Uada', 'revoke-confirmed', revoked(bob.id));
    const both = house.jobs.splice(0).filter((job) => job.kind === 'command' || job.job.name === 'outbox');
    await run(house, turn % 2 === 0 ? both : both.reverse());
    await house.settle();
    expect(await store.accesses.openOf(bob.id)).toEqual([]);
    house.pass(1_000);
  }
});
