import mongoose from 'mongoose';
import { mismatch, sameDocuments } from './match.ts';
import { operationOn } from './operations.ts';

const { MongoClient, MongoServerError, ReadPreference } = mongoose.mongo;

/** A file of the unified test format, as far as it is read here. */
export interface SpecFile {
  readonly description: string;
  readonly runOnRequirements?: readonly Requirement[];
  readonly createEntities?: readonly Readonly<Record<string, Record<string, unknown>>>[];
  readonly initialData?: readonly InitialData[];
  readonly tests: readonly SpecTest[];
}
interface Requirement {
  readonly minServerVersion?: string;
  readonly maxServerVersion?: string;
  readonly topologies?: readonly string[];
  readonly serverParameters?: object;
  readonly auth?: boolean;
  readonly serverless?: string;
  readonly csfle?: unknown;
}
interface InitialData {
  readonly collectionName: string;
  readonly databaseName: string;
  readonly documents: readonly object[];
}
export interface SpecTest {
  readonly description: string;
  readonly runOnRequirements?: readonly Requirement[];
  readonly skipReason?: string;
  readonly operations: readonly Operation[];
  readonly outcome?: readonly InitialData[];
}
interface Operation {
  readonly name: string;
  readonly object: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly expectError?: Expected;
  readonly expectResult?: unknown;
  readonly saveResultAsEntity?: string;
  readonly ignoreResultAndError?: boolean;
}
interface Expected {
  readonly isClientError?: boolean;
  readonly errorContains?: string;
  readonly errorCode?: number;
  readonly errorCodeName?: string;
  readonly errorLabelsContain?: readonly string[];
  readonly errorLabelsOmit?: readonly string[];
  readonly expectResult?: unknown;
}

export type Verdict =
  { readonly is: 'passed' } | { readonly is: 'skipped' | 'refused' | 'failed'; readonly why: string };

/** The server under test. */
export interface Server {
  readonly uri: string;
  readonly version: string;
}

class Skip extends Error {}
class Refused extends Error {}

const parts = (version: string): readonly number[] => version.split('.').map(Number);
const atLeast = (version: string, wanted: string): boolean => {
  const [have, want] = [parts(version), parts(wanted)];
  for (let i = 0; i < 3; i++) if ((have[i] ?? 0) !== (want[i] ?? 0)) return (have[i] ?? 0) > (want[i] ?? 0);
  return true;
};

const isMet = (one: Requirement, { version }: Server): boolean =>
  (one.minServerVersion === undefined || atLeast(version, one.minServerVersion)) &&
  (one.maxServerVersion === undefined || atLeast(one.maxServerVersion, version)) &&
  (one.topologies === undefined || one.topologies.includes('single')) &&
  one.serverParameters === undefined &&
  one.auth !== true &&
  one.serverless !== 'require' &&
  one.csfle === undefined;

/** What a server says that knows the question and leaves it to MongoDB: the embedded one names what it hasn't. */
const isRefusal = (error: unknown): boolean =>
  error instanceof MongoServerError &&
  (error.code === 238 || error.code === 59 || error.message.includes('embedded MongoDB'));

/** Runs one test of the specification. What commands the driver sent (`expectEvents`) is the driver's own business. */
export async function runCase(file: SpecFile, test: SpecTest, server: Server): Promise<Verdict> {
  if (test.skipReason !== undefined) return { is: 'skipped', why: test.skipReason };
  for (const wanted of [file.runOnRequirements, test.runOnRequirements]) {
    if (wanted && !wanted.some((one) => isMet(one, server))) return { is: 'skipped', why: 'is for another server' };
  }
  const clients: mongoose.mongo.MongoClient[] = [];
  const setup = await MongoClient.connect(server.uri);
  clients.push(setup);
  try {
    for (const { databaseName, collectionName, documents } of file.initialData ?? []) {
      const collection = setup.db(databaseName).collection(collectionName);
      await collection.drop();
      if (documents.length > 0) await collection.insertMany(structuredClone(documents));
      else await setup.db(databaseName).createCollection(collectionName);
    }
    const entities = await createEntities(file, server, clients);
    for (const operation of test.operations) await run(operation, entities, setup);
    for (const { databaseName, collectionName, documents } of test.outcome ?? []) {
      const found = await setup.db(databaseName).collection(collectionName).find().sort({ _id: 1 }).toArray();
      if (!sameDocuments(documents, found)) {
        return { is: 'failed', why: `left ${JSON.stringify(found)} instead of ${JSON.stringify(documents)}` };
      }
    }
    return { is: 'passed' };
  } catch (error) {
    if (error instanceof Skip) return { is: 'skipped', why: error.message };
    if (error instanceof Refused) return { is: 'refused', why: error.message };
    return { is: 'failed', why: error instanceof Error ? error.message : String(error) };
  } finally {
    const off = { configureFailPoint: 'failCommand', mode: 'off' };
    await setup
      .db('admin')
      .command(off)
      .catch(() => undefined);
    await Promise.all(clients.map((client) => client.close()));
  }
}

async function createEntities(file: SpecFile, server: Server, clients: mongoose.mongo.MongoClient[]) {
  const entities = new Map<string, unknown>();
  const get = (id: unknown): unknown => entities.get(String(id));
  for (const entity of file.createEntities ?? []) {
    const [kind, fields] = Object.entries(entity)[0]!;
    const id = String(fields['id']);
    if (kind === 'client') {
      const client = await MongoClient.connect(server.uri, fields['uriOptions'] ?? {});
      clients.push(client);
      entities.set(id, client);
    } else if (kind === 'database') {
      const client = get(fields['client']) as mongoose.mongo.MongoClient;
      entities.set(id, client.db(String(fields['databaseName']), optionsOf(fields['databaseOptions'])));
    } else if (kind === 'collection') {
      const database = get(fields['database']) as mongoose.mongo.Db;
      entities.set(id, database.collection(String(fields['collectionName']), optionsOf(fields['collectionOptions'])));
    } else throw new Skip(`the runner has no entity ${kind}`);
  }
  return entities;
}

function optionsOf(given: unknown): object {
  const { readPreference, ...options } = (given ?? {}) as Record<string, unknown>;
  if (readPreference === undefined) return options;
  const { mode } = readPreference as { mode: string };
  return { ...options, readPreference: new ReadPreference(mode as mongoose.mongo.ReadPreferenceMode) };
}

async function run(operation: Operation, entities: ReadonlyMap<string, unknown>, setup: mongoose.mongo.MongoClient) {
  const { name, object, expectError, expectResult } = operation;
  const args = structuredClone(operation.arguments ?? {});
  if ('session' in args) throw new Skip('the runner has no sessions');
  if (object === 'testRunner') {
    if (name !== 'failPoint') throw new Skip(`the runner has no ${name}`);
    await refusable(() => setup.db('admin').command(args['failPoint'] as object));
    return;
  }
  const call = operationOn(name, entities.get(object), args);
  if (call === undefined) throw new Skip(`the runner has no ${name}`);
  const done = await refusable(call).then(
    (value) => ({ value }),
    (error: unknown) => {
      if (error instanceof Refused) throw error;
      return { error };
    },
  );
  if (operation.ignoreResultAndError === true) return;
  if ('error' in done) {
    if (expectError === undefined) throw done.error;
    checkError(expectError, done.error, name);
  } else if (expectError !== undefined) throw new Error(`${name} was not refused`);
  else if (expectResult !== undefined) {
    const wrong = mismatch(expectResult, done.value);
    if (wrong !== null) throw new Error(`${name}${wrong}`);
  }
}

async function refusable(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    if (isRefusal(error)) throw new Refused((error as Error).message);
    throw error;
  }
}

function checkError(expected: Expected, error: unknown, name: string): void {
  if (!(error instanceof mongoose.mongo.MongoError)) throw error;
  const fromServer = error instanceof MongoServerError;
  const { code, codeName } = error as { code?: unknown; codeName?: unknown };
  const problems = [
    expected.isClientError !== undefined && expected.isClientError === fromServer ? 'came from the wrong side' : null,
    expected.errorContains !== undefined && !error.message.toLowerCase().includes(expected.errorContains.toLowerCase())
      ? `does not contain “${expected.errorContains}”`
      : null,
    expected.errorCode !== undefined && expected.errorCode !== code ? `has code ${String(code)}` : null,
    expected.errorCodeName !== undefined && expected.errorCodeName !== codeName ? `is ${String(codeName)}` : null,
    ...(expected.errorLabelsContain ?? []).map((label) => (error.hasErrorLabel(label) ? null : `lacks ${label}`)),
    ...(expected.errorLabelsOmit ?? []).map((label) => (error.hasErrorLabel(label) ? `has ${label}` : null)),
    expected.expectResult === undefined
      ? null
      : mismatch(expected.expectResult, (error as { result?: unknown }).result),
  ];
  const problem = problems.find((one) => one !== null);
  if (problem) throw new Error(`the error of ${name} ${problem}: ${error.message}`);
}
