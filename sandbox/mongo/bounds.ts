import { encodeOne } from './keys.ts';
import type { Leaf } from './filter.ts';
import { literalPrefix } from './regex.ts';
import { isMaxKey, isMinKey, MISSING, RANK, rankOf, show } from './values.ts';

/** A place between index keys: before all keys that begin with `prefix`, or after them; `text` is for `explain`. */
export interface Edge {
  readonly prefix: Buffer;
  readonly after: boolean;
  readonly text: string;
}

/** Keys between two edges; `point` when it is exactly one value's. */
export interface Interval {
  readonly low: Edge;
  readonly high: Edge;
  readonly point: boolean;
}

/** The first bytes above everything that begins with `prefix`. No key begins with FF, so that is above all. */
const successor = (prefix: Buffer): Buffer => {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return Buffer.from([0xff]);
  const out = Buffer.from(prefix.subarray(0, length));
  out[length - 1] = (out[length - 1] ?? 0) + 1;
  return out;
};

/** An edge as bytes to start or stop reading at, behind the components in `before`. */
export const edgeBytes = (edge: Edge, before: Buffer = Buffer.alloc(0)): Buffer => {
  const prefix = Buffer.concat([before, edge.prefix]);
  return edge.after ? successor(prefix) : prefix;
};
export const compareEdges = (a: Edge, b: Edge): number => Buffer.compare(edgeBytes(a), edgeBytes(b));

const EVERYTHING: Interval = {
  low: { prefix: Buffer.alloc(0), after: false, text: 'MinKey' },
  high: { prefix: Buffer.alloc(0), after: true, text: 'MaxKey' },
  point: false,
};

/** The interval of all keys. */
export const everything = (): Interval => EVERYTHING;

const turned = (edge: Edge): Edge => {
  const prefix = Buffer.from(edge.prefix);
  for (let i = 0; i < prefix.length; i++) prefix[i] = ~(prefix[i] ?? 0);
  return { prefix, after: !edge.after, text: edge.text };
};

/** The same interval where the component is stored descending. */
export const turn = ({ low, high, point }: Interval): Interval => ({ low: turned(high), high: turned(low), point });

/** An interval for `explain`, in MongoDB's manner: `[1, 5)`. */
export const showInterval = ({ low, high }: Interval, descending: boolean): string => {
  const [left, right] = descending ? [!low.after, !high.after] : [low.after, high.after];
  return descending
    ? `${left ? '[' : '('}${low.text}, ${high.text}${right ? ')' : ']'}`
    : `${left ? '(' : '['}${low.text}, ${high.text}${right ? ']' : ')'}`;
};

const within = (prefix: Buffer, low: string, high: string, point: boolean): Interval => ({
  low: { prefix, after: false, text: low },
  high: { prefix, after: true, text: high },
  point,
});
const RANK_TEXT: Readonly<Record<number, readonly [string, string]>> = {
  [RANK.number]: ['-inf.0', 'inf.0'],
  [RANK.string]: ['""', '{}'],
};
const ofRank = (rank: number): Interval => {
  const [low, high] = RANK_TEXT[rank] ?? [`lowest of type ${rank}`, `highest of type ${rank}`];
  return within(Buffer.from([rank]), low, high, false);
};
const pointOf = (value: unknown): Interval => {
  const text = value === MISSING ? 'undefined' : show(value);
  return within(encodeOne(value, false), text, text, true);
};

const equalTo = (value: unknown): Interval[] => {
  if (value === null) return [pointOf(MISSING), pointOf(null)];
  if (Array.isArray(value)) return [value.length === 0 ? pointOf(MISSING) : pointOf(value[0]), pointOf(value)];
  return [pointOf(value)];
};

const compareTo = (op: 'gt' | 'gte' | 'lt' | 'lte', value: unknown): Interval[] | undefined => {
  if (value === null) return op === 'gte' || op === 'lte' ? equalTo(null) : [];
  if (Array.isArray(value) || isMinKey(value) || isMaxKey(value)) return undefined;
  const prefix = encodeOne(value, false);
  const type = ofRank(rankOf(value));
  const text = show(value);
  if (op === 'gt' || op === 'gte') {
    return [{ low: { prefix, after: op === 'gt', text }, high: type.high, point: false }];
  }
  return [{ low: type.low, high: { prefix, after: op === 'lte', text }, point: false }];
};

const matchingRegex = (leaf: Leaf & { kind: 'regex' }): Interval[] => {
  const literal = literalPrefix(leaf.source);
  const text = Buffer.concat([Buffer.from([RANK.string]), Buffer.from(literal)]);
  return [
    literal.includes('\0') ? ofRank(RANK.string) : within(text, show(literal), show(`${literal}…`), false),
    pointOf(leaf.source),
  ];
};

/**
 * Where the keys of every document that satisfies a condition lie (others may lie there too), or undefined where the
 * condition says nothing about keys. May throw what {@link encodeOne} throws; the caller then scans.
 */
export const boundsOf = (leaf: Leaf): Interval[] | undefined => {
  switch (leaf.kind) {
    case 'compare':
      return leaf.op === 'eq' ? equalTo(leaf.value) : compareTo(leaf.op, leaf.value);
    case 'in':
      return [
        ...leaf.values.flatMap(equalTo),
        ...leaf.regexes.flatMap((one) =>
          matchingRegex({ kind: 'regex', path: leaf.path, parts: leaf.parts, source: one.source, regex: one.regex }),
        ),
      ];
    case 'regex':
      return matchingRegex(leaf);
    default:
      return undefined;
  }
};

/** Sorted, and without overlaps. */
export const union = (intervals: readonly Interval[]): Interval[] => {
  const sorted = intervals
    .filter(({ low, high }) => compareEdges(low, high) < 0)
    .sort((a, b) => compareEdges(a.low, b.low));
  const out: Interval[] = [];
  for (const one of sorted) {
    const last = out.at(-1);
    if (!last || compareEdges(last.high, one.low) <= 0) out.push(one);
    else if (compareEdges(last.high, one.high) < 0)
      out[out.length - 1] = { low: last.low, high: one.high, point: false };
  }
  return out;
};

/** What lies in both. */
export const intersect = (a: readonly Interval[], b: readonly Interval[]): Interval[] => {
  const out: Interval[] = [];
  for (const left of a) {
    for (const right of b) {
      const low = compareEdges(left.low, right.low) > 0 ? left.low : right.low;
      const high = compareEdges(left.high, right.high) < 0 ? left.high : right.high;
      out.push({ low, high, point: left.point || right.point });
    }
  }
  return union(out);
};
