import { describe } from 'vitest';
import { BSON, Long, type Row } from './database.ts';
import { useEmbedded } from './embedded.ts';

const { refuses } = useEmbedded();

describe('aggregation', () => {
  const stages = [
    '$lookup',
    '$graphLookup',
    '$facet',
    '$bucket',
    '$bucketAuto',
    '$merge',
    '$out',
    '$unionWith',
    '$geoNear',
    '$sample',
    '$redact',
    '$setWindowFields',
    '$densify',
    '$fill',
    '$collStats',
    '$indexStats',
    '$changeStream',
    '$documents',
    '$search',
  ];
  refuses(
    stages.map((name): [Row, number, string] => [
      { aggregate: 'rows', pipeline: [{ [name]: {} }], cursor: {} },
      238,
      name,
    ]),
  );
  const expressions = [
    '$round',
    '$trunc',
    '$convert',
    '$toInt',
    '$toDate',
    '$function',
    '$rand',
    '$zip',
    '$sortArray',
    '$setDifference',
    '$dateFromString',
    '$getField',
    '$bitAnd',
    '$sin',
  ];
  refuses(
    expressions.map((name): [Row, number, string] => [
      { aggregate: 'rows', pipeline: [{ $project: { x: { [name]: 1 } } }], cursor: {} },
      238,
      name,
    ]),
  );
  const accumulators = ['$stdDevPop', '$stdDevSamp', '$firstN', '$top', '$median', '$accumulator'];
  refuses(
    accumulators.map((name): [Row, number, string] => [
      { aggregate: 'rows', pipeline: [{ $group: { _id: null, x: { [name]: 1 } } }], cursor: {} },
      238,
      name,
    ]),
  );
  refuses([
    [
      {
        aggregate: 'rows',
        pipeline: [{ $project: { x: { $dateAdd: { startDate: new Date(0), unit: 'month', amount: 1 } } } }],
        cursor: {},
      },
      238,
      'month',
    ],
    [
      {
        aggregate: 'rows',
        pipeline: [{ $project: { x: { $dateToString: { date: new Date(0), format: '%U' } } } }],
        cursor: {},
      },
      238,
      '%U',
    ],
    [
      {
        aggregate: 'rows',
        pipeline: [{ $project: { x: { $add: [Long.fromString('9007199254740993'), 1] } } }],
        cursor: {},
      },
      238,
      '64-bit',
    ],
    [
      {
        aggregate: 'rows',
        pipeline: [{ $project: { x: { $add: [BSON.Decimal128.fromString('1.5'), 1] } } }],
        cursor: {},
      },
      238,
      'Decimal128',
    ],
    [{ aggregate: 'rows', pipeline: [{ $project: { x: '$$CLUSTER_TIME' } }], cursor: {} }, 238, '$$CLUSTER_TIME'],
  ]);
});
