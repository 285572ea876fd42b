import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChainEntry } from '../../../src/domain/events/index.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createChain } from '../../../src/services/audit/chain.ts';
import { createAuditVerify } from '../../../src/services/audit/verify.ts';
import { listOf } from '../../contracts/store-subject.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import type { House } from '../../support/house.ts';
import { testStore } from '../../support/store.ts';
import type { TestStore } from '../../support/store.ts';

const names = ['ada', 'bob', 'cleo', 'dan', 'eve'];

let opened: TestStore;
let house: House;
beforeAll(async () => {
  opened = await testStore();
  const chat = createFakeChat(names.map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })));
  house = createHouse(opened.store, chat);
  await house.services.importCatalogue();
  await house.settle();
});
afterAll(() => opened.close());

/** A chain on a store, and how many entries each of its writes had. */
function chainOn(store: Store) {
  const writes: number[] = [];
  const insert = (entries: readonly ChainEntry[]) => {
    writes.push(entries.length);
    return store.chain.insert(entries);
  };
  const chain = createChain(
    {
      store: { ...store, chain: { ...store.chain, insert } },
      directory: { catalogue: { tenant: 'main' } },
      clock: house,
    },
    () => Promise.reject(new Error('nothing is void')),
  );
  return { chain, writes };
}

/** Requests of all, decided and stored, and chained by nobody yet. */
async function unchained(role: string): Promise<readonly string[]> {
  for (const name of names) {
    await house.call(`U${name}`, 'request', { kind: 'role', role, instance: 'mdm-eu' });
    const job = house.jobs.pop();
    if (job?.kind !== 'command') throw new Error('the request put no job on the queue');
    await house.handlers.command(job.job, { attempt: 1, last: false });
  }
  const ids = house.jobs.flatMap((one) => (one.kind === 'effect' && one.job.name === 'outbox' ? one.job.access : []));
  house.jobs.length = 0;
  return ids;
}

async function verify() {
  return createAuditVerify({ store: opened.store, clock: house, tenant: 'main' })();
}

it('chains what waits of all accesses and of the journal in one write', async () => {
  const ids = await unchained('Reader');
  const { chain, writes } = chainOn(opened.store);
  const had = await Promise.all([...ids.map((id) => chain.access(id)), chain.journal()]);
  // Whoever comes for the first time is in the journal as well.
  expect(had).toEqual([...ids.map(() => true), true]);
  expect(writes).toHaveLength(1);
  expect(writes[0]).toBeGreaterThan(ids.length);
  expect(await chain.access(ids[0]!)).toBe(false);
  expect(writes).toHaveLength(1);
  expect(await verify()).toMatchObject({ ok: true, problems: [], unchained: [] });
});

it('rebuilds its write from what is there where another process was faster', async () => {
  const ids = await unchained('Editor');
  const sides = [chainOn(opened.store), chainOn(await opened.another())];
  await Promise.all(
    sides.flatMap(({ chain }) => [...ids, ...ids].map(async (id) => chain.access(id).then(() => chain.access(id)))),
  );
  const entries = await listOf(opened.store.chain.walk());
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
  expect(entries.filter(({ access }) => access !== null && ids.includes(access))).toHaveLength(ids.length);
  expect(await verify()).toMatchObject({ ok: true, problems: [], unchained: [] });
});

it('reads an access once for what its outbox read, and chains nothing later with it', async () => {
  const [id] = await unchained('Help desk');
  const questions: number[] = [];
  const { accesses } = opened.store;
  const counted: Store = {
    ...opened.store,
    accesses: {
      ...accesses,
      toChain: (after, read = []) => {
        questions.push(after.size - read.length);
        return accesses.toChain(after, read);
      },
    },
  };
  const { chain } = chainOn(counted);
  const before = await accesses.byId(id!);
  await house.call('Uada', 'deny', { id });
  const job = house.jobs.pop();
  if (job?.kind !== 'command') throw new Error('the denial put no job on the queue');
  await house.handlers.command(job.job, { attempt: 1, last: false });
  const after = await accesses.byId(id!);
  expect(await chain.access(id!, before)).toBe(true);
  expect(questions).toEqual([0]);
  expect(await opened.store.chain.chainedN(id!)).toBe(before!.access.events.length);
  // Whoever has read less, or nothing, takes nothing from the others in a round.
  await Promise.all([chain.access(id!, after), chain.access(id!, before)]);
  expect(await opened.store.chain.chainedN(id!)).toBe(after!.access.events.length);
  await Promise.all([chain.access(id!, after), chain.access(id!)]);
  expect(questions).toEqual([0, 0, 1]);
});
