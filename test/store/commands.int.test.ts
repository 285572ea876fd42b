import mongoose, { type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { createStore } from '../../src/store/compose.ts';
import { connectOptions } from '../../src/store/mongo/connection.ts';
import { account, card, requested, waitingEntry } from '../contracts/store-fixtures.ts';
import { everyMethod } from '../contracts/store-methods.ts';
import { type TestStore, testStore } from '../support/store.ts';
import { createSealer } from '../../src/store/seals/sealer.ts';

type Command = Record<string, unknown>;
interface Query {
  readonly collection: string;
  readonly filter: Command;
  readonly sort?: Command;
}

const writes = ['insert', 'update', 'delete', 'findAndModify'];

/** The questions in a command, wherever it carries them. */
function queriesIn(name: string, command: Command): Query[] {
  const collection = String(command[name]);
  const sort = command['sort'] === undefined ? {} : { sort: command['sort'] as Command };
  if (name === 'find') return [{ collection, filter: command['filter'] as Command, ...sort }];
  if (name === 'findAndModify') return [{ collection, filter: command['query'] as Command, ...sort }];
  const parts = (command['updates'] ?? command['deletes'] ?? []) as { q: Command }[];
  return parts.map(({ q }) => ({ collection, filter: q }));
}

/** Every `stage` in a plan, however deep. */
function stagesOf(plan: unknown): string[] {
  if (plan === null || typeof plan !== 'object') return [];
  return Object.entries(plan).flatMap(([key, value]) =>
    key === 'stage' && typeof value === 'string' ? [value] : stagesOf(value),
  );
}

describe('what the store asks of MongoDB', () => {
  let opened: TestStore;
  let connection: Connection;
  let store: Store;
  const commands: { readonly name: string; readonly command: Command }[] = [];

  beforeAll(async () => {
    opened = await testStore();
    const address = `${opened.uri}${opened.uri.includes('?') ? '&' : '?'}w=1&readPreference=secondaryPreferred`;
    connection = await mongoose
      .createConnection(address, { ...connectOptions(address), monitorCommands: true })
      .asPromise();
    store = createStore(connection, 'main', Date.now, createSealer());
    connection.getClient().on('commandStarted', ({ commandName: name, command }) => {
      commands.push({ name, command: command });
    });
    await askEverything(store);
    connection.getClient().removeAllListeners('commandStarted');
  });
  afterAll(async () => {
    await connection.close();
    await opened.close();
  });

  it('is answered from an index, every time (no COLLSCAN)', async () => {
    const queries = commands.flatMap(({ name, command }) => queriesIn(name, command));
    const shapes = new Map(queries.map((query) => [JSON.stringify(query), query]));
    expect(shapes.size).toBeGreaterThan(30);
    for (const [text, { collection, filter, sort }] of shapes) {
      const find = { find: collection, filter, ...(sort && { sort }) };
      const explained: Command = await connection.getClient().db(connection.name).command({
        explain: find,
        verbosity: 'queryPlanner',
      });
      const stages = stagesOf((explained['queryPlanner'] as Command)['winningPlan']);
      expect(stages, text).not.toContain('COLLSCAN');
      expect(
        stages.filter((stage) => /IXSCAN|IDHACK/.test(stage)),
        text,
      ).not.toEqual([]);
    }
  });

  it('reads whether accounts wait together with who shared them, within one unit of work', async () => {
    const asked: string[] = [];
    const note = ({ commandName }: { commandName: string }) => asked.push(commandName);
    const { people } = store;
    await people.wait(waitingEntry({ id: 'w4', account: account('U3'), newEmail: 'new@b.test', why: 'changed' }));
    const ofBoth = () => Promise.all([people.waitingFor(account('U')), people.waitingFor(account('U3'))]);
    const known = await ofBoth();
    expect(known.map((one) => one?.id)).toEqual([undefined, 'w4']);
    await store.unit(async () => {
      await people.everShared(['p', 'p3']);
      connection.getClient().on('commandStarted', note);
      expect(await ofBoth()).toEqual(known);
    });
    connection.getClient().off('commandStarted', note);
    expect(asked).toEqual([]);
  });

  it('names the tenant in every question', () => {
    const tenantOf = (filter: Query['filter']) => filter['tenant'] ?? JSON.stringify(filter['_id'] ?? filter['$and']);
    /** Where any of several will do, each of them. */
    const each = (filter: Query['filter']) =>
      'tenant' in filter || '_id' in filter ? [filter] : ((filter['$or'] as Query['filter'][] | undefined) ?? [filter]);
    for (const { name, command } of commands) {
      for (const query of queriesIn(name, command)) {
        for (const filter of each(query.filter)) expect(tenantOf(filter), JSON.stringify(query)).toMatch(/main/);
      }
    }
  });

  it('is written with majority and to disk, and read from the primary, whatever the address says', () => {
    const written = commands.filter(({ name }) => writes.includes(name));
    expect(new Set(written.map(({ name }) => name))).toEqual(new Set(writes));
    for (const { command } of written) {
      expect(command['writeConcern']).toEqual({ w: 'majority', j: true, wtimeout: 10_000 });
    }
    const reads = commands.filter(({ name }) => name === 'find');
    expect(reads.length).toBeGreaterThan(0);
    for (const { command } of reads) expect(command['readConcern']).toEqual({ level: 'majority' });
    for (const { command } of commands) {
      const preference = command['$readPreference'] as { mode: string } | undefined;
      expect(preference?.mode ?? 'primary').toMatch(/^primary/);
    }
  });

  it('is nothing that needs a transaction or a replica set', () => {
    const known = [...writes, 'find'];
    expect(commands.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
    expect(commands.filter(({ command }) => 'startTransaction' in command)).toEqual([]);
  });
});

/** Calls every method, with something there to find, so that every question is asked. */
async function askEverything(store: Store): Promise<void> {
  for (const call of everyMethod(store)) await call();
  const { accesses, people, cards } = store;
  await store.unit(async () => {
    await Promise.all([people.byId('p'), people.byAccount(account('U'))]);
    await people.everShared(['p', 'q']);
  });
  const again = requested('again');
  await accesses.save(null, again, again.events, []);
  await people.bind(account('U2'), 'a@b.test', 'other', 1, 'p');
  await people.bind(account('U3'), 'c@b.test', 'third', 1, 'p3');
  await people.wait(waitingEntry({ id: 'w2', account: account('U2'), newEmail: 'a@b.test' }));
  await people.wait(waitingEntry({ id: 'w2', account: account('U2'), newEmail: 'a@b.test' }));
  await people.settle('w2', true, 2);
  await people.wait(waitingEntry({ id: 'w3', account: account('U3'), newEmail: 'd@b.test', why: 'changed' }));
  await people.settle('w3', true, 2);
  await cards.ensure(card('c'));
}
