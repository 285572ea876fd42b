import type { Collection } from '../collection.ts';
import { mongoError } from '../errors.ts';
import { type Query, runQuery, type Stats } from '../scan.ts';
import { parseStage, type Stage, stageNumber, stageOf } from '../stages.ts';
import { type Doc, isDoc, typeName } from '../values.ts';
import type { Command, Context } from './command.ts';
import { cursorBatch, deadlineOf, hintOf, planQuery, target } from './query-body.ts';

/** A pipeline: what its first stages ask of the collection, and the stages after that. */
export interface Aggregation {
  readonly collection: Collection | undefined;
  readonly namespace: string;
  readonly query: Query;
  readonly stages: readonly { name: string; spec: unknown; run: Stage }[];
}

const ORDER = ['$match', '$sort', '$skip', '$limit'];

/** Leading stages that a query can do by itself, in the one order in which it does them. */
const leading = (pipeline: readonly { name: string; spec: unknown }[]): number => {
  let [at, step] = [0, 0];
  for (const { name } of pipeline) {
    const place = ORDER.indexOf(name);
    if (place < step || place < 0) break;
    step = name === '$match' ? 0 : place + 1;
    at++;
  }
  return at;
};

export const parseAggregation = (context: Context, body: Doc): Aggregation => {
  if (typeof body['aggregate'] !== 'string') {
    throw mongoError(73, "{aggregate: 1} is not valid here: the embedded MongoDB's stages all need a collection.");
  }
  const { collection, namespace } = target(context, body, 'aggregate');
  const list = body['pipeline'];
  if (!Array.isArray(list))
    throw mongoError(14, `'pipeline' option must be specified as an array, got ${typeName(list)}`);
  const parsed = list.map((stage: unknown) => ({ ...stageOf(stage), run: parseStage(stage) }));
  const count = leading(parsed);
  const first = parsed.slice(0, count);
  const specs = (name: string): unknown[] => first.filter((stage) => stage.name === name).map((stage) => stage.spec);
  const filters = specs('$match');
  const query = planQuery(collection, {
    filter: filters.length > 1 ? { $and: filters } : (filters[0] ?? {}),
    sort: specs('$sort')[0],
    skip: first.some((stage) => stage.name === '$skip') ? stageNumber('$skip', specs('$skip')[0], 0) : 0,
    limit: first.some((stage) => stage.name === '$limit') ? stageNumber('$limit', specs('$limit')[0], 1) : 0,
    hint: hintOf(body),
    deadline: deadlineOf(body, context.now()),
  });
  return { collection, namespace, query, stages: parsed.slice(count) };
};

const namesField = (value: unknown): boolean => {
  if (typeof value === 'string') return value.startsWith('$');
  if (Array.isArray(value)) return value.some(namesField);
  return isDoc(value) && Object.values(value).some(namesField);
};

/** True for stages that only count (`countDocuments` is one): the documents need not be read for them. */
const onlyCounts = (stage: { name: string; spec: unknown } | undefined): boolean =>
  stage?.name === '$count' || (stage?.name === '$group' && !namesField(stage.spec));

function* docsOf({ collection, query, stages: [first] }: Aggregation, stats: Stats | undefined): Generator<Doc> {
  const unread = onlyCounts(first);
  for (const stored of runQuery(collection, query, stats)) yield unread ? {} : stored.doc;
}

export const runAggregation = (aggregation: Aggregation, stats?: Stats): Iterable<Doc> =>
  aggregation.stages.reduce<Iterable<Doc>>((docs, stage) => stage.run(docs), docsOf(aggregation, stats));

export const aggregate: Command = {
  name: 'aggregate',
  fields: {
    pipeline: 'taken',
    cursor: 'taken',
    hint: 'taken',
    allowDiskUse: 'taken',
    bypassDocumentValidation: 'taken',
    explain: 'taken',
    collation: 'onlyIfEmpty',
    let: 'onlyIfEmpty',
    needsMerge: 'refused',
    fromMongos: 'refused',
    exchange: 'refused',
  },
  run: (context, body) => {
    const aggregation = parseAggregation(context, body);
    if (!isDoc(body['cursor'])) {
      throw mongoError(9, "The 'cursor' option is required, except for aggregate with the explain argument");
    }
    const batchSize = cursorBatch(body, 'aggregate', 101);
    const docs = runAggregation(aggregation)[Symbol.iterator]();
    return { cursor: context.cursors.open(aggregation.namespace, docs, batchSize, false) };
  },
};
