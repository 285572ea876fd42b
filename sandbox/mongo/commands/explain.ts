import { Int32 } from 'bson';
import { checkFields, readDocument, readDocuments } from '../arguments.ts';
import type { Collection } from '../collection.ts';
import { mongoError } from '../errors.ts';
import { executionStats, winningPlan } from '../explain.ts';
import { newStats, type Query, runQuery } from '../scan.ts';
import { type Doc, isDoc, toNumber } from '../values.ts';
import { aggregate, parseCount } from './aggregate.ts';
import { type Command, type Context, fieldsOf } from './command.ts';
import { count, distinct } from './count-distinct.ts';
import { deleteCommand } from './delete.ts';
import { find } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { hintOf, planQuery, queryOf, target } from './query-body.ts';
import { update } from './update.ts';

interface Explained {
  readonly namespace: string;
  readonly collection: Collection | undefined;
  readonly query: Query;
  readonly filter: Doc;
  readonly projection?: Doc | undefined;
  /** Stage put on top, for the writes. */
  readonly top?: string;
}

const explainQuery = (context: Context, body: Doc, command: string, field: string): Explained => {
  const projection = isDoc(body['projection']) ? body['projection'] : undefined;
  return { ...queryOf(context, body, command, field), filter: readDocument(body, field, command, {}), projection };
};

const explainWrite = (context: Context, body: Doc, command: 'update' | 'delete'): Explained => {
  const list = command === 'update' ? 'updates' : 'deletes';
  const [entry, ...more] = readDocuments(body, list, command);
  if (!entry || more.length > 0) throw mongoError(72, `explained ${command} must contain exactly one operation`);
  const { collection, namespace } = target(context, body, command);
  const filter = readDocument(entry, 'q', `${command}.${list}`);
  const limit = command === 'update' ? (entry['multi'] === true ? 0 : 1) : (toNumber(entry['limit']) ?? 0);
  const query = planQuery(collection, { filter, limit, hint: hintOf(entry) });
  return { namespace, collection, query: { ...query, limit }, filter, top: command.toUpperCase() };
};

const explainFindAndModify = (context: Context, body: Doc): Explained => {
  const { collection, namespace } = target(context, body, 'findAndModify');
  const filter = readDocument(body, 'query', 'findAndModify', {});
  const query = planQuery(collection, { filter, sort: body['sort'], limit: 1, hint: hintOf(body) });
  return { namespace, collection, query, filter, top: body['remove'] === true ? 'DELETE' : 'UPDATE' };
};

const planDoc = ({ namespace, query, filter, projection, top, collection }: Explained): Doc => {
  const plan = collection ? winningPlan(query, filter, projection) : { stage: 'EOF' };
  return {
    namespace,
    parsedQuery: filter,
    indexFilterSet: false,
    winningPlan: top === undefined ? plan : { stage: top, inputStage: plan },
    rejectedPlans: [],
  };
};

const answer = (explained: Explained, verbosity: string, run: (stats: ReturnType<typeof newStats>) => void): Doc => {
  const queryPlanner = planDoc(explained);
  if (verbosity === 'queryPlanner') return { explainVersion: '1', queryPlanner };
  const stats = newStats();
  const began = Date.now();
  run(stats);
  const plan = queryPlanner['winningPlan'] as Doc;
  return { explainVersion: '1', queryPlanner, executionStats: executionStats(stats, plan, Date.now() - began) };
};

const EXPLAINED: Readonly<Record<string, { command: Command; explain: (context: Context, body: Doc) => Explained }>> = {
  aggregate: { command: aggregate, explain: parseCount },
  find: { command: find, explain: (context, body) => explainQuery(context, body, 'find', 'filter') },
  count: { command: count, explain: (context, body) => explainQuery(context, body, 'count', 'query') },
  distinct: { command: distinct, explain: (context, body) => explainQuery(context, body, 'distinct', 'query') },
  update: { command: update, explain: (context, body) => explainWrite(context, body, 'update') },
  delete: { command: deleteCommand, explain: (context, body) => explainWrite(context, body, 'delete') },
  findAndModify: { command: findAndModify, explain: explainFindAndModify },
};

const VERBOSITY = ['queryPlanner', 'executionStats', 'allPlansExecution'];

const explainBody = (context: Context, inner: Doc, verbosity: string): Doc => {
  const name = Object.keys(inner)[0] ?? '';
  const known = Object.hasOwn(EXPLAINED, name) ? EXPLAINED[name] : undefined;
  if (!known) throw mongoError(59, `Explain failed due to unknown command: ${name}`);
  checkFields(name, inner, fieldsOf(known.command, name));
  const explained = known.explain(context, inner);
  return answer(explained, verbosity, (stats) => {
    const found = runQuery(explained.collection, explained.query, stats);
    while (!found.next().done);
  });
};

export const explain: Command = {
  name: 'explain',
  fields: { verbosity: 'taken' },
  run: (context, body) => {
    const verbosity = body['verbosity'] ?? 'allPlansExecution';
    if (typeof verbosity !== 'string' || !VERBOSITY.includes(verbosity)) {
      throw mongoError(9, "verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}");
    }
    const inner: Doc = { ...readDocument(body, 'explain', 'explain'), $db: body['$db'] };
    return {
      ...explainBody(context, inner, verbosity),
      command: inner,
      serverInfo: { host: '127.0.0.1', version: '7.0.0', pid: new Int32(process.pid) },
    };
  },
};

/** `aggregate` with `explain: true`, the older way to ask. */
export const explainAggregateCommand = (context: Context, body: Doc): Doc => explainBody(context, body, 'queryPlanner');
