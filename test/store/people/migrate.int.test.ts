import mongoose, { type Connection } from 'mongoose';
import { afterEach, describe, expect, it } from 'vitest';
import { evolvePerson } from '../../../src/domain/events/index.ts';
import type { PersonState } from '../../../src/domain/person.ts';
import { connectOptions } from '../../../src/store/mongo/connection.ts';
import { createCollections } from '../../../src/store/mongo/indexes.ts';
import { migratePeople, migrationModel } from '../../../src/store/people/migrate.ts';
import { personModel } from '../../../src/store/people/document.ts';
import { account } from '../../contracts/store-fixtures.ts';
import { quiet, testStore, type TestStore } from '../../support/store.ts';
import { createSealer } from '../../../src/store/seals/sealer.ts';

type Row = { _id: string } & Record<string, unknown>;

/** What an older version stored: Ada in both chats, Bob who changed his e-mail, Eve who was only named, a link that ended. */
const old: Readonly<Record<string, readonly Row[]>> = {
  people: [
    { _id: 'main/ada', tenant: 'main', person: 'ada', email: 'ada@acme.test' },
    { _id: 'main/bob', tenant: 'main', person: 'bob', email: 'bob.new@acme.test' },
    { _id: 'other/ada', tenant: 'other', person: 'ada', email: 'ada@other.test' },
  ],
  addresses: [
    { _id: 'main/ada%40acme.test', tenant: 'main', address: 'ada@acme.test', person: 'ada', proved: true },
    { _id: 'main/bob%40acme.test', tenant: 'main', address: 'bob@acme.test', person: 'bob', proved: true },
    { _id: 'main/bob.new%40acme.test', tenant: 'main', address: 'bob.new@acme.test', person: 'bob', proved: true },
    // The document of this one was never written: a process died before.
    { _id: 'main/eve%40acme.test', tenant: 'main', address: 'eve@acme.test', person: 'eve', proved: false },
  ],
  accounts: [
    bound('slack', 'T1', 'UADA', 'ada', 'email', 'ada@acme.test', 10),
    bound('discord', '', '1', 'ada', 'code', null, 20),
    // Of the first days: nothing is said of its proof.
    bound('slack', 'T1', 'UBOB', 'bob', undefined, 'bob.new@acme.test', 30),
  ],
  waiting_people: [
    {
      _id: 'main/slack%3AT1%2FUADA2',
      id: 'w1',
      tenant: 'main',
      account: account('UADA2'),
      name: 'Ada 2',
      person: null,
      oldEmail: null,
      newEmail: 'ada@acme.test',
      why: 'taken',
      since: 40,
      verdict: null,
    },
  ],
  journal: [
    {
      _id: 'main/unlink%2Fx',
      tenant: 'main',
      n: 1,
      key: 'unlink/x',
      event: 'unlink',
      at: 9,
      subjectId: 'bob',
      facts: { command: 'unlink/x', account: 'discord:1', name: 'Ada there', since: 5 },
    },
  ],
};

function bound(
  platform: string,
  workspace: string,
  user: string,
  person: string,
  how: string | undefined,
  email: string | null,
  boundAt: number,
): Row {
  const _id = `main/${encodeURIComponent(workspace === '' ? `${platform}:${user}` : `${platform}:${workspace}/${user}`)}`;
  const rest = { platform, workspace, user, person, email, name: user, boundAt, outsideSince: null };
  return { _id, tenant: 'main', ...rest, ...(how !== undefined && { how }) };
}

describe('people of an older version', () => {
  const opened: TestStore[] = [];
  const connections: Connection[] = [];
  afterEach(async () => {
    await Promise.all(connections.splice(0).map((one) => one.close()));
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });

  /** A database as the older version left it. `another` opens the store as it is now. */
  async function before() {
    const test = await testStore({ tenant: 'elsewhere' });
    opened.push(test);
    const connection = await mongoose.createConnection(test.uri, connectOptions(test.uri)).asPromise();
    connections.push(connection);
    for (const [name, rows] of Object.entries(old)) await connection.collection(name).insertMany(rows as never);
    return { test, connection };
  }

  it('become one document each, with who they were and the links that ended', async () => {
    const { test, connection } = await before();
    const { people } = await test.another('main');
    expect(await people.byEmail('ADA@acme.test')).toMatchObject({
      id: 'ada',
      version: 1,
      email: 'ada@acme.test',
      emails: [{ address: 'ada@acme.test', proved: true }],
      accounts: [
        { account: account('1', '', 'discord'), how: 'code', boundAt: 20 },
        { account: account('UADA'), how: 'email', boundAt: 10 },
      ],
      waiting: [{ id: 'w1', newEmail: 'ada@acme.test' }],
    });
    expect(await people.byAccount(account('UBOB'))).toMatchObject({ person: 'bob', how: 'email' });
    expect(await people.byEmail('eve@acme.test')).toMatchObject({
      id: 'eve',
      email: 'eve@acme.test',
      emails: [{ proved: false }],
    });
    expect((await people.byId('bob'))?.bindings).toMatchObject([
      { account: account('1', '', 'discord'), from: 5, to: 9 },
      { account: account('UBOB'), from: 30, to: null },
    ]);
    const shared = await people.everShared(['ada']);
    expect(shared.map(({ id }) => id).sort()).toEqual(['ada', 'bob']);
    expect(await connection.collection('accounts').countDocuments()).toBe(3);
  });

  it('have one baseline event each, from which they fold', async () => {
    const { test } = await before();
    const { people } = await test.another('main');
    expect([...(await people.unfinished(Number.MAX_SAFE_INTEGER, 10))].sort()).toEqual(['ada', 'bob', 'eve']);
    for (const id of ['ada', 'bob', 'eve']) {
      const { events, move } = await people.outbox(id);
      expect(move).toBeNull();
      expect(events).toMatchObject([{ event: 'baseline', n: 1, subjectId: id }]);
      const folded = events.reduce<PersonState | null>(evolvePerson, null);
      expect(await people.byId(id)).toMatchObject({ ...folded });
    }
  });

  it('are taken over once: what changes afterwards stays, and the old collections are not read again', async () => {
    const { test, connection } = await before();
    const { people } = await test.another('main');
    await people.unbind(account('UBOB'), 30);
    await connection.collection('people').insertOne({ _id: 'main/late', tenant: 'main', person: 'late' } as never);
    const again = (await test.another('main')).people;
    expect(await again.byAccount(account('UBOB'))).toBeNull();
    expect(await again.byId('late')).toBeNull();
  });

  it('are taken over whole, wherever a process died, and whoever else does it at the same time', async () => {
    for (let left = 0; left < 4; left++) {
      const { test, connection } = await before();
      const model = personModel(connection);
      const marks = migrationModel(connection);
      await createCollections(connection, quiet);
      const insertOne = model.collection.insertOne.bind(model.collection);
      let lives = left;
      model.collection.insertOne = (row: never) => {
        if (lives-- <= 0) throw new Error('The process died');
        return insertOne(row);
      };
      const died = await migratePeople(connection, model, marks, 'main', 50, createSealer()).then(
        () => false,
        () => true,
      );
      expect(died).toBe(left < 3);
      const [one, other] = await Promise.all([test.another('main'), test.another('main')]);
      for (const { people } of [one, other]) {
        expect((await people.byIds(['ada', 'bob', 'eve'])).map(({ version }) => version)).toEqual([1, 1, 1]);
      }
    }
  });
});
