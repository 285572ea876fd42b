import mongoose, { type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PeopleStore } from '../../src/ports/people.ts';
import { connectOptions } from '../../src/store/mongo/connection.ts';
import { createPeople } from '../../src/store/people/people.ts';
import { personModel } from '../../src/store/people/document.ts';
import { account, waitingEntry } from '../contracts/store-fixtures.ts';
import { storeSealsOf, type TestStore, testStore } from '../support/store.ts';
import { createSealer } from '../../src/store/seals/sealer.ts';

/** Lets `left` calls to the database through, then dies before each one. */
interface Life {
  left: number;
}

function mortal<T extends object>(parts: T, life: Life): T {
  return new Proxy(parts, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (name === 'collection') return mortal(member as object, life);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        if (life.left-- <= 0) throw new Error('The process died');
        return Reflect.apply(member as (...all: unknown[]) => unknown, target, args);
      };
    },
  });
}

describe('a process that dies while it works across documents', () => {
  let opened: TestStore;
  let connection: Connection;
  let peopleWith: (life: Life) => PeopleStore;
  beforeAll(async () => {
    opened = await testStore();
    connection = await mongoose.createConnection(opened.uri, connectOptions(opened.uri)).asPromise();
    const model = personModel(connection);
    const sealer = createSealer();
    sealer.use(storeSealsOf(await opened.store.installationId()));
    peopleWith = (life) => createPeople(mortal(model, life), 'main', Date.now, sealer);
  });
  afterAll(async () => {
    await connection.close();
    await opened.close();
  });

  /** Runs `work` with ever longer lives until it ends by itself; after each death it is done again by a healthy process. */
  async function atEveryPoint(
    work: (people: PeopleStore, run: number) => Promise<unknown>,
    check: (run: number) => Promise<void>,
  ) {
    for (let run = 0; ; run++) {
      const life = { left: run };
      const died = await work(peopleWith(life), run).then(
        () => false,
        () => true,
      );
      if (died) await work(opened.store.people, run);
      await check(run);
      if (!died) return run;
    }
  }

  it('leaves a binding that the next one finishes, the same whatever the point', async () => {
    const deaths = await atEveryPoint(
      (people, run) => people.bind(account(`UB${run}`), `b${run}@acme.test`, 'B', 1, `fresh-${run}`),
      async (run) => {
        const { people } = opened.store;
        const address = `b${run}@acme.test`;
        expect(await people.byEmail(address)).toMatchObject({
          id: `fresh-${run}`,
          version: 1,
          email: address,
          emails: [{ address, proved: true }],
          accounts: [await people.byAccount(account(`UB${run}`))],
          bindings: [{ account: account(`UB${run}`), how: 'email', email: address, name: 'B', from: 1, to: null }],
        });
      },
    );
    expect(deaths).toBeGreaterThan(1);
  });

  it('leaves a person that everybody sees alike, before and after it is finished', async () => {
    await peopleWith({ left: 3 })
      .ensureEmail('half@acme.test', 'half')
      .catch(() => null);
    const seen = await opened.store.people.byEmail('half@acme.test');
    expect(seen).toMatchObject({ id: 'half', email: 'half@acme.test' });
    expect(await opened.store.people.ensureEmail('half@acme.test', 'other')).toStrictEqual(seen);
  });

  it('leaves a changed e-mail that the next one moves', async () => {
    const { people } = opened.store;
    const start = async (run: number) => {
      await people.bind(account(`UC${run}`), `c${run}@acme.test`, 'C', 1, `c-${run}`);
      const move = { person: `c-${run}`, newEmail: `c${run}.new@acme.test`, why: 'changed' } as const;
      await people.wait(waitingEntry({ id: `c-${run}`, account: account(`UC${run}`), ...move }));
    };
    await start(0);
    const deaths = await atEveryPoint(
      (mortalPeople, run) => mortalPeople.settle(`c-${run}`, true, 9),
      async (run) => {
        const owner = await people.byEmail(`c${run}.new@acme.test`);
        expect(owner).toMatchObject({ id: `c-${run}`, email: `c${run}.new@acme.test` });
        expect(owner?.accounts).toMatchObject([{ email: `c${run}.new@acme.test`, boundAt: 9 }]);
        expect(await people.waitingById(`c-${run}`)).toBeNull();
        expect((await people.byId(`c-${run}`))?.emails).toHaveLength(1);
        await start(run + 1);
      },
    );
    expect(deaths).toBeGreaterThan(2);
  });

  it('leaves a replaced account that the next one replaces', async () => {
    const { people } = opened.store;
    const start = async (run: number) => {
      await people.bind(account(`UOLD${run}`), `t${run}@acme.test`, 'Old', 1, `t-${run}`);
      await people.wait(
        waitingEntry({ id: `t-${run}`, account: account(`UNEW${run}`), newEmail: `t${run}@acme.test` }),
      );
    };
    await start(0);
    const deaths = await atEveryPoint(
      (mortalPeople, run) => mortalPeople.settle(`t-${run}`, true, 9),
      async (run) => {
        expect((await people.byId(`t-${run}`))?.accounts).toMatchObject([{ account: account(`UNEW${run}`) }]);
        expect(await people.byAccount(account(`UOLD${run}`))).toBeNull();
        expect(await people.waitingById(`t-${run}`)).toBeNull();
        await start(run + 1);
      },
    );
    expect(deaths).toBeGreaterThan(2);
  });

  it('leaves what two people have to do with each other to be finished: first released, then gained', async () => {
    const { people } = opened.store;
    const start = async (run: number) => {
      await people.bind(account(`UM${run}`), `m${run}@acme.test`, 'M', 1, `m-${run}`);
      await people.ensureEmail(`m${run}.new@acme.test`, `other-${run}`);
      const move = { person: `m-${run}`, newEmail: `m${run}.new@acme.test`, why: 'changed' } as const;
      await people.wait(waitingEntry({ id: `m-${run}`, account: account(`UM${run}`), ...move }));
    };
    await start(0);
    const deaths = await atEveryPoint(
      (mortalPeople, run) => mortalPeople.settle(`m-${run}`, true, 9),
      async (run) => {
        const between = await people.byEmail(`m${run}.new@acme.test`);
        expect([null, `m-${run}`, `other-${run}`]).toContain(between?.id ?? null);
        for (const id of await people.unfinished(Number.MAX_SAFE_INTEGER, 1_000)) {
          if ((await people.outbox(id)).move !== null) await people.finishMove(id);
        }
        expect(await people.byId(`m-${run}`)).toMatchObject({
          email: `m${run}.new@acme.test`,
          emails: [{ address: `m${run}.new@acme.test`, proved: true }],
          accounts: [{ email: `m${run}.new@acme.test` }],
          moving: null,
        });
        expect((await people.byId(`other-${run}`))?.emails).toEqual([]);
        expect(await people.byEmail(`m${run}@acme.test`)).toBeNull();
        await start(run + 1);
      },
    );
    expect(deaths).toBeGreaterThan(5);
  });
});
