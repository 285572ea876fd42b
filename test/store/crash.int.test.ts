import mongoose, { type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PeopleStore } from '../../src/ports/store.ts';
import { accountModel, createAccounts } from '../../src/store/accounts.ts';
import { addressModel, createAddresses } from '../../src/store/addresses.ts';
import { connectOptions } from '../../src/store/connection.ts';
import { createPeople, personModel } from '../../src/store/people.ts';
import { createWaitingPeople, waitingModel } from '../../src/store/waiting-people.ts';
import { account, waitingEntry } from '../contracts/store-fixtures.ts';
import { type TestStore, testStore } from '../support/store.ts';

/** Lets `left` calls to the database through, then dies before each one. */
interface Life {
  left: number;
}

function mortal<T extends object>(parts: T, life: Life): T {
  return new Proxy(parts, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
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
    const parts = {
      person: personModel(connection),
      accounts: createAccounts(accountModel(connection), 'main'),
      addresses: createAddresses(addressModel(connection), 'main'),
      waiting: createWaitingPeople(waitingModel(connection), 'main'),
    };
    peopleWith = (life) =>
      createPeople(mortal(parts.person, life), 'main', {
        accounts: mortal(parts.accounts, life),
        addresses: mortal(parts.addresses, life),
        waiting: mortal(parts.waiting, life),
      });
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
        expect(await people.byEmail(address)).toStrictEqual({
          id: `fresh-${run}`,
          email: address,
          emails: [{ address, proved: true }],
          accounts: [await people.byAccount(account(`UB${run}`))],
          bindings: [{ account: account(`UB${run}`), how: 'email', email: address, name: 'B', from: 1, to: null }],
        });
      },
    );
    expect(deaths).toBeGreaterThan(4);
  });

  it('leaves a person that everybody sees alike, before and after it is finished', async () => {
    await peopleWith({ left: 2 })
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
        await start(run + 1);
      },
    );
    expect(deaths).toBeGreaterThan(4);
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
    expect(deaths).toBeGreaterThan(3);
  });
});
