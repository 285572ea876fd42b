import { describe } from 'vitest';
import { useUpdates } from './update-cases.ts';

const { run } = useUpdates();

describe('arrays', () => {
  run([
    { what: '$push appends', before: { a: [1] }, update: { $push: { a: 2 } }, after: { a: [1, 2] } },
    { what: '$push makes the array', before: {}, update: { $push: { 'a.b': 2 } }, after: { a: { b: [2] } } },
    {
      what: '$push of an array is one element',
      before: { a: [] },
      update: { $push: { a: [1, 2] } },
      after: { a: [[1, 2]] },
    },
    {
      what: '$push $each appends all',
      before: { a: [1] },
      update: { $push: { a: { $each: [2, 3] } } },
      after: { a: [1, 2, 3] },
    },
    {
      what: '$push at a $position',
      before: { a: [1, 4] },
      update: { $push: { a: { $each: [2, 3], $position: 1 } } },
      after: { a: [1, 2, 3, 4] },
    },
    {
      what: '$push at a $position from the end',
      before: { a: [1, 4] },
      update: { $push: { a: { $each: [2, 3], $position: -1 } } },
      after: { a: [1, 2, 3, 4] },
    },
    {
      what: '$push keeps the last with $slice',
      before: { a: [1, 2] },
      update: { $push: { a: { $each: [3, 4], $slice: -3 } } },
      after: { a: [2, 3, 4] },
    },
    {
      what: '$push keeps the first with $slice',
      before: { a: [1, 2] },
      update: { $push: { a: { $each: [3, 4], $slice: 3 } } },
      after: { a: [1, 2, 3] },
    },
    {
      what: '$push empties with $slice 0',
      before: { a: [1] },
      update: { $push: { a: { $each: [3], $slice: 0 } } },
      after: { a: [] },
    },
    {
      what: '$push $slices a missing field too',
      before: {},
      update: { $push: { a: { $each: [3, 4], $slice: 1 } } },
      after: { a: [3] },
    },
    {
      what: '$push sorts values',
      before: { a: [3, 1] },
      update: { $push: { a: { $each: [2], $sort: -1 } } },
      after: { a: [3, 2, 1] },
    },
    {
      what: '$push sorts documents by a field',
      before: { a: [{ n: 3 }, { n: 1 }] },
      update: { $push: { a: { $each: [{ n: 2 }], $sort: { n: 1 } } } },
      after: { a: [{ n: 1 }, { n: 2 }, { n: 3 }] },
    },
    {
      what: '$push sorts, then slices',
      before: { a: [5, 1] },
      update: { $push: { a: { $each: [3], $sort: 1, $slice: 2 } } },
      after: { a: [1, 3] },
    },
    { what: '$push to a scalar is 2', before: { a: 1 }, update: { $push: { a: 2 } }, code: 2 },
    { what: '$push $each of a scalar is 2', before: { a: [] }, update: { $push: { a: { $each: 2 } } }, code: 2 },
    {
      what: '$push of an unknown clause is 2',
      before: { a: [] },
      update: { $push: { a: { $each: [1], $frob: 2 } } },
      code: 2,
    },
    {
      what: '$addToSet adds once',
      before: { a: [1, { b: 1 }] },
      update: { $addToSet: { a: { $each: [1, 2, 2, { b: 1 }] } } },
      after: { a: [1, { b: 1 }, 2] },
    },
    {
      what: '$addToSet minds the order of fields',
      before: { a: [{ x: 1, y: 2 }] },
      update: { $addToSet: { a: { y: 2, x: 1 } } },
      after: {
        a: [
          { x: 1, y: 2 },
          { y: 2, x: 1 },
        ],
      },
    },
    { what: '$addToSet to a scalar is 2', before: { a: 1 }, update: { $addToSet: { a: 2 } }, code: 2 },
    { what: '$pop takes the last', before: { a: [1, 2, 3] }, update: { $pop: { a: 1 } }, after: { a: [1, 2] } },
    { what: '$pop takes the first', before: { a: [1, 2, 3] }, update: { $pop: { a: -1 } }, after: { a: [2, 3] } },
    { what: '$pop of a scalar is 14', before: { a: 1 }, update: { $pop: { a: 1 } }, code: 14 },
    { what: '$pop of 2 is 9', before: { a: [1] }, update: { $pop: { a: 2 } }, code: 9 },
    { what: '$pull by value', before: { a: [1, 2, 1, 3] }, update: { $pull: { a: 1 } }, after: { a: [2, 3] } },
    { what: '$pull by comparison', before: { a: [1, 5, 9] }, update: { $pull: { a: { $gte: 5 } } }, after: { a: [1] } },
    {
      what: '$pull by $in',
      before: { a: ['x', 'y', 'z'] },
      update: { $pull: { a: { $in: ['x', 'z'] } } },
      after: { a: ['y'] },
    },
    {
      what: '$pull by fields of documents',
      before: { a: [{ k: 1, v: 1 }, { k: 2, v: 1 }, 7] },
      update: { $pull: { a: { k: 1 } } },
      after: { a: [{ k: 2, v: 1 }, 7] },
    },
    {
      what: '$pull by several conditions',
      before: {
        a: [
          { k: 1, v: 5 },
          { k: 1, v: 1 },
        ],
      },
      update: { $pull: { a: { k: 1, v: { $gt: 2 } } } },
      after: { a: [{ k: 1, v: 1 }] },
    },
    {
      what: '$pull by expression',
      before: { a: ['ab', 'b', 'ac'] },
      update: { $pull: { a: /^a/ } },
      after: { a: ['b'] },
    },
    { what: '$pull of a missing field', before: { b: 1 }, update: { $pull: { a: 1 } } },
    { what: '$pull from a scalar is 2', before: { a: 1 }, update: { $pull: { a: 1 } }, code: 2 },
    { what: '$pullAll by values', before: { a: [1, 2, 3, 1] }, update: { $pullAll: { a: [1, 3] } }, after: { a: [2] } },
    { what: '$pullAll of a scalar is 2', before: { a: [1] }, update: { $pullAll: { a: 1 } }, code: 2 },
  ]);
});

describe('places in arrays', () => {
  run([
    {
      what: '$ is the element the filter found',
      before: { a: [1, 5, 9] },
      filter: { a: 5 },
      update: { $set: { 'a.$': 0 } },
      after: { a: [1, 0, 9] },
    },
    {
      what: '$ of documents',
      before: {
        a: [
          { k: 1, n: 0 },
          { k: 2, n: 0 },
        ],
      },
      filter: { 'a.k': 2 },
      update: { $inc: { 'a.$.n': 1 } },
      after: {
        a: [
          { k: 1, n: 0 },
          { k: 2, n: 1 },
        ],
      },
    },
    {
      what: '$ with $elemMatch',
      before: {
        a: [
          { k: 1, v: 9 },
          { k: 2, v: 1 },
          { k: 2, v: 9 },
        ],
      },
      filter: { a: { $elemMatch: { k: 2, v: 9 } } },
      update: { $set: { 'a.$.hit': true } },
      after: {
        a: [
          { k: 1, v: 9 },
          { k: 2, v: 1 },
          { k: 2, v: 9, hit: true },
        ],
      },
    },
    { what: '$ without an array in the filter is 2', before: { a: [1] }, update: { $set: { 'a.$': 0 } }, code: 2 },
    { what: '$[] is every element', before: { a: [1, 2] }, update: { $inc: { 'a.$[]': 1 } }, after: { a: [2, 3] } },
    {
      what: '$[] of documents',
      before: { a: [{ n: 1 }, {}] },
      update: { $inc: { 'a.$[].n': 1 } },
      after: { a: [{ n: 2 }, { n: 1 }] },
    },
    { what: '$[] of a scalar is 2', before: { a: 1 }, update: { $inc: { 'a.$[]': 1 } }, code: 2 },
    { what: '$[] of nothing is 2', before: {}, update: { $inc: { 'a.$[]': 1 } }, code: 2 },
    {
      what: '$[e] is what the array filter says',
      before: { a: [1, 5, 9] },
      update: { $set: { 'a.$[e]': 0 } },
      arrayFilters: [{ e: { $gte: 5 } }],
      after: { a: [1, 0, 0] },
    },
    {
      what: '$[e] of documents',
      before: { a: [{ k: 1 }, { k: 2 }] },
      update: { $set: { 'a.$[e].v': 7 } },
      arrayFilters: [{ 'e.k': 2 }],
      after: { a: [{ k: 1 }, { k: 2, v: 7 }] },
    },
    {
      what: '$[e] that matches nothing changes nothing',
      before: { a: [1] },
      update: { $set: { 'a.$[e]': 0 } },
      arrayFilters: [{ e: 5 }],
    },
    {
      what: 'two identifiers, one in the other',
      before: {
        a: [
          { k: 1, b: [1, 2] },
          { k: 2, b: [1, 2] },
        ],
      },
      update: { $inc: { 'a.$[x].b.$[y]': 10 } },
      arrayFilters: [{ 'x.k': 2 }, { y: 1 }],
      after: {
        a: [
          { k: 1, b: [1, 2] },
          { k: 2, b: [11, 2] },
        ],
      },
    },
    { what: 'an identifier without a filter is 2', before: { a: [1] }, update: { $set: { 'a.$[e]': 0 } }, code: 2 },
    {
      what: 'a filter without an identifier is 9',
      before: { a: [1] },
      update: { $set: { b: 0 } },
      arrayFilters: [{ e: 1 }],
      code: 9,
    },
    {
      what: 'two filters for one identifier are 9',
      before: { a: [1] },
      update: { $set: { 'a.$[e]': 0 } },
      arrayFilters: [{ e: 1 }, { e: 2 }],
      code: 9,
    },
  ]);
});
