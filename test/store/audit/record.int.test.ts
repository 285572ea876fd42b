import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personProblems } from '../../../src/services/audit/people.ts';
import { tenantEvent } from '../../contracts/store-fixtures.ts';
import { type TestStore, testStore } from '../../support/store.ts';

let test: TestStore;
beforeAll(async () => {
  test = await testStore();
});
afterAll(() => test.close());

describe('what was recorded under several keys', () => {
  it('is read in one question, each under its own key and by number', async () => {
    const { journal, record } = test.store;
    const keys = ['person/b/2', 'person/a/1', 'person/ab/1', 'target/x y/1/given', 'person/b/10', 'person/b/1', 'q'];
    await journal.append(keys.map((key) => tenantEvent(key)));
    await journal.append([tenantEvent('target/x y/1/drift/2')]);

    const found = await record.recordedUnderEach(['target/x y/1/', 'person/b/', 'person/nobody/', 'person/a/']);

    expect([...found].map(([prefix, events]) => [prefix, events.map(({ key }) => key)])).toEqual([
      ['target/x y/1/', ['target/x y/1/given', 'target/x y/1/drift/2']],
      ['person/b/', ['person/b/2', 'person/b/10', 'person/b/1']],
      ['person/nobody/', []],
      ['person/a/', ['person/a/1']],
    ]);
    expect(await record.recordedUnderEach([])).toEqual(new Map());
    expect(await record.recordedUnder('person/a')).toHaveLength(2);
    expect((await (await test.another('other')).record.recordedUnderEach(['person/a/'])).get('person/a/')).toEqual([]);
  });

  it('takes one question for fifty people', async () => {
    const { people, record } = test.store;
    const names = Array.from({ length: 101 }, (_, index) => `p${index}`);
    for (const name of names) await people.ensureEmail(`${name}@acme.test`, name);
    let questions = 0;
    const counting = {
      ...record,
      recordedUnderEach(prefixes: readonly string[]) {
        questions++;
        return record.recordedUnderEach(prefixes);
      },
    };
    // None of them is recorded yet, and that isn't late.
    expect(await personProblems(counting, Date.now())).toEqual([]);
    expect(questions).toBe(3);
  });
});
