import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { EJSON } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accessEvent,
  chainEntry,
  fold,
  foundAccessEvent,
  isDecodable,
  tenantEvent,
} from '../../../src/domain/events/index.ts';
import type { AccessEvent } from '../../../src/domain/events/index.ts';
import { event } from '../../contracts/store-fixtures.ts';
import { anyAccessEvent } from './any-event.ts';

/** The documents of a collection that an earlier version wrote, without the keys that only MongoDB needs. */
function documents(collection: string): Record<string, unknown>[] {
  const file = new URL(`../../fixtures/database/${collection}.jsonl.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  return lines.map((line) => EJSON.parse(line) as Record<string, unknown>);
}

function isUnchanged(codec: { parse: (value: unknown) => unknown }, value: unknown): void {
  expect(JSON.stringify(codec.parse(value))).toBe(JSON.stringify(value));
}

describe('an event of an access', () => {
  it('is read as it was written, whatever it says', () => {
    fc.assert(
      fc.property(anyAccessEvent, (written) => {
        isUnchanged(accessEvent, written);
        expect(foundAccessEvent.parse(JSON.parse(JSON.stringify(written)))).toEqual(written);
      }),
      { numRuns: 500 },
    );
  });

  it('says what its name promises: a fact that lacks, is of another kind or is unknown isn’t written', () => {
    const without = (name: string) => {
      const { [name]: _left, ...facts } = event(2).facts as Record<string, unknown>;
      return { ...event(2), facts };
    };
    for (const name of ['ask', 'stage', 'basis', 'complete', 'account', 'command', 'configuration'])
      expect(accessEvent.safeParse(without(name)).success).toBe(false);
    for (const facts of [{ stage: '0' }, { v: 2 }, { more: 1 }, { basis: { kind: 'other' } }])
      expect(accessEvent.safeParse(event(2, { facts })).success).toBe(false);
    expect(accessEvent.safeParse({ ...event(2), event: 'unheard-of' }).success).toBe(false);
  });

  it('is found with whatever facts somebody wrote, and decodable with those that a later version added', () => {
    const added = event(2, { facts: { added: [{ later: true }] } });
    const foreign = event(2, { facts: { stage: '0' } });
    for (const one of [added, foreign]) expect(foundAccessEvent.parse(one)).toEqual(one);
    expect([isDecodable(event(2)), isDecodable(added), isDecodable(foreign)]).toEqual([true, true, false]);
  });
});

describe('what an earlier version wrote', () => {
  it('is read and written back byte for byte: every event of every access', () => {
    const all = documents('accesses').flatMap(({ events }) => events as AccessEvent[]);
    expect(all.length).toBeGreaterThan(700);
    for (const one of all) isUnchanged(accessEvent, one);
  });

  it('folds to the asks and the state that were stored', () => {
    for (const { id, tenant, events, asks, state, since, until, endedAt } of documents('accesses')) {
      const folded = fold(events as AccessEvent[], { id: String(id), tenant: String(tenant) });
      expect(folded).toMatchObject({ state, since, until, endedAt });
      expect(folded?.asks).toEqual(asks);
    }
  });

  it('is read and written back byte for byte: the journal and the chain', () => {
    for (const { _id, tenant: _tenant, ...one } of documents('journal'))
      isUnchanged(tenantEvent, inOrder(one, tenantEvent));
    for (const { _id, ...one } of documents('audit')) isUnchanged(chainEntry, inOrder(one, chainEntry));
  });
});

/** A document's own fields stand in MongoDB in the order of its schema. */
function inOrder(value: Record<string, unknown>, { shape }: { readonly shape: object }): object {
  return Object.fromEntries(Object.keys(shape).map((name) => [name, value[name]]));
}
